package dev.atelier.checkpoint;

import java.util.List;
import java.util.stream.Collectors;

/// How a file's tensors compare with what its family needs.
///
/// @param missing keys that are needed and absent
/// @param mismatched sentences such as `conv_in.weight: expected [320, 4, 3, 3], got [320, 9, 3, 3]`
/// @param unused keys that nothing reads, and that are not known to be harmless
/// @param harmless how many further keys are known and not needed: training schedules, averages …
public record Accounting(
        List<String> missing, List<String> mismatched, List<String> unused, int harmless) {
    private static final int NAMED = 10;

    public Accounting {
        missing = List.copyOf(missing);
        mismatched = List.copyOf(mismatched);
        unused = List.copyOf(unused);
    }

    /// Whether every tensor that is needed is there in its shape.
    public boolean complete() {
        return missing.isEmpty() && mismatched.isEmpty();
    }

    /// The first ten of a list, and how many more there are.
    public static String summary(List<String> names) {
        var first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
