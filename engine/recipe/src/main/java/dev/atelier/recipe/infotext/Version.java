package dev.atelier.recipe.infotext;

import java.util.Optional;
import java.util.regex.Pattern;

/// A version of A1111, as `v1.7.0-225-ge8d30a1` in its infotext.
///
/// @param commits how many came after the release
record Version(int major, int minor, int patch, int commits) implements Comparable<Version> {
    static final Version V1_6 = new Version(1, 6, 0, 0);
    static final Version ZERO_TERMINAL_SNR = new Version(1, 7, 0, 225);
    static final Version V1_8 = new Version(1, 8, 0, 0);

    private static final Pattern FORM =
            Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:-(\\d{1,6})(?:-.*)?)?");

    static Optional<Version> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new Version(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)),
                                Integer.parseInt(matcher.group(3)),
                                matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4))))
                : Optional.empty();
    }

    boolean before(Version other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Version other) {
        int[] differences = {
            Integer.compare(major, other.major),
            Integer.compare(minor, other.minor),
            Integer.compare(patch, other.patch),
            Integer.compare(commits, other.commits)
        };
        for (int difference : differences) {
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
