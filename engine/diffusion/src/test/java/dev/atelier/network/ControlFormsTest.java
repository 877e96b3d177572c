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
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// ControlNets in the forms in which files hold them: all of the reference ControlNet must answer
/// as it does.
class ControlFormsTest {
    private static final Torch TORCH = Torch.startOnCpu();
    private static final Compute COMPUTE =
            new Compute(TORCH, Strategy.PLAIN_F32, Attention.FUSED, "test");

    /// Made weights are rounded once more than those of the reference.
    private static final double CLOSE = 5e-5;

    private static final String UNET = "model.diffusion_model.";

    @TempDir private Path folder;

    @Test
    void aDifferenceIsAddedToTheCheckpoint() throws IOException {
        try (var base = base("tiny-sd1");
                var control = SafetensorsFile.open(GoldenCheckpoints.control())) {
            var made = MadeFile.of(control, name -> name);
            for (var name : List.copyOf(made.weights().keySet())) {
                var own = UNET + name.substring("control_model.".length());
                if (base.file().tensors().containsKey(own)) {
                    made.with(name, made.weight(name).shape(), difference(made, name, base, own));
                }
            }
            made.with("difference", List.of(1L), 0);
            answersAsTheReference(made.write(path()), ControlKind.DIFFERENCE, Family.SD1);
        }
    }

    /// Weights as products of what differs and a unit matrix; norms and biases are the checkpoint's
    /// where the file has none of its own.
    @Test
    void aControlLoraChangesTheCheckpointsWeights() throws IOException {
        try (var base = base("tiny-sd1");
                var control = SafetensorsFile.open(GoldenCheckpoints.control())) {
            var whole = MadeFile.of(control, name -> name.substring("control_model.".length()));
            var made = new MadeFile().with("lora_controlnet", List.of(1L), 0);
            whole.weights()
                    .forEach((name, weight) -> {
                        var own = UNET + name;
                        if (name.endsWith(".weight")
                                && weight.shape().size() > 1
                                && base.file().tensors().containsKey(own)) {
                            var stem = name.substring(0, name.length() - ".weight".length());
                            long rows = weight.shape().getFirst();
                            long columns = weight.values().length / rows;
                            var up = List.of(rows, columns);
                            made.with(stem + ".up", up, difference(whole, name, base, own))
                                    .with(stem + ".down", List.of(columns, columns), unit(columns));
                        } else {
                            made.with(name, weight.shape(), weight.values());
                        }
                    });
            answersAsTheReference(made.write(path()), ControlKind.CONTROL_LORA, Family.SD1);
        }
    }

    @Test
    void theSpellingOfDiffusersIsUnderstoodInFilesAndFolders() throws IOException {
        try (var control = SafetensorsFile.open(GoldenCheckpoints.control())) {
            var made = MadeFile.of(control, ControlFormsTest::diffusers);
            answersAsTheReference(made.write(path()), ControlKind.CONTROLNET, Family.SD1);
            var own = Files.createDirectory(folder.resolve("canny"));
            Files.writeString(own.resolve("config.json"), "{\"_class_name\": \"ControlNetModel\"}");
            made.write(own.resolve("diffusion_pytorch_model.safetensors"));
            answersAsTheReference(own, ControlKind.CONTROLNET, Family.SD1);
        }
    }

    /// The first files held the whole checkpoint, too.
    @Test
    void aControlNetInsideACheckpointIsFound() throws IOException {
        try (var base = base("tiny-sd1");
                var control = SafetensorsFile.open(GoldenCheckpoints.control())) {
            var made = MadeFile.of(control, name -> name);
            for (var name : List.of("input_blocks.0.0.weight", "input_blocks.0.0.bias")) {
                var info = base.file().info(UNET + name);
                made.with(UNET + name, info.shape(), base.file().floats(UNET + name));
            }
            answersAsTheReference(made.write(path()), ControlKind.CONTROLNET, Family.SD1);
        }
    }

    /// One whose blocks are the checkpoint's, and whose last layers change nothing, answers with
    /// the outputs of the checkpoint's own blocks.
    @Test
    void aCopyOfSd2AnswersWithItsLayers() throws IOException {
        answersWithLayers("tiny-sd2-v", 12);
    }

    @Test
    void aCopyOfSdxlAnswersWithItsLayers() throws IOException {
        answersWithLayers("tiny-sdxl", 9);
    }

    @Test
    void anotherFamilyIsRefusedBeforeItIsLoaded() throws IOException {
        try (var base = base("tiny-sdxl");
                var control = ControlFile.open(GoldenCheckpoints.control())) {
            refuses(
                    control,
                    base,
                    "is a ControlNet for Stable Diffusion 1 and does not fit this model, which is"
                            + " Stable Diffusion XL");
        }
        try (var base = base("tiny-sd1");
                var control = ControlFile.open(copy("tiny-sdxl", 9).write(path()))) {
            refuses(control, base, "is a ControlNet for Stable Diffusion XL");
        }
    }

    @Test
    void oneOfOtherSizesSaysSo() throws IOException {
        try (var base = base("tiny-sd1");
                var control = SafetensorsFile.open(GoldenCheckpoints.control())) {
            var made = MadeFile.of(control, name -> name);
            made.with(
                    "control_model.input_blocks.0.0.weight",
                    List.of(8L, 4L, 3L, 3L),
                    new float[288]);
            try (var file = ControlFile.open(made.write(path()))) {
                refuses(file, base, "ControlNet for Stable Diffusion 1 of other sizes");
            }
        }
    }

    @Test
    void kindsThatCannotBeUsedAreNamed() throws IOException {
        var signs =
                List.of(
                        "ip_adapter.1.to_k_ip.weight", "IP-Adapter",
                        "lllite_unet_input_blocks_4_1.up.0.weight", "ControlNet-LLLite",
                        "style_embedding", "T2I style adapter",
                        "task_embedding", "ControlNet Union",
                        "down_blocks.0.motion_modules.0.norm.weight", "SparseCtrl");
        try (var base = base("tiny-sd1")) {
            for (int i = 0; i < signs.size(); i += 2) {
                var made = new MadeFile().with(signs.get(i), List.of(1L), 0);
                try (var control = ControlFile.open(made.write(path()))) {
                    refuses(control, base, "is a file of " + signs.get(i + 1));
                }
            }
        }
    }

    @Test
    void oneThatLacksTensorsIsRefused() throws IOException {
        try (var base = base("tiny-sd1");
                var control = SafetensorsFile.open(GoldenCheckpoints.control())) {
            var made = MadeFile.of(control, name -> name);
            made.weights().remove("control_model.zero_convs.3.0.weight");
            try (var file = ControlFile.open(made.write(path()))) {
                refuses(file, base, "tensors are missing");
            }
        }
    }

    private static void refuses(ControlFile control, Checkpoint base, String words) {
        var refused =
                assertThrows(CheckpointException.class, () -> control.requireFit(base.config()));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    }

    private Path path() {
        return folder.resolve("control.safetensors");
    }

    private static Checkpoint base(String name) throws IOException {
        return Checkpoint.openComplete(GoldenCheckpoints.file(name));
    }

    private static float[] difference(MadeFile made, String name, Checkpoint base, String own) {
        var values = made.weight(name).values().clone();
        var theirs = base.file().floats(own);
        for (int i = 0; i < values.length; i++) {
            values[i] -= theirs[i];
        }
        return values;
    }

    private static float[] unit(long size) {
        var values = new float[Math.toIntExact(size * size)];
        for (int i = 0; i < size; i++) {
            values[i * (int) size + i] = 1;
        }
        return values;
    }

    /// By the table in diffusers' `convert_original_controlnet_to_diffusers`, for two residual
    /// blocks a level.
    private static String diffusers(String ldm) {
        var parts = ldm.substring("control_model.".length()).split("\\.", -1);
        var rest = String.join(".", Arrays.copyOfRange(parts, 2, parts.length));
        return switch (parts[0]) {
            case "time_embed" ->
                    "time_embedding.linear_" + (parts[1].equals("0") ? 1 : 2) + "." + rest;
            case "input_hint_block" -> {
                int at = Integer.parseInt(parts[1]);
                var layer = at == 0 ? "conv_in" : at == 14 ? "conv_out" : "blocks." + (at / 2 - 1);
                yield "controlnet_cond_embedding." + layer + "." + rest;
            }
            case "zero_convs" -> "controlnet_down_blocks." + parts[1] + "." + parts[3];
            case "middle_block_out" -> "controlnet_mid_block." + parts[2];
            case "middle_block" -> {
                int at = Integer.parseInt(parts[1]);
                yield at == 1
                        ? "mid_block.attentions.0." + rest
                        : "mid_block.resnets." + at / 2 + "." + resnet(rest);
            }
            default -> {
                int block = Integer.parseInt(parts[1]);
                int level = (block - 1) / 3;
                var inner = String.join(".", Arrays.copyOfRange(parts, 3, parts.length));
                yield block == 0
                        ? "conv_in." + parts[3]
                        : down(level, (block - 1) % 3, parts[2], inner);
            }
        };
    }

    private static String down(int level, int at, String part, String inner) {
        var path = "down_blocks." + level + ".";
        if (at == 2) {
            return path + "downsamplers.0." + inner.replace("op.", "conv.");
        }
        return part.equals("0")
                ? path + "resnets." + at + "." + resnet(inner)
                : path + "attentions." + at + "." + inner;
    }

    private static String resnet(String ldm) {
        return ldm.replace("in_layers.0", "norm1")
                .replace("in_layers.2", "conv1")
                .replace("emb_layers.1", "time_emb_proj")
                .replace("out_layers.0", "norm2")
                .replace("out_layers.3", "conv2")
                .replace("skip_connection", "conv_shortcut");
    }

    private static void answersAsTheReference(Path path, ControlKind kind, Family family)
            throws IOException {
        try (var golden = SafetensorsFile.open(Golden.need("controlnet/golden.safetensors"));
                var base = base("tiny-sd1");
                var file = ControlFile.open(path)) {
            assertEquals(kind, file.kind());
            assertEquals(family, file.family());
            file.requireFit(base.config());
            try (var network = (ControlNet) ControlNetwork.load(file, base, COMPUTE);
                    var picture = tensor(golden, "hint");
                    var hint = network.prepare(picture);
                    var x = tensor(golden, "x");
                    var t = tensor(golden, "t");
                    var context = tensor(golden, "context")) {
                var answers = network.answers(UnetInput.of(x, t, context), hint);
                for (int i = 0; i < answers.size(); i++) {
                    try (var answer = answers.get(i)) {
                        close(golden.doubles("residual." + i), answer);
                    }
                }
            }
        }
    }

    private void answersWithLayers(String model, int blocks) throws IOException {
        var path = copy(model, blocks).write(path());
        try (var golden =
                        SafetensorsFile.open(Golden.need("nets/" + model + ".golden.safetensors"));
                var base = base(model);
                var file = ControlFile.open(path);
                var networks = Networks.load(base, COMPUTE);
                var picture = TORCH.floats(new float[3 * 64 * 64], 1, 3, 64, 64)) {
            file.requireFit(base.config());
            var unet = networks.unet();
            var name = "unet.0.";
            try (var network = (ControlNet) ControlNetwork.load(file, base, COMPUTE);
                    var x = tensor(golden, name + "x");
                    var t = tensor(golden, name + "t");
                    var context = tensor(golden, name + "context")) {
                assertEquals(8, x.shape()[2]);
                var input = UnetInput.of(x, t, context);
                if (golden.tensors().containsKey(name + "y")) {
                    input = input.withY(tensor(golden, name + "y"));
                }
                unet.module().callLong("trace", true);
                unet.predict(input).close();
                try (var hint = network.prepare(picture)) {
                    var answers = network.answers(input, hint);
                    assertEquals(blocks + 1, answers.size());
                    for (int i = 0; i < answers.size(); i++) {
                        var layer = i < blocks ? "input_blocks." + i : "middle_block";
                        try (var expected = unet.module().call("traced", layer);
                                var answer = answers.get(i)) {
                            close(doubles(expected), answer);
                        }
                    }
                }
            }
        }
    }

    private static MadeFile copy(String model, int blocks) throws IOException {
        var random = new SplittableRandom(3);
        try (var base = base(model)) {
            UnaryOperator<String> name =
                    key -> key.startsWith(UNET) ? key.substring(UNET.length()) : "";
            var made = MadeFile.of(base.file(), name);
            made.weights().keySet().removeIf(key -> key.isEmpty() || key.startsWith("out"));
            int[] widths = {16, 16, 32, 32, 96, 96, 256, 32};
            int from = 3;
            for (int i = 0; i < widths.length; i++) {
                made.withConv(random, "input_hint_block." + 2 * i, widths[i], from, 3);
                from = widths[i];
            }
            Arrays.fill(made.weight("input_hint_block.14.weight").values(), 0);
            Arrays.fill(made.weight("input_hint_block.14.bias").values(), 0);
            var all = base.config().unet().blockWidths();
            for (int i = 0; i <= blocks; i++) {
                long width = all.get(i);
                var path = i < blocks ? "zero_convs." + i + ".0" : "middle_block_out.0";
                made.with(path + ".weight", List.of(width, width, 1L, 1L), unit(width))
                        .with(path + ".bias", List.of(width), new float[(int) width]);
            }
            return made;
        }
    }

    private static void close(double[] expected, Tensor answer) {
        Golden.assertClose(expected, doubles(answer), CLOSE);
    }

    private static Tensor tensor(SafetensorsFile file, String name) {
        return TORCH.floats(file.floats(name), file.info(name).sizes());
    }

    private static double[] doubles(Tensor tensor) {
        var floats = tensor.floats();
        var wide = new double[floats.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = floats[i];
        }
        return wide;
    }
}
