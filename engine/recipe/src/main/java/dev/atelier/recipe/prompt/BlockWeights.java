package dev.atelier.recipe.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How strongly a LoRA counts in each block of the networks: `lbw=` in its tag, as the extension
/// [LoRA Block Weight](https://github.com/hako-mikan/sd-webui-lora-block-weight) reads it. Numbers
/// with commas between, or the name of one of its presets. They multiply the LoRA's weights.
///
/// @param values for the text models (`BASE`), the twelve input blocks, the middle and the twelve
///   output blocks; empty where all count alike
public record BlockWeights(List<Double> values) {
    /// All blocks alike.
    public static final BlockWeights EVEN = new BlockWeights(List.of());

    private static final int SIDE = 12;
    private static final int BASE = 0;
    private static final int MIDDLE = 1 + SIDE;
    private static final int ALL = MIDDLE + 1 + SIDE;

    /// Which blocks a list of so many numbers is about; those it leaves out do not count. 12 and 17
    /// are the blocks with attentions, of SDXL and of SD1 and SD2; 20 and 26 all of them.
    private static final Map<Integer, List<Integer>> BLOCKS =
            Map.of(
                    12, blocks(List.of(4, 5, 7, 8), 0, 5),
                    17, blocks(List.of(1, 2, 4, 5, 7, 8), 3, 11),
                    20, blocks(IntStream.range(0, 9).boxed().toList(), 0, 8),
                    26, blocks(IntStream.range(0, SIDE).boxed().toList(), 0, 11));

    /// The presets that the extension begins with, in its 17 numbers.
    private static final Map<String, String> PRESETS =
            Map.ofEntries(
                    Map.entry("NONE", "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"),
                    Map.entry("ALL", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"),
                    Map.entry("INS", "1,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0"),
                    Map.entry("IND", "1,0,0,0,1,1,1,0,0,0,0,0,0,0,0,0,0"),
                    Map.entry("INALL", "1,1,1,1,1,1,1,0,0,0,0,0,0,0,0,0,0"),
                    Map.entry("MIDD", "1,0,0,0,1,1,1,1,1,1,1,1,0,0,0,0,0"),
                    Map.entry("OUTD", "1,0,0,0,0,0,0,0,1,1,1,1,0,0,0,0,0"),
                    Map.entry("OUTS", "1,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1"),
                    Map.entry("OUTALL", "1,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1"),
                    Map.entry(
                            "ALL0.5",
                            "0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5,0.5"));

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,6}\\.?\\d*|\\.\\d+)");
    private static final Pattern BLOCK =
            Pattern.compile("\\.(input|output)_blocks\\.(\\d{1,2})\\.");
    private static final Pattern TEXT_LAYER = Pattern.compile("\\.(encoder\\.layers|resblocks)\\.");

    public BlockWeights {
        values = List.copyOf(values);
        if (!values.isEmpty() && values.size() != ALL) {
            throw new IllegalArgumentException("expected " + ALL + " weights");
        }
    }

    private static List<Integer> blocks(List<Integer> inputs, int first, int last) {
        var outputs = IntStream.rangeClosed(first, last).mapToObj(it -> MIDDLE + 1 + it);
        return Stream.of(
                        Stream.of(BASE),
                        inputs.stream().map(it -> 1 + it),
                        Stream.of(MIDDLE),
                        outputs)
                .flatMap(it -> it)
                .toList();
    }

    /// Reads what stands behind `lbw=`.
    ///
    /// @return empty where it is no preset and not 12, 17, 20 or 26 numbers; the extension's random
    ///   (`R`, `U`) and relative (`X`) values are not read
    public static Optional<BlockWeights> of(String text) {
        var name = text.strip();
        var parts = PRESETS.getOrDefault(name, name).split(",", -1);
        var blocks = BLOCKS.get(parts.length);
        if (blocks == null) {
            return Optional.empty();
        }
        var values = new ArrayList<>(Collections.nCopies(ALL, 0.0));
        for (int i = 0; i < parts.length; i++) {
            var number = parts[i].strip();
            if (!NUMBER.matcher(number).matches()) {
                return Optional.empty();
            }
            values.set(blocks.get(i), Double.parseDouble(number));
        }
        return Optional.of(new BlockWeights(values));
    }

    /// By what the change of a weight is multiplied.
    ///
    /// @param key of the weight, as LDM names it
    /// @param text whether it is a text model's
    /// @return 1 for what is in no block, as the embedding of the time
    public double of(String key, boolean text) {
        if (values.isEmpty()) {
            return 1;
        }
        if (text) {
            return TEXT_LAYER.matcher(key).find() ? values.get(BASE) : 1;
        }
        if (key.contains(".middle_block.")) {
            return values.get(MIDDLE);
        }
        var block = BLOCK.matcher(key);
        if (!block.find()) {
            return 1;
        }
        int number = Integer.parseInt(block.group(2));
        if (number >= SIDE) {
            return 1; // a network larger than those that the extension knows
        }
        return values.get((block.group(1).equals("input") ? 1 : MIDDLE + 1) + number);
    }
}
