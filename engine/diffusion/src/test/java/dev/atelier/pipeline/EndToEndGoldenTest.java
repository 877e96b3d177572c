package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.GenerationException;
import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whole runs of A1111's own `process_images` on a tiny checkpoint, repeated here.
class EndToEndGoldenTest {
    // The reference index: max(20 x the run's own float32 noise floor, a thousandth of its range).
    private static final double FLOORS = 20;
    private static final double OF_RANGE = 1e-3;

    @TestFactory
    Stream<DynamicTest> makesTheLatentsOfA1111() throws IOException {
        return rows("tiny-sd1");
    }

    @TestFactory
    Stream<DynamicTest> makesTheLatentsOfA1111WithAnInpaintingCheckpoint() throws IOException {
        return rows("tiny-sd1-inpainting");
    }

    @TestFactory
    Stream<DynamicTest> makesTheLatentsOfA1111OfSd2() throws IOException {
        return rows("tiny-sd2-v");
    }

    @TestFactory
    Stream<DynamicTest> makesTheLatentsOfA1111OfSdxl() throws IOException {
        return rows("tiny-sdxl");
    }

    private static Stream<DynamicTest> rows(String name) throws IOException {
        var rows = Golden.rows("e2e/" + name + ".json", "rows");
        var model = TinyModels.load(name);
        var models = RunModels.of(model, ModelText.encoders(model, List.of()));
        return rows.map(row ->
                        dynamicTest(row.get("key").asText(), () -> compare(name, models, row)))
                .onClose(model::close);
    }

    private static void compare(String name, RunModels models, JsonNode row)
            throws IOException, GenerationException {
        var model = models.model();
        var recipe = A1111Params.recipe(row);
        var source = LocalGenerator.source(recipe);
        var counter = new CallCounter();
        var run = new BatchRun(models, recipe, source, counter);
        model.networks().tile(recipe.tiling());
        try (var golden = SafetensorsFile.open(Golden.need("e2e/" + name + ".safetensors"))) {
            // Pixels that are enlarged were decoded before, so these rows have both passes.
            boolean both = row.get("key").asText().startsWith("hires_img_");
            for (int batch = 0; batch < recipe.batch().count(); batch++) {
                if (both) {
                    var once = recipe.withHires(Optional.empty());
                    var first = new BatchRun(models, once, source, new CallCounter());
                    close(golden, row, 2 * batch, first.latents(batch));
                }
                var latents = run.latents(batch);

                close(golden, row, both ? 2 * batch + 1 : batch, latents);
                var pictures = row.get("key").asText() + ".images_u8";
                for (int i = 0;
                        golden.tensors().containsKey(pictures) && i < latents.batch();
                        i++) {
                    var made = run.finished(model.decoded(latents.sample(i)).picture());
                    assertSamePicture(golden.segment(pictures), batch * latents.batch() + i, made);
                }
            }
        }
        if (row.has("unet_call_batch")) {
            assertEquals(calls(row), counter.total, "calls of the network");
        }
    }

    /// Calls of the network with prompt and negative prompt together. The reference makes two where
    /// their lengths differ, each of one picture.
    private static int calls(JsonNode row) {
        int calls = row.get("n_unet_calls").asInt();
        for (var shape : row.get("unet_call_batch")) {
            if (shape.get(0).asInt() != 1) {
                return calls;
            }
        }
        return calls / 2;
    }

    private static void close(SafetensorsFile golden, JsonNode row, int index, Latent made)
            throws IOException {
        double floor = row.path("f32_noise_floor_latent").asDouble();
        double range = row.get("latent_absmax").get(index).asDouble();
        Golden.assertClose(
                golden.doubles(row.get("key").asText() + ".latent." + index),
                made.values(),
                Math.max(FLOORS * floor, OF_RANGE * range));
    }

    /// The bytes of a finished picture, with what inpainting lays over it: at most one level apart,
    /// since bytes are truncated and a number may lie at either side of a whole one.
    ///
    /// @param expected the reference's pictures in a row
    /// @param index of this one
    private static void assertSamePicture(MemorySegment expected, int index, Bitmap made) {
        var bytes = made.bytes();
        long from = (long) index * bytes.length;
        for (int at = 0; at < bytes.length; at++) {
            int theirs = expected.get(ValueLayout.JAVA_BYTE, from + at) & 0xFF;
            int off = Math.abs(theirs - (bytes[at] & 0xFF));
            assertTrue(off <= 1, "byte " + at + " is off by " + off);
        }
    }

    /// Expects the denoiser to count its calls of each pass.
    private static final class CallCounter implements CfgDenoiser.Listener {
        private int calls;
        private int total;

        @Override
        public void begin() {
            calls = 0;
        }

        @Override
        public void before() {
            calls++;
            total++;
        }

        @Override
        public void after(int count, Latent denoised) {
            assertEquals(calls, count);
        }
    }
}
