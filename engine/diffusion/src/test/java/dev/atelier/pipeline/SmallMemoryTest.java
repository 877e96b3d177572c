package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.assets.Assets;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.DeviceMemory;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures of the starter model on devices that have too little memory for the usual way. The
/// device is the processor, which refuses what is guessed to be too much, in CUDA's words.
class SmallMemoryTest {
    private static final Recipe FOUR =
            Recipe.of("a red boat under a yellow moon", new Size(192, 192))
                    .withSeed(Seed.of(7))
                    .withBatch(new Batch(4, 1))
                    .withSampling(Recipe.DEFAULT.sampling().withSteps(2));

    @TempDir private Path folder;

    private Model load(DeviceMemory memory) throws IOException {
        var torch = Torch.startOnCpu(memory);
        var compute = new Compute(torch, Strategy.PACKED_F32, Attention.FUSED, "test");
        try (var file = Checkpoint.openComplete(Assets.file(Assets.STARTER_MODEL, folder))) {
            return Model.load(file, compute, new Model.Id("starter", ""));
        }
    }

    private static List<Picture> made(Model model, List<Integer> steps) throws GenerationException {
        var counting =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {
                        steps.add(progress.step());
                    }
                };
        return new LocalGenerator(model).generate(FOUR, counting, new Cancellation());
    }

    /// What one call for the given rows takes.
    private static long unet(Model model, int texts, int batch) {
        var x = Latent.zeros(new Latent.Shape(batch, 4, 24, 24));
        return MemoryNeed.unet(model, x, texts);
    }

    @Test
    void aStepThatDoesNotFitIsDoneInPartsAndNoneIsDoneTwice() throws Exception {
        var usual = new ArrayList<Integer>();
        List<Picture> expected;
        long enough;
        try (var model = load(DeviceMemory.small(Long.MAX_VALUE))) {
            expected = made(model, usual);
            enough = MemoryNeed.decoding(model, 24, 24);
            assertTrue(unet(model, 1, 1) < enough, "one row fits");
            assertTrue(enough < unet(model, 1, 4), "a text for all pictures does not");
        }
        try (var model = load(DeviceMemory.small(enough))) {
            var steps = new ArrayList<Integer>();

            var pictures = made(model, steps);

            assertEquals(usual, steps);
            assertEquals(4, pictures.size());
            for (int i = 0; i < 4; i++) {
                assertAlike(expected.get(i).rgb(), pictures.get(i).rgb());
            }
        }
    }

    /// Up to rounding: how a product is summed depends on how many rows there are.
    private static void assertAlike(byte[] expected, byte[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] & 0xFF, actual[i] & 0xFF, 3, "at " + i);
        }
    }

    @Test
    void theLimitOfTheUserIsKeptToo() throws Exception {
        try (var model = load(DeviceMemory.small(Long.MAX_VALUE))) {
            var memory = model.compute().torch().memory();
            long tile = MemoryNeed.decoding(model, 16, 16);
            memory.hold(1000);
            memory.limit(1000 + Math.max(tile, unet(model, 1, 1)));

            assertTrue(memory.attempt(Math.max(tile, unet(model, 1, 1)), () -> 1).isPresent());
            assertTrue(memory.attempt(unet(model, 2, 4), () -> 1).isEmpty());
        }
    }

    @Test
    void aPictureDecodedInTilesEqualsTheWhole() throws Exception {
        try (var model = load(DeviceMemory.small(Long.MAX_VALUE))) {
            var latent = latent(model);
            var whole = model.decodedWhole(latent).picture();

            var tiled = new TiledDecoding(model).decoded(latent).picture();

            assertEquals(whole.width(), tiled.width());
            double psnr = psnr(whole, tiled);
            assertTrue(psnr > 25, "PSNR " + psnr);
        }
    }

    @Test
    void aPictureEncodedInTilesIsDecodedAsTheWhole() throws Exception {
        try (var model = load(DeviceMemory.small(Long.MAX_VALUE))) {
            var picture = model.decodedWhole(latent(model)).picture();
            var encoder = new ImageEncoder(model);
            var pixels = ImageEncoder.pixels(picture);
            var whole = model.decodedWhole(encoder.encode(picture)).picture();

            var tiled =
                    model.scaled(
                            new TiledEncoding(encoder)
                                    .encoded(pixels, picture.height(), picture.width()));

            double psnr = psnr(whole, model.decodedWhole(tiled).picture());
            assertTrue(psnr > 25, "PSNR " + psnr);
        }
    }

    @Test
    void aPictureToStartFromThatDoesNotFitIsEncodedInTiles() throws Exception {
        try (var model = load(DeviceMemory.small(Long.MAX_VALUE))) {
            var picture = model.decodedWhole(latent(model)).picture();
            long whole = MemoryNeed.encoding(model, picture.height(), picture.width());
            model.compute().torch().memory().limit(whole - 1);

            var latent = new ImageEncoder(model).encode(picture);

            double psnr = psnr(picture, model.decodedWhole(latent).picture());
            assertTrue(psnr > 20, "PSNR " + psnr);
        }
    }

    private static double psnr(Bitmap one, Bitmap other) {
        double sum = 0;
        for (int i = 0; i < one.bytes().length; i++) {
            sum += Math.pow((one.bytes()[i] & 0xFF) - (other.bytes()[i] & 0xFF), 2);
        }
        return 10 * Math.log10(255 * 255 / (sum / one.bytes().length));
    }

    /// A finished one, of 192 x 192 pixels.
    private static Latent latent(Model model) throws GenerationException {
        var one = FOUR.withBatch(Batch.ONE);
        var generator = new LocalGenerator(model);
        var picture = generator.generate(one, new Observer() {}, new Cancellation()).getFirst();
        var bitmap = new Bitmap(192, 192, 3, picture.rgb());
        return new ImageEncoder(model).encode(bitmap);
    }

    @Test
    void tilesCoverTheWholeAndOverlap() {
        assertArrayEquals(new int[] {0}, Tiles.starts(16, 16));
        assertArrayEquals(new int[] {0, 8}, Tiles.starts(24, 16));
        assertArrayEquals(new int[] {0, 12, 24, 36, 48}, Tiles.starts(64, 16));
        assertArrayEquals(new int[] {0, 48, 64}, Tiles.starts(128, 64));
    }

    @Test
    void whatFitsInNoWayFailsInWords() throws Exception {
        try (var model = load(DeviceMemory.small(1000))) {
            var e = assertThrows(GenerationException.class, () -> made(model, new ArrayList<>()));
            assertInstanceOf(Failure.OutOfMemory.class, e.failure());
        }
    }

    @Test
    void aRefusalCorrectsTheGuessAndIsForgottenByAndBy() {
        var memory = DeviceMemory.small(1000);

        assertTrue(memory.attempt(1100, () -> 1).isEmpty());
        assertTrue(memory.attempt(900, () -> 1).isPresent());
        assertTrue(memory.attempt(1100, () -> 1).isEmpty(), "not even tried");
        memory.relax();
        assertTrue(memory.attempt(1000, () -> 1).isPresent());
    }
}
