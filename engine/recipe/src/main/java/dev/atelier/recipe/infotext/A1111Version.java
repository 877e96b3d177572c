package dev.atelier.recipe.infotext;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version of A1111, as `v1.7.0-225-ge8d30a1` in its infotext, in the order of Python's packages
/// (PEP 440), by which A1111 compares: a release candidate is older than its release, commits after
/// the release are newer.
///
/// @param phase below 0 before the release, 0 the release, 1 after it
/// @param count which one of the phase
record A1111Version(int major, int minor, int patch, int phase, int count)
        implements Comparable<A1111Version> {
    static final A1111Version V1_6 = new A1111Version(1, 6, 0, 0, 0);
    static final A1111Version ZERO_TERMINAL_SNR = new A1111Version(1, 7, 0, 1, 225);
    static final A1111Version V1_8 = new A1111Version(1, 8, 0, 0, 0);

    private static final Pattern FORM =
            Pattern.compile(
                    "v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?"
                            + "(?:[-_.]?(dev|a|alpha|b|beta|c|rc|pre|preview|post|rev|r)[-_.]?(\\d{1,6})?|-(\\d{1,6}))?",
                    Pattern.CASE_INSENSITIVE);

    /// As A1111 does, only what stands in front of a second hyphen counts.
    static Optional<A1111Version> parse(String text) {
        int first = text.indexOf('-');
        int second = text.indexOf('-', first + 1);
        var matcher =
                FORM.matcher(first >= 0 && second > 0 ? text.substring(0, second) : text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean commits = matcher.group(6) != null;
        var word = matcher.group(4);
        return Optional.of(
                new A1111Version(
                        number(matcher.group(1)),
                        number(matcher.group(2)),
                        number(matcher.group(3)),
                        commits ? 1 : word == null ? 0 : phase(word.toLowerCase(Locale.ROOT)),
                        number(commits ? matcher.group(6) : matcher.group(5))));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int phase(String word) {
        return switch (word) {
            case "dev" -> -4;
            case "a", "alpha" -> -3;
            case "b", "beta" -> -2;
            case "post", "rev", "r" -> 1;
            default -> -1;
        };
    }

    boolean before(A1111Version other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(A1111Version other) {
        int[] differences = {
            Integer.compare(major, other.major),
            Integer.compare(minor, other.minor),
            Integer.compare(patch, other.patch),
            Integer.compare(phase, other.phase),
            Integer.compare(count, other.count)
        };
        for (int difference : differences) {
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
