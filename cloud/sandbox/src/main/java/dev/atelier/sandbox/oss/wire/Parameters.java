package dev.atelier.sandbox.oss.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query, decoded, in the order of the wire.
///
/// @param all a name may occur more than once; the first counts
public record Parameters(List<Pair> all) {
    /// @param value empty also where there was no `=`
    public record Pair(String name, String value) {}

    public Parameters {
        all = List.copyOf(all);
    }

    public static Parameters parse(@Nullable String query) {
        var pairs = new ArrayList<Pair>();
        for (var part : (query == null ? "" : query).split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int at = part.indexOf('=');
            var name = Percent.decode(at < 0 ? part : part.substring(0, at), true);
            pairs.add(new Pair(name, at < 0 ? "" : Percent.decode(part.substring(at + 1), true)));
        }
        return new Parameters(pairs);
    }

    public boolean has(String name) {
        return get(name).isPresent();
    }

    public Optional<String> get(String name) {
        return all.stream().filter(p -> p.name().equals(name)).map(Pair::value).findFirst();
    }

    public String text(String name) {
        return get(name).orElse("");
    }

    /// A whole number in its bounds.
    ///
    /// @throws OssException on anything else
    public int number(String name, int otherwise, int least, int most) {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw OssException.invalid(
                "Argument " + name + " must be between " + least + " and " + most);
    }
}
