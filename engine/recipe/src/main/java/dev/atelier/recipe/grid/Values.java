package dev.atelier.recipe.grid;

import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import java.math.BigDecimal;
import java.math.RoundingMode;
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

    /// Numbers with more digits are none that a field takes.
    private static final int LONGEST = 40;

    /// Of a fraction between two others.
    private static final int DIGITS = 9;

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
        return numbers(name, text, true).stream()
                .map(value -> value.toBigInteger().toString())
                .toList();
    }

    /// Numbers with or without fractions, as text.
    static List<String> fractions(String name, String text) {
        return numbers(name, text, false).stream()
                .map(value -> value.stripTrailingZeros().toPlainString())
                .toList();
    }

    /// Exact, as seeds have more digits than a floating-point number keeps.
    private static List<BigDecimal> numbers(String name, String text, boolean whole) {
        var values = new ArrayList<BigDecimal>();
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
                throw new InvalidValueException(Message.of("axes.many-values", name, part, MOST));
            }
        }
        return values;
    }

    private static List<BigDecimal> range(
            String name, String part, MatchResult range, boolean whole) {
        var start = number(name, part, range.group(1), whole);
        var end = number(name, part, range.group(2), whole);
        String count = range.group(4);
        if (count != null) {
            return spread(start, end, (int) Math.min(MOST + 1.0, Double.parseDouble(count)), whole);
        }
        String given = range.group(3);
        var step = given == null ? BigDecimal.ONE : number(name, part, given, whole);
        var way = end.subtract(start);
        if (step.signum() == 0 || way.signum() * step.signum() < 0) {
            throw new InvalidValueException(Message.of("axes.no-end", name, part));
        }
        long steps = way.divideToIntegralValue(step).min(BigDecimal.valueOf(MOST)).longValue();
        var values = new ArrayList<BigDecimal>();
        for (long i = 0; i <= steps; i++) {
            values.add(start.add(step.multiply(BigDecimal.valueOf(i))));
        }
        return values;
    }

    /// So many values evenly between two, both included; whole ones are cut, as A1111 does.
    private static List<BigDecimal> spread(
            BigDecimal start, BigDecimal end, int count, boolean whole) {
        var values = new ArrayList<BigDecimal>();
        for (int i = 0; i < count; i++) {
            var gaps = BigDecimal.valueOf(Math.max(1, count - 1));
            var way = end.subtract(start).multiply(BigDecimal.valueOf(i));
            var value = start.add(way.divide(gaps, DIGITS, RoundingMode.HALF_UP));
            values.add(whole ? value.setScale(0, RoundingMode.DOWN) : value);
        }
        return values;
    }

    private static BigDecimal number(String name, String part, String text, boolean whole) {
        try {
            var digits = text.replaceAll("\\s", "");
            var value = new BigDecimal(digits.length() > LONGEST ? "" : digits);
            boolean sane = Math.abs((long) value.precision() - value.scale()) <= LONGEST;
            if (sane && (!whole || value.stripTrailingZeros().scale() <= 0)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(name, part, whole);
        }
        throw bad(name, part, whole);
    }

    private static InvalidValueException bad(String name, String part, boolean whole) {
        var kind = Message.of(whole ? "expected.whole" : "expected.number");
        return InvalidValueException.of(name, Message.of("axes.or-range", kind), part);
    }
}
