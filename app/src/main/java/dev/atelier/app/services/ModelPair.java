package dev.atelier.app.services;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.recipe.Capabilities;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One model as it is here and on a service.
///
/// @param file its name there, without a hash; empty where it is not there
/// @param bytes there, where that is known
/// @param hash that the service tells of its file; empty where it tells none
record ModelPair(
        ModelKind kind,
        String name,
        Match likeness,
        Optional<ModelRow> here,
        String file,
        Optional<Long> bytes,
        String hash) {
    private static final Pattern HASH = Pattern.compile(" \\[([0-9a-fA-F]*)]$");
    private static final Pattern ENDING =
            Pattern.compile("\\.(safetensors|ckpt|pt|pth|bin)$", Pattern.CASE_INSENSITIVE);

    /// Kinds that services have, in the order they are listed.
    static final List<ModelKind> KINDS =
            List.of(
                    ModelKind.CHECKPOINT,
                    ModelKind.VAE,
                    ModelKind.LORA,
                    ModelKind.EMBEDDING,
                    ModelKind.CONTROLNET);

    /// What is known of the two.
    enum Match {
        /// The files have one hash.
        SAME_HASH,
        /// The files have one name and one size.
        SAME_SIZE,
        /// They are called the same; more is not known.
        SAME_NAME,
        DIFFERENT,
        ONLY_HERE,
        ONLY_THERE;

        boolean isSame() {
            return this == SAME_HASH || this == SAME_SIZE;
        }
    }

    /// Sizes of the files there, by kind and file name.
    record Sizes(Map<ModelKind, Map<String, Long>> all) {
        static final Sizes UNKNOWN = new Sizes(Map.of());

        /// By the name with or without its ending.
        Optional<Long> of(ModelKind kind, String file) {
            var known = all.getOrDefault(kind, Map.of());
            return Optional.ofNullable(known.get(last(file)))
                    .or(() ->
                            known.entrySet().stream()
                                    .filter(it -> plain(it.getKey()).equals(plain(file)))
                                    .map(Map.Entry::getValue)
                                    .findFirst());
        }
    }

    /// All models of both sides: those of the service in its order, then those that are only here.
    static List<ModelPair> of(List<ModelRow> here, Capabilities.Models there, Sizes sizes) {
        var all = new ArrayList<ModelPair>();
        add(all, ModelKind.CHECKPOINT, here, there.checkpoints(), sizes);
        add(all, ModelKind.VAE, here, there.vaes(), sizes);
        add(all, ModelKind.LORA, here, there.loras(), sizes);
        add(all, ModelKind.EMBEDDING, here, there.embeddings(), sizes);
        add(all, ModelKind.CONTROLNET, here, there.controls(), sizes);
        return List.copyOf(all);
    }

    private static void add(
            List<ModelPair> all,
            ModelKind kind,
            List<ModelRow> rows,
            List<String> listed,
            Sizes sizes) {
        var mine = rows.stream().filter(it -> it.kind() == kind && it.sound()).toList();
        var met = new HashSet<ModelRow>();
        for (var title : listed) {
            var found = mine.stream().filter(it -> isCalled(it, plain(title))).findFirst();
            if (found.filter(it -> !met.add(it)).isEmpty()) { // an alias is the same file
                all.add(pair(kind, title, found, sizes));
            }
        }
        mine.stream()
                .filter(it -> !met.contains(it))
                .map(it ->
                        new ModelPair(
                                kind,
                                it.name(),
                                Match.ONLY_HERE,
                                Optional.of(it),
                                "",
                                Optional.empty(),
                                ""))
                .forEach(all::add);
    }

    private static boolean isCalled(ModelRow row, String name) {
        return plain(row.name()).equals(name) || row.answersTo(name);
    }

    private static ModelPair pair(
            ModelKind kind, String title, Optional<ModelRow> here, Sizes sizes) {
        var hash = HASH.matcher(title);
        var theirs = hash.find() ? hash.group(1).toLowerCase(Locale.ROOT) : "";
        var file = HASH.matcher(title).replaceFirst("");
        var bytes = sizes.of(kind, file);
        var likeness =
                here.map(it -> likeness(it, kind == ModelKind.CHECKPOINT ? theirs : "", bytes))
                        .orElse(Match.ONLY_THERE);
        return new ModelPair(kind, plain(title), likeness, here, file, bytes, theirs);
    }

    /// @param theirs A1111's short hash of a checkpoint; other kinds list other hashes or none
    private static Match likeness(ModelRow mine, String theirs, Optional<Long> bytes) {
        var own = mine.facts().hash();
        if (!theirs.isEmpty() && !own.isEmpty()) {
            return own.equals(theirs) ? Match.SAME_HASH : Match.DIFFERENT;
        }
        return bytes.map(it -> it == mine.sizeBytes() ? Match.SAME_SIZE : Match.DIFFERENT)
                .orElse(Match.SAME_NAME);
    }

    /// Whether a hash there could be compared, were the own file read.
    boolean wantsHash() {
        return kind == ModelKind.CHECKPOINT && !hash.isEmpty() && likeness == Match.SAME_NAME;
    }

    /// Whether nothing that the service tells can show that its file is the same.
    boolean isUntold() {
        return likeness == Match.SAME_NAME && !wantsHash();
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /// Without folder, ending and hash.
    private static String plain(String title) {
        var file = HASH.matcher(title).replaceFirst("");
        return ENDING.matcher(last(file)).replaceFirst("");
    }
}
