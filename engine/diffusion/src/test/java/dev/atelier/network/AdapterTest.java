package dev.atelier.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointException;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.checkpoint.ControlKind;
import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.checkpoint.MadeFile;
import dev.atelier.golden.Golden;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// T2I-Adapters of random numbers against their description (TencentARC `adapters.py`), computed
/// one number at a time.
class AdapterTest {
    private static final Torch TORCH = Torch.startOnCpu();
    private static final List<Compute> COMPUTES =
            List.of(
                    new Compute(TORCH, Strategy.PLAIN_F32, Attention.FUSED, "test"),
                    new Compute(TORCH, Strategy.PACKED_BF16, Attention.FUSED, "test"));
    private static final double CLOSE = 1e-4;
    private static final int EDGE = 64;

    /// Widths of the reference checkpoints' levels.
    private static final int[] WIDTHS = {32, 64, 128, 128};

    private static SplittableRandom random;

    @TempDir private Path folder;

    @BeforeAll
    static void seed() {
        random = new SplittableRandom(7);
    }

    @Test
    void aFullAdapterGivesItsFeatures() throws IOException {
        var made = full(192, 8);
        compare(made, "tiny-sd1", ControlKind.ADAPTER, fullFeatures(made, 8, List.of(2, 4, 6)));
    }

    @Test
    void anAdapterWithConvolutionsBetweenLevelsSeesGrey() throws IOException {
        var made = full(64, 8);
        for (int block : new int[] {2, 4, 6}) {
            int width = WIDTHS[block / 2 - 1];
            made.withConv(random, "body." + block + ".down_opt.op", width, width, 3);
        }
        compare(made, "tiny-sd1", ControlKind.ADAPTER, fullFeatures(made, 8, List.of(2, 4, 6)));
    }

    @Test
    void anAdapterOfSdxlGivesItsFeaturesToOtherBlocks() throws IOException {
        var made = full(768, 16);
        compare(made, "tiny-sdxl", ControlKind.ADAPTER, fullFeatures(made, 16, List.of(4)));
    }

    @Test
    void aLightAdapterGivesItsFeatures() throws IOException {
        var made = light();
        compare(made, "tiny-sd1", ControlKind.ADAPTER_LIGHT, lightFeatures(made));
    }

    @Test
    void theSpellingOfDiffusersIsUnderstood() throws IOException {
        var made = full(192, 8);
        var spelled =
                made.renamed(name -> {
                    var parts = name.split("\\.", 3);
                    if (!parts[0].equals("body")) {
                        return "adapter." + name;
                    }
                    int block = Integer.parseInt(parts[1]);
                    return parts[2].startsWith("in_conv")
                            ? "adapter.body." + block / 2 + "." + parts[2]
                            : "adapter.body."
                                    + block / 2
                                    + ".resnets."
                                    + block % 2
                                    + "."
                                    + parts[2];
                });
        compare(spelled, "tiny-sd1", ControlKind.ADAPTER, fullFeatures(made, 8, List.of(2, 4, 6)));
        var light = light();
        var nested =
                light.renamed(name ->
                        "adapter." + name.replaceAll("(body\\.\\d)\\.body\\.", "$1.resnets."));
        compare(nested, "tiny-sd1", ControlKind.ADAPTER_LIGHT, lightFeatures(light));
    }

    @Test
    void anAdapterOfAnotherFamilyIsRefused() throws IOException {
        var path = full(768, 16).write(folder.resolve("xl.safetensors"));
        try (var file = ControlFile.open(path);
                var base = Checkpoint.openComplete(GoldenCheckpoints.file("tiny-sd1"))) {
            assertEquals(Family.SDXL, file.family());
            var refused =
                    assertThrows(CheckpointException.class, () -> file.requireFit(base.config()));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains(
                                    "T2I-Adapter for Stable Diffusion XL and does not fit this"
                                            + " model, which is Stable Diffusion 1"),
                    refused.getMessage());
        }
    }

    private static MadeFile full(int channels, int shuffle) {
        var made = new MadeFile().withConv(random, "conv_in", WIDTHS[0], channels, 3);
        for (int block = 0; block < 8; block++) {
            int width = WIDTHS[block / 2];
            int from = block % 2 == 0 && block > 0 ? WIDTHS[block / 2 - 1] : width;
            var path = "body." + block;
            if (from != width) {
                made.withConv(random, path + ".in_conv", width, from, 1);
            }
            made.withConv(random, path + ".block1", width, width, 3)
                    .withConv(random, path + ".block2", width, width, 1);
        }
        assertEquals(0, channels % (shuffle * shuffle));
        return made;
    }

    private static MadeFile light() {
        var made = new MadeFile();
        for (int level = 0; level < 4; level++) {
            int width = WIDTHS[level];
            int inner = width / 4;
            var path = "body." + level;
            made.withConv(random, path + ".in_conv", inner, level == 0 ? 192 : WIDTHS[level - 1], 1)
                    .withConv(random, path + ".out_conv", width, inner, 1);
            for (int block = 0; block < 4; block++) {
                made.withConv(random, path + ".body." + block + ".block1", inner, inner, 3)
                        .withConv(random, path + ".body." + block + ".block2", inner, inner, 3);
            }
        }
        return made;
    }

    private static PlainMaps picture(int channels) {
        var numbers = new SplittableRandom(1);
        var values = new double[3 * EDGE * EDGE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.nextDouble();
        }
        var used = new double[channels * EDGE * EDGE];
        System.arraycopy(values, 0, used, 0, used.length);
        return new PlainMaps(channels, EDGE, EDGE, used);
    }

    private static List<PlainMaps> fullFeatures(MadeFile file, int shuffle, List<Integer> halved) {
        int channels = Math.toIntExact(file.weight("conv_in.weight").shape().get(1));
        var x = picture(channels / (shuffle * shuffle)).unshuffled(shuffle);
        x = x.conv(file, "conv_in", 1);
        var features = new ArrayList<PlainMaps>();
        for (int block = 0; block < 8; block++) {
            var path = "body." + block;
            if (halved.contains(block)) {
                boolean learned = file.weights().containsKey(path + ".down_opt.op.weight");
                x = learned ? x.conv(file, path + ".down_opt.op", 2) : x.halved();
            }
            if (file.weights().containsKey(path + ".in_conv.weight")) {
                x = x.conv(file, path + ".in_conv", 1);
            }
            x = x.conv(file, path + ".block1", 1).relu().conv(file, path + ".block2", 1).plus(x);
            if (block % 2 == 1) {
                features.add(x);
            }
        }
        return features;
    }

    private static List<PlainMaps> lightFeatures(MadeFile file) {
        var x = picture(3).unshuffled(8);
        var features = new ArrayList<PlainMaps>();
        for (int level = 0; level < 4; level++) {
            var path = "body." + level;
            x = level > 0 ? x.halved() : x;
            x = x.conv(file, path + ".in_conv", 1);
            for (int block = 0; block < 4; block++) {
                var own = path + ".body." + block;
                x = x.conv(file, own + ".block1", 1).relu().conv(file, own + ".block2", 1).plus(x);
            }
            x = x.conv(file, path + ".out_conv", 1);
            features.add(x);
        }
        return features;
    }

    private void compare(MadeFile made, String model, ControlKind kind, List<PlainMaps> expected)
            throws IOException {
        var path = made.write(folder.resolve("adapter.safetensors"));
        var values = picture(3).values();
        var places = model.equals("tiny-sdxl") ? List.of(3, 5, 8, 9) : List.of(2, 5, 8, 11);
        for (var compute : COMPUTES) {
            try (var base = Checkpoint.openComplete(GoldenCheckpoints.file(model));
                    var file = ControlFile.open(path);
                    var pixels = TORCH.floats(values, 1, 3, EDGE, EDGE)) {
                assertEquals(kind, file.kind());
                file.requireFit(base.config());
                try (var network = ControlNetwork.load(file, base, compute);
                        var seen = (T2iAdapter.Features) network.prepare(pixels)) {
                    assertEquals(
                            places, seen.all().stream().map(UnetInput.Feature::block).toList());
                    for (int i = 0; i < expected.size(); i++) {
                        var floats = seen.all().get(i).values().floats();
                        var actual = new double[floats.length];
                        for (int k = 0; k < actual.length; k++) {
                            actual[k] = floats[k];
                        }
                        Golden.assertClose(expected.get(i).values(), actual, CLOSE);
                    }
                }
            }
        }
    }
}
