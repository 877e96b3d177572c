package dev.atelier.recipe.infotext;

import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.ResourceHash.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The lists of hashes in an infotext, such as `Lora hashes: "a: 0123456789ab, b: cdef01234567"`.
final class ResourceHashFields {
    private ResourceHashFields() {}

    static List<ResourceHash> read(ParsedInfotext fields) {
        var all = new ArrayList<ResourceHash>();
        fields.take("Lora hashes", text -> list(Kind.LORA, text)).ifPresent(all::addAll);
        fields.take("TI hashes", text -> list(Kind.EMBEDDING, text)).ifPresent(all::addAll);
        fields.take("VAE hash", hash -> new ResourceHash(Kind.VAE, "", hash)).ifPresent(all::add);
        return all;
    }

    private static List<ResourceHash> list(Kind kind, String text) {
        var all = new ArrayList<ResourceHash>();
        for (var pair : text.split(",", -1)) {
            int colon = pair.lastIndexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no hash");
            }
            var name = pair.substring(0, colon).strip();
            all.add(new ResourceHash(kind, name, pair.substring(colon + 1).strip()));
        }
        return all;
    }

    /// Without the marks that separate the list.
    private static String name(ResourceHash resource) {
        return resource.name().replace(":", "").replace(",", "");
    }

    /// The list as A1111 writes it, empty when there is none of the kind.
    static String write(List<ResourceHash> all, Kind kind) {
        return all.stream()
                .filter(resource -> resource.kind() == kind)
                .map(resource ->
                        kind == Kind.VAE
                                ? resource.hash()
                                : name(resource) + ": " + resource.hash())
                .collect(Collectors.joining(", "));
    }
}
