package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// An infotext taken apart: two prompts, and settings by name that are taken out one by one. What
/// cannot be read counts as absent and is listed.
final class Fields {
    /// A1111 also takes the space behind the colon; it is dropped from plain values anyway. A name
    /// has at most 81 letters, so that a long line without settings takes linear time.
    private static final Pattern KEY =
            Pattern.compile("(\\w[\\w \\-/]{1,80}+):\\s*", Pattern.UNICODE_CHARACTER_CLASS);

    private static final String NEGATIVE = "Negative prompt:";
    private static final int FEWEST = 3;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> losses = new ArrayList<>();
    private final StringBuilder prompt = new StringBuilder();
    private final StringBuilder negative = new StringBuilder();

    private Fields() {}

    /// Takes a whole text apart. Its last line holds the settings if it looks like at least three
    /// of them.
    static Fields of(String text) {
        var fields = new Fields();
        var lines = new ArrayList<>(List.of(text.strip().split("\n", -1)));
        if (fields.settings(lines.getLast()) >= FEWEST) {
            lines.removeLast();
        } else {
            fields.values.clear();
        }
        fields.prompts(lines);
        return fields;
    }

    /// The settings of a single line, such as that of a ControlNet unit.
    static Fields ofLine(String line) {
        var fields = new Fields();
        fields.settings(line);
        return fields;
    }

    private void prompts(List<String> lines) {
        boolean inNegative = false;
        for (var line : lines) {
            var words = line.strip();
            if (words.startsWith(NEGATIVE)) {
                inNegative = true;
                words = words.substring(NEGATIVE.length()).strip();
            }
            var target = inNegative ? negative : prompt;
            target.append(target.isEmpty() ? "" : "\n").append(words);
        }
    }

    /// Reads `key: value, key: value` and counts them.
    private int settings(String line) {
        var keys = KEY.matcher(line);
        int at = 0;
        int count = 0;
        while (keys.find(at)) {
            int end = end(line, keys.end());
            var value = line.substring(keys.end(), end).strip();
            values.put(keys.group(1), Quoting.unquote(value));
            count++;
            at = Math.min(end + 1, line.length());
        }
        return count;
    }

    /// Where a value ends: behind a quoted text that a comma or the end follows, else before the
    /// next comma.
    private static int end(String line, int start) {
        int closing = closing(line, start);
        if (closing > start + 1
                && (closing + 1 == line.length() || line.charAt(closing + 1) == ',')) {
            return closing + 1;
        }
        int comma = line.indexOf(',', start);
        return comma < 0 ? line.length() : comma;
    }

    private static int closing(String line, int start) {
        if (start >= line.length() || line.charAt(start) != '"') {
            return -1;
        }
        for (int i = start + 1; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '"' -> {
                    return i;
                }
                case '\\' -> i++;
                default -> {}
            }
        }
        return -1;
    }

    String prompt() {
        return prompt.toString();
    }

    String negative() {
        return negative.toString();
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    /// The value as it stands, without taking it.
    String text(String field) {
        return values.getOrDefault(field, "");
    }

    /// Takes a field out of those left; one that cannot be read is reported and counts as absent.
    <T> Optional<T> take(String field, Function<String, T> read) {
        var value = values.remove(field);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(value));
        } catch (RuntimeException e) { // whatever a parser throws, the text is what is wrong
            lost("\"%s: %s\" cannot be read.".formatted(field, value));
            return Optional.empty();
        }
    }

    Optional<String> take(String field) {
        return take(field, Function.identity());
    }

    double number(String field, double otherwise) {
        return take(field, Fields::notNegative).orElse(otherwise);
    }

    boolean flag(String field) {
        return take(field, "True"::equals).orElse(false);
    }

    /// A size, cut down to whole latent pixels where it is none.
    Optional<Size> size(String field) {
        return take(field, Fields::sides)
                .map(sides -> {
                    int width = sides[0] / 8 * 8;
                    int height = sides[1] / 8 * 8;
                    if (width != sides[0] || height != sides[1]) {
                        lost(
                                "\"%s: %dx%d\" became %dx%d."
                                        .formatted(field, sides[0], sides[1], width, height));
                    }
                    return new Size(width, height);
                });
    }

    private static int[] sides(String text) {
        var sides = text.strip().split("[x×X]", -1);
        int width = Integer.parseInt(sides[0].strip());
        int height = Integer.parseInt(sides[1].strip());
        new Size(width / 8 * 8, height / 8 * 8); // refuses what no picture can be
        return new int[] {width, height};
    }

    static double share(String text) {
        return Math.clamp(notNegative(text), 0, 1);
    }

    static double positive(String text) {
        return expected(Double.parseDouble(text) > 0, finite(text));
    }

    static double notNegative(String text) {
        return expected(Double.parseDouble(text) >= 0, finite(text));
    }

    static double finite(String text) {
        double number = Double.parseDouble(text);
        return expected(Double.isFinite(number), number);
    }

    private static double expected(boolean fits, double number) {
        if (!fits) {
            throw new NumberFormatException("out of range: " + number);
        }
        return number;
    }

    void lost(String sentence) {
        losses.add(sentence);
    }

    /// What could not be read, and what nobody took except for the `silent` fields.
    List<String> losses(Set<String> silent) {
        var all = new ArrayList<>(losses);
        values.forEach((field, value) -> {
            if (!silent.contains(field)) {
                all.add("\"%s: %s\" is not understood.".formatted(field, value));
            }
        });
        return all;
    }
}
