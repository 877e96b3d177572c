package dev.atelier.checkpoint;

import dev.atelier.recipe.Message;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How a file's tensors compare with what its sizes ask for. Every key of the file is either
/// needed, unused or harmless.
///
/// @param missing keys that are needed and absent
/// @param mismatched such as `conv_in.weight: expected [320, 4, 3, 3], got [320, 9, 3, 3]`
/// @param unused keys that nothing reads, and that are not known to be harmless
/// @param known further keys that are not needed and known to be harmless: training schedules,
///   averages …
public record KeyReport(
        List<String> missing, List<Message> mismatched, List<String> unused, List<String> known) {
    private static final int NAMED = 10;

    /// Whole numbers are weights of a quantised model, whose scales only its own program knows.
    private static final String FLOATS = "F16, BF16, F32, F64, F8_E4M3 or F8_E5M2";

    public KeyReport {
        missing = List.copyOf(missing);
        mismatched = List.copyOf(mismatched);
        unused = List.copyOf(unused);
        known = List.copyOf(known);
    }

    /// Compares `tensors` with the `expected` shapes.
    public static KeyReport of(Map<String, List<Long>> expected, Map<String, TensorInfo> tensors) {
        var missing = new ArrayList<String>();
        var mismatched = new ArrayList<Message>();
        for (var entry : expected.entrySet()) {
            var info = tensors.get(entry.getKey());
            if (info == null) {
                missing.add(entry.getKey());
            } else if (!info.shape().equals(entry.getValue())) {
                mismatched.add(mismatch(entry.getKey(), entry.getValue(), info.shape()));
            } else if (!isWeight(info.dtype())) {
                mismatched.add(mismatch(entry.getKey(), FLOATS, info.dtype()));
            }
        }
        var others = tensors.keySet().stream().filter(key -> !expected.containsKey(key)).toList();
        var known = others.stream().filter(LdmKeys::harmless).toList();
        var unused = others.stream().filter(key -> !LdmKeys.harmless(key)).toList();
        return new KeyReport(missing, mismatched, unused, known);
    }

    private static Message mismatch(String key, Object expected, Object got) {
        return Message.of("value.got", key, expected, got);
    }

    private static boolean isWeight(DType dtype) {
        return switch (dtype) {
            case F8_E4M3, F8_E5M2, F16, BF16, F32, F64 -> true;
            case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 -> false;
        };
    }

    /// Whether every tensor that is needed is there in its shape.
    public boolean complete() {
        return missing.isEmpty() && mismatched.isEmpty();
    }

    /// How many keys are known and not needed.
    public int harmless() {
        return known.size();
    }

    /// The first ten of some messages, and how many more there are.
    public static Message sentence(List<Message> all) {
        var first =
                all.stream().limit(NAMED).reduce((one, next) -> Message.of("file.both", one, next));
        return all.size() <= NAMED
                ? first.orElseThrow()
                : Message.of("file.more", first.orElseThrow(), all.size() - NAMED);
    }

    /// The first ten of a list, and how many more there are.
    public static String summary(List<String> names) {
        var first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
