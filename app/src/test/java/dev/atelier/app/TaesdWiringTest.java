package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.models.ModelScan;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.SamplerTuning.VaeMethods;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.VaeMethod;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TAESD from the folder of models to the picture, with the starter model.
class TaesdWiringTest {
    private static final Set<Integer> BLOCKS = Set.of(3, 4, 5, 8, 9, 10, 13, 14, 15, 18);
    private static final long WIDTH = 8;

    @TempDir private Path folder;

    /// A decoder of random weights under the keys of https://github.com/madebyollin/taesd.
    private static Path decoder(Path file) throws IOException {
        var entries = new ArrayList<Entry>();
        for (int n = 1; n <= 19; n++) {
            if (BLOCKS.contains(n)) {
                for (int k = 0; k <= 4; k += 2) {
                    conv(entries, n + ".conv." + k, WIDTH, WIDTH, true);
                }
            } else if (n == 1 || n == 19 || (n % 5 == 2 && n > 2)) {
                conv(entries, n + "", n == 19 ? 3 : WIDTH, n == 1 ? 4 : WIDTH, n == 1 || n == 19);
            }
        }
        var random = new SplittableRandom(4);
        SafetensorsWriter.write(
                file,
                Map.of(),
                entries,
                entry -> {
                    int count = (int) entry.sizeBytes() / 4;
                    var bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
                    for (int i = 0; i < count; i++) {
                        bytes.putFloat((float) (0.12 * random.nextGaussian()));
                    }
                    return bytes.array();
                });
        return file;
    }

    private static void conv(List<Entry> entries, String key, long out, long in, boolean bias) {
        entries.add(new Entry(key + ".weight", DType.F32, List.of(out, in, 3L, 3L)));
        if (bias) {
            entries.add(new Entry(key + ".bias", DType.F32, List.of(out)));
        }
    }

    private Picture draw(Path folder, VaeMethod decode) throws GenerationException {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        var runtime = new TorchRuntime(home);
        var library = ModelLibrary.around(runtime, new NearbyFiles(folder, Optional.empty()));
        var tuning = SamplerTuning.DEFAULT.withVae(new VaeMethods(VaeMethod.FULL, decode));
        var recipe =
                Recipe.of("a boat", new Size(64, 64))
                        .withSeed(Seed.of(3))
                        .withSampling(Sampling.DEFAULT.withSteps(1).withTuning(tuning));
        try (var engine = new LocalEngine(runtime, library, Optional.empty())) {
            return engine.generate(recipe, Observer.NONE, new Cancellation()).getFirst();
        }
    }

    @Test
    void aDecoderInA1111sFolderIsFoundAndDraws() throws Exception {
        var place = Files.createDirectories(folder.resolve("VAE-approx"));
        decoder(place.resolve("taesd_decoder.safetensors"));

        var rows = new ModelScan().rows(List.of(folder), (_, _) -> {});

        assertEquals(List.of(ModelKind.TAESD), rows.stream().map(row -> row.kind()).toList());
        assertTrue(rows.getFirst().sound(), rows.toString());
        var full = draw(folder, VaeMethod.FULL).rgb();
        assertFalse(Arrays.equals(full, draw(folder, VaeMethod.TAESD).rgb()));
        assertArrayEquals(full, draw(folder.resolve("other"), VaeMethod.FULL).rgb());
    }

    @Test
    void withoutItsFileTheMethodIsRefusedWithTheRemedy() throws Exception {
        var place = Files.createDirectories(folder.resolve("broken").resolve("vae_approx"));
        Files.writeString(place.resolve("taesd_decoder.pth"), "nothing");
        for (var at : List.of(folder.resolve("none"), folder.resolve("broken"))) {
            var thrown = assertThrows(GenerationException.class, () -> draw(at, VaeMethod.TAESD));
            assertTrue(thrown.failure().remedy().contains("taesd_decoder.pth"), thrown.toString());
        }
    }
}
