package dev.atelier.webui.request;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A version in an infotext, ordered as Python's `packaging` orders them: a release candidate comes
/// before its release, and commits after it.
///
/// @param after commits since the release; -1 for a candidate
record WebuiVersion(int major, int minor, int patch, int after) {
    static final WebuiVersion V1_6 = new WebuiVersion(1, 6, 0, 0);
    static final WebuiVersion ZERO_TERMINAL_SNR = new WebuiVersion(1, 7, 0, 225);
    static final WebuiVersion V1_8 = new WebuiVersion(1, 8, 0, 0);

    static final WebuiVersion SECOND_PASS_STYLES = new WebuiVersion(1, 8, 0, 139);

    private static final Pattern FORM =
            Pattern.compile(
                    "v?(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\.(\\d{1,6}))?(?:-?(rc)\\d{0,6}|-(\\d{1,6}))?(?:-.*+)?",
                    Pattern.CASE_INSENSITIVE);
    private static final Comparator<WebuiVersion> ORDER =
            Comparator.comparingInt(WebuiVersion::major)
                    .thenComparingInt(WebuiVersion::minor)
                    .thenComparingInt(WebuiVersion::patch)
                    .thenComparingInt(WebuiVersion::after);

    /// The version of a text such as `v1.7.0-225-ge8d30a1`, or empty where it is none.
    static Optional<WebuiVersion> parse(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int after = parts.group(4) != null ? -1 : number(parts.group(5));
        return Optional.of(
                new WebuiVersion(
                        number(parts.group(1)),
                        number(parts.group(2)),
                        number(parts.group(3)),
                        after));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    boolean before(WebuiVersion other) {
        return ORDER.compare(this, other) < 0;
    }
}
