package dev.atelier.recipe.infotext;

import dev.atelier.recipe.ExtraField;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.prompt.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// An infotext taken apart: two prompts, and settings by name that are taken out one by one. What
/// cannot be read counts as absent and is listed.
final class ParsedInfotext {
    private static final String NEGATIVE = "Negative prompt:";
    private static final int FEWEST = 3;

    /// Of all fields that are kept without being understood.
    private static final int MOST_LETTERS = 1 << 16;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<Issue> issues = new ArrayList<>();
    private final StringBuilder prompt = new StringBuilder();
    private final StringBuilder negative = new StringBuilder();

    /// The field that each field stands behind.
    private final Map<String, String> before = new LinkedHashMap<>();

    private String lastKey = "";
    private int count;

    private ParsedInfotext() {}

    /// Takes a whole text apart. Its last line holds the settings if it looks like at least three
    /// of them.
    static ParsedInfotext of(String text) {
        var fields = new ParsedInfotext();
        var lines = new ArrayList<>(List.of(PythonText.strip(text).split("\n", -1)));
        if (fields.settings(lines.getLast()) >= FEWEST) {
            lines.removeLast();
        } else {
            boolean some = lines.size() > 1 && fields.has("Steps");
            fields.values.clear();
            fields.before.clear();
            if (some) {
                fields.lost("line " + lines.size(), Message.of("issue.few-settings"));
            }
        }
        fields.prompts(lines);
        return fields;
    }

    /// Whether the last line of a text holds settings by A1111's rule: at least three of them,
    /// whichever they are.
    static boolean endsInSettings(String text) {
        var words = PythonText.strip(text);
        return ofLine(words.substring(words.lastIndexOf('\n') + 1)).count >= FEWEST;
    }

    /// The settings of a single line, such as that of a ControlNet unit.
    static ParsedInfotext ofLine(String line) {
        var fields = new ParsedInfotext();
        fields.count = fields.settings(line);
        return fields;
    }

    private void prompts(List<String> lines) {
        boolean inNegative = false;
        for (var line : lines) {
            var words = PythonText.strip(line);
            if (words.startsWith("Steps: ") && ofLine(words).values.size() >= FEWEST) {
                lost(
                        "line " + (lines.indexOf(line) + 1),
                        Message.of("issue.settings-in-prompt", lines.indexOf(line) + 1));
            }
            if (words.startsWith(NEGATIVE)) {
                inNegative = true;
                words = PythonText.strip(words.substring(NEGATIVE.length()));
            }
            var target = inNegative ? negative : prompt;
            target.append(target.isEmpty() ? "" : "\n").append(words);
        }
    }

    /// Reads `key: value, key: value` and counts them. A key begins with the first letter of a run
    /// of letters, blanks, hyphens and slashes that ends with a colon.
    private int settings(String line) {
        int count = 0;
        int at = 0; // where the last value ended
        int key = -1;
        var last = "";
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c == ':' && key >= 0 && line.codePointCount(key, i) > 1) {
                bare(line.substring(at, key), last);
                int start = PythonText.afterSpaces(line, next);
                at = end(line, start);
                last = line.substring(key, i);
                put(last, Quoting.unquote(PythonText.strip(line.substring(start, at))));
                count++;
                at = Math.min(at + 1, line.length());
                next = at;
                key = -1;
            } else if (PythonText.isWord(c)) {
                key = key < 0 ? i : key;
            } else if (c != ' ' && c != '-' && c != '/') {
                key = -1;
            }
            i = next;
        }
        bare(line.substring(at), last);
        return count;
    }

    private void put(String key, String value) {
        before.putIfAbsent(key, lastKey);
        values.put(key, value);
        lastKey = key;
    }

    /// Words between commas that are no setting: A1111 writes those whose value equals their name
    /// so, and does not read them.
    private void bare(String words, String last) {
        if (last.isEmpty()) {
            return;
        }
        for (var word : words.split(",", -1)) {
            var name = PythonText.strip(word);
            if (!name.isEmpty() && !values.containsKey(name)) {
                put(name, name);
            }
        }
    }

    /// What nobody took except for the `silent` fields, as it was written.
    List<ExtraField> rest(Set<String> silent) {
        var rest = new ArrayList<ExtraField>();
        long letters = 0;
        for (var entry : values.entrySet()) {
            letters += entry.getKey().length() + entry.getValue().length();
            if (!silent.contains(entry.getKey()) && letters <= MOST_LETTERS) {
                rest.add(extra(entry.getKey(), entry.getValue()));
            }
        }
        return rest;
    }

    /// A field as it was written, at its place.
    ExtraField extra(String name, String value) {
        return new ExtraField(name, value, before.getOrDefault(name, ""));
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
            lost(field, Message.of("issue.cannot-be-read", field, value));
            return Optional.empty();
        }
    }

    Optional<String> take(String field) {
        return take(field, Function.identity());
    }

    double number(String field, double otherwise) {
        return take(field, ParsedInfotext::notNegative).orElse(otherwise);
    }

    /// Takes a number; one beyond the limits of a recipe becomes the nearest within, which is
    /// listed.
    Optional<Double> within(String field, double least, double most) {
        var written = text(field);
        return take(field, ParsedInfotext::finite)
                .map(number -> {
                    double nearest = Math.clamp(number, least, most);
                    if (nearest != number) {
                        changed(field, written, PythonNumbers.wholeIfItIs(nearest));
                    }
                    return nearest;
                });
    }

    /// The same for whole numbers.
    Optional<Integer> wholeWithin(String field, int least, int most) {
        var written = text(field);
        return take(field, ParsedInfotext::anyWhole)
                .map(number -> {
                    int nearest = Math.clamp(number, least, most);
                    if (nearest != number) {
                        changed(field, written, Integer.toString(nearest));
                    }
                    return nearest;
                });
    }

    /// A share of 0 to 1.
    Optional<Double> share(String field) {
        return within(field, 0, 1);
    }

    private void changed(String field, String from, String to) {
        lost(field, Message.of("issue.out-of-range", field, from, to));
    }

    /// One of two words.
    ///
    /// @return whether it is the first; false for any other, which is listed
    boolean either(String field, String yes, String no) {
        return take(
                        field,
                        text -> {
                            if (!text.equalsIgnoreCase(yes) && !text.equalsIgnoreCase(no)) {
                                throw new IllegalArgumentException("expected " + yes + " or " + no);
                            }
                            return text.equalsIgnoreCase(yes);
                        })
                .orElse(false);
    }

    boolean flag(String field) {
        return either(field, "True", "False");
    }

    /// A size, cut down to whole latent pixels where it is none.
    Optional<Size> size(String field) {
        return take(field, ParsedInfotext::wholeSides)
                .map(sides -> {
                    var size = Size.onGrid(sides[0], sides[1]);
                    if (!Size.isOnGrid(sides[0], sides[1])) {
                        lost(
                                field,
                                Message.of("issue.became", field, sides[0] + "x" + sides[1], size));
                    }
                    return size;
                });
    }

    private static int[] wholeSides(String text) {
        var sides = sides(text);
        Size.onGrid(sides[0], sides[1]); // refuses what no picture can be
        return sides;
    }

    /// Width and height of `512x768`.
    static int[] sides(String text) {
        var sides = text.split("[x×X]", -1);
        if (sides.length != 2) {
            throw new IllegalArgumentException("no size: " + text);
        }
        return new int[] {side(sides[0]), side(sides[1])};
    }

    private static int side(String text) {
        return Math.clamp(Integer.parseInt(PythonText.strip(text)), 0, 1 << 16);
    }

    /// A whole number, also one that is written as `8.0`.
    static int whole(String text) {
        double number = PythonText.number(text);
        return (int) expected(number == Math.rint(number) && number >= 0, Math.min(number, 1e9));
    }

    private static int anyWhole(String text) {
        double number = PythonText.number(text);
        return (int) expected(number == Math.rint(number), Math.clamp(number, -1e9, 1e9));
    }

    static double positive(String text) {
        return expected(PythonText.number(text) > 0, finite(text));
    }

    static double notNegative(String text) {
        return expected(PythonText.number(text) >= 0, finite(text));
    }

    static double finite(String text) {
        double number = PythonText.number(text);
        return expected(Double.isFinite(number), number);
    }

    private static double expected(boolean fits, double number) {
        if (!fits) {
            throw new NumberFormatException("out of range: " + number);
        }
        return number;
    }

    /// @param where the field
    void lost(String where, Message message) {
        issues.add(new Issue(where, message));
    }

    void lost(Issue issue) {
        issues.add(issue);
    }

    /// What could not be read, and what nobody took except for the `silent` fields.
    List<Issue> issues(Set<String> silent) {
        var all = new ArrayList<>(issues);
        values.forEach((field, value) -> {
            if (!silent.contains(field)) {
                var text = value.equals(field) ? field : field + ": " + value;
                all.add(new Issue(field, Message.of("issue.plain-not-understood", text)));
            }
        });
        return all;
    }
}
