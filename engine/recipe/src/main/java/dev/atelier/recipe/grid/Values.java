package dev.atelier.recipe.grid;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The values of an axis as A1111's X/Y/Z plot writes them: separated by commas, `1-5` for a range,
/// `1-5 (+2)` with a step, `1-10 [5]` with a count. Unlike there, a range of fractions never runs
/// past its end.
final class Values {
    /// Longer lists are a slip of the finger.
    private static final int MOST = 1000;

    private static final String NUMBER = "([+-]?\\s*\\d+(?:\\.\\d*)?)";
    private static final Pattern RANGE =
            Pattern.compile(
                    NUMBER
                            + "\\s*-\\s*"
                            + NUMBER
                            + "\\s*(?:\\(\\s*([+-]\\d*\\.?\\d+)\\s*\\)|\\[\\s*(\\d+)\\s*])?");

    private Values() {}

    /// The parts between commas, without blanks around them; quotes keep commas together and a
    /// doubled quote is one.
    static List<String> listed(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && text.startsWith("\"\"", i)) {
                part.append(c);
                i++;
            } else if (c == '"' && (quoted || part.toString().isBlank())) {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return List.copyOf(parts);
    }

    /// Whole numbers, as text.
    static List<String> whole(String name, String text) {
        var values = new ArrayList<String>();
        for (double value : numbers(name, text, true)) {
            values.add(Long.toString((long) value));
        }
        return List.copyOf(values);
    }

    /// Numbers with or without fractions, as text.
    static List<String> fractions(String name, String text) {
        var values = new ArrayList<String>();
        for (double value : numbers(name, text, false)) {
            values.add(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
        }
        return List.copyOf(values);
    }

    private static List<Double> numbers(String name, String text, boolean whole) {
        var values = new ArrayList<Double>();
        for (var part : listed(text)) {
            if (part.isEmpty()) {
                continue;
            }
            var range = RANGE.matcher(part);
            if (range.matches()) {
                values.addAll(range(name, part, range.toMatchResult(), whole));
            } else {
                values.add(number(name, part, part, whole));
            }
            if (values.size() > MOST) {
                throw new IllegalArgumentException(
                        "%s: %s gives more than %d values".formatted(name, part, MOST));
            }
        }
        return values;
    }

    private static List<Double> range(String name, String part, MatchResult range, boolean whole) {
        double start = number(name, part, range.group(1), whole);
        double end = number(name, part, range.group(2), whole);
        String count = range.group(4);
        if (count != null) {
            return spread(start, end, (int) Math.min(MOST + 1.0, Double.parseDouble(count)), whole);
        }
        String given = range.group(3);
        double step = given == null ? 1 : number(name, part, given, whole);
        if (step == 0 || (end - start) * step < 0) {
            throw new IllegalArgumentException(
                    "%s: the range %s never reaches its end; write 1-5 (+2) or 5-1 (-2)"
                            .formatted(name, part));
        }
        long steps = Math.min(MOST, (long) Math.floor((end - start) / step + 1e-9));
        var values = new ArrayList<Double>();
        for (long i = 0; i <= steps; i++) {
            values.add(tidy(start + i * step));
        }
        return values;
    }

    /// So many values evenly between two, both included; whole ones are cut, as A1111 does.
    private static List<Double> spread(double start, double end, int count, boolean whole) {
        var values = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            double share = count == 1 ? 0 : (double) i / (count - 1);
            double value = tidy(start + share * (end - start));
            values.add(whole ? (double) (long) value : value);
        }
        return values;
    }

    private static double number(String name, String part, String text, boolean whole) {
        try {
            double value = Double.parseDouble(text.replaceAll("\\s", ""));
            if (Double.isFinite(value) && (!whole || value == Math.rint(value))) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(bad(name, part, whole), e);
        }
        throw new IllegalArgumentException(bad(name, part, whole));
    }

    private static String bad(String name, String part, boolean whole) {
        return "%s: expected %s or a range such as 1-5 (+2), got %s"
                .formatted(name, whole ? "a whole number" : "a number", part);
    }

    /// Without the last digits of binary fractions.
    private static double tidy(double value) {
        return Math.round(value * 1e9) / 1e9;
    }
}
