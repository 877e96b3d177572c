package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.assets.Assets;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.DeviceMemory;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The starter model on devices that do not hold its weights and its work together. The device is
/// the processor, which refuses what is guessed to be too much; the ordinary operators compute, as
/// on a card.
class WeightOffloadTest {
    private static final Recipe BOAT =
            Recipe.of("a red boat under a yellow moon", new Size(192, 192))
                    .withSeed(Seed.of(7))
                    .withSampling(Recipe.DEFAULT.sampling().withSteps(3));

    @TempDir private Path folder;

    private final List<Integer> usualSteps = new ArrayList<>();
    private byte[] expected = {};
    private Sizes sizes = new Sizes(0, 0, 0, 0, 0);

    /// Bytes.
    ///
    /// @param step with both prompts at once
    /// @param most that anything needs besides weights
    private record Sizes(long text, long unet, long vae, long step, long most) {
        long all() {
            return text + unet + vae;
        }
    }

    private Model load(DeviceMemory memory) throws IOException {
        var compute =
                new Compute(Torch.startOnCpu(memory), Strategy.PLAIN_F32, Attention.FUSED, "test");
        try (var file = Checkpoint.openComplete(Assets.file(Assets.STARTER_MODEL, folder))) {
            var model = Model.load(file, compute, new Model.Id("starter", ""));
            memory.hold(modules(model).stream().mapToLong(TorchModule::offloadBytes).sum());
            return model;
        }
    }

    /// In the order text, UNet, autoencoder.
    private static List<TorchModule> modules(Model model) {
        var networks = model.networks();
        return List.of(networks.clip().module(), networks.unet().module(), networks.vae().module());
    }

    private static List<Boolean> away(Model model) {
        return modules(model).stream().map(TorchModule::isOffloaded).toList();
    }

    private static byte[] made(Model model, List<Integer> steps) throws GenerationException {
        var counting =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        steps.add(progress.step());
                    }
                };
        var made = new LocalGenerator(model).generate(BOAT, counting, new Cancellation());
        return made.getFirst().rgb();
    }

    @BeforeEach
    void draw() throws Exception {
        try (var model = load(DeviceMemory.small(Long.MAX_VALUE))) {
            expected = made(model, usualSteps);
            var bytes = modules(model).stream().map(TorchModule::offloadBytes).toList();
            var x = Latent.zeros(new Latent.Shape(1, 4, 24, 24));
            long step = MemoryNeed.unet(model, x, 2);
            long most = Math.max(step, MemoryNeed.decoding(model, 24, 24));
            sizes = new Sizes(bytes.get(0), bytes.get(1), bytes.get(2), step, most);
            assertEquals(List.of(false, false, false), away(model));
        }
    }

    @Test
    void theTextEncoderLeavesOnceThePromptsAreRead() throws Exception {
        var memory = DeviceMemory.small(sizes.all() + sizes.most - sizes.text / 2);
        try (var model = load(memory)) {
            var steps = new ArrayList<Integer>();

            assertArrayEquals(expected, made(model, steps));

            assertEquals(usualSteps, steps);
            assertEquals(List.of(true, false, false), away(model));
            assertArrayEquals(expected, made(model, new ArrayList<>()), "the next picture");
        }
    }

    /// No step is done twice, and the picture is the same up to rounding: both prompts go through
    /// the network one after the other before its weights leave.
    @Test
    void weightsOfTheUnetAreCopiedLayerByLayerWhereTheyDoNotFit() throws Exception {
        var memory = DeviceMemory.small(sizes.most + sizes.unet / 4);
        try (var model = load(memory)) {
            var steps = new ArrayList<Integer>();

            var picture = made(model, steps);

            assertEquals(usualSteps, steps);
            assertTrue(away(model).get(1), "the UNet");
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i] & 0xFF, picture[i] & 0xFF, 1, "at " + i);
            }
        }
    }

    @Test
    void aModelLargerThanTheDeviceIsLoadedBesideIt() throws Exception {
        try (var model = load(DeviceMemory.small(sizes.unet / 2))) {
            assertEquals(List.of(true, true, false), away(model));
        }
    }

    @Test
    void weightsComeBackWhereThereIsRoomAgain() throws Exception {
        var memory = DeviceMemory.small(Long.MAX_VALUE);
        try (var model = load(memory)) {
            memory.limit(sizes.most + sizes.unet / 4);
            made(model, new ArrayList<>());
            assertTrue(away(model).get(1), "the UNet");
            memory.limit(Long.MAX_VALUE);

            assertArrayEquals(expected, made(model, new ArrayList<>()));

            assertEquals(List.of(true, false, false), away(model), "all but what runs once");
        }
    }

    /// LoRAs and other files change weights wherever they are.
    @Test
    void weightsThatArePutLaterStayAway() throws Exception {
        try (var model = load(DeviceMemory.small(Long.MAX_VALUE))) {
            var unet = model.networks().unet().module();
            unet.offload(true);
            try (var file = Checkpoint.openComplete(Assets.file(Assets.STARTER_MODEL, folder))) {
                var key = "model.diffusion_model.middle_block.0.in_layers.2.weight";
                model.networks().weights().restore(key, file.file());
            }
            assertArrayEquals(expected, made(model, new ArrayList<>()));
        }
    }
}
