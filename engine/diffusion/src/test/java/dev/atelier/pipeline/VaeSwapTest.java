package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.EditedFile;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.checkpoint.VaeFile;
import dev.atelier.checkpoint.diffusers.DiffusersFolders;
import dev.atelier.pickle.TorchZip;
import dev.atelier.pipeline.Model.VaeId;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reference checkpoint with autoencoders from files of their own.
class VaeSwapTest {
    private static final String VAE = "first_stage_model.";
    private static Model model;

    @TempDir private Path folder;

    @BeforeAll
    static void load() throws IOException {
        model = TinyModels.load("tiny-sd1");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefixed", "bare", "diffusers", "old diffusers", "pickled"})
    void itsOwnAutoencoderFromAFileMakesTheSameBytes(String spelling)
            throws IOException, GenerationException {
        var file = folder.resolve("own.safetensors");
        switch (spelling) {
            case "prefixed" -> extract(file, VAE, 1);
            case "bare" -> extract(file, "", 1);
            case "pickled" -> {
                extract(folder.resolve("safe"), "", 1);
                try (var safe = SafetensorsFile.open(folder.resolve("safe"))) {
                    TorchZip.write(safe, file);
                }
            }
            default -> DiffusersFolders.vae("tiny-sd1", file, spelling.startsWith("old"));
        }

        assertArrayEquals(draw(model).rgb(), draw(file).rgb());
    }

    @Test
    void anotherAutoencoderMakesAnotherPictureAndLeavesTheModelAsItWas()
            throws IOException, GenerationException {
        var before = draw(model).rgb();
        var other = extract(folder.resolve("other.safetensors"), "", 0.5f);

        assertFalse(Arrays.equals(before, draw(other).rgb()));
        assertArrayEquals(before, draw(model).rgb());
    }

    @Test
    void picturesNameTheAutoencoderAsA1111Does() throws IOException, GenerationException {
        var file = extract(folder.resolve("own.safetensors"), "", 1);

        var recipe = draw(file).recipe();

        assertEquals(Optional.of("own.safetensors"), recipe.vae());
        assertEquals(
                List.of(new ResourceHash(ResourceHash.Kind.VAE, "", "0123456789")),
                recipe.resourceHashes());
        assertEquals(Optional.empty(), draw(model).recipe().vae());
    }

    @Test
    void aNamedAutoencoderThatIsNotLoadedIsNotIgnored() {
        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> draw(model, recipe().withVae(Optional.of("other.pt"))));

        assertTrue(thrown.failure() instanceof Failure.ModelMissing);
    }

    @Test
    void aCheckpointWithoutAnAutoencoderDrawsWithAChosenOne()
            throws IOException, GenerationException {
        var bare = EditedFile.of("tiny-sd1").without(VAE).write(folder.resolve("bare.safetensors"));
        var own = extract(folder.resolve("own.safetensors"), "", 1);
        try (var checkpoint = Checkpoint.openComplete(bare);
                var without = Model.load(checkpoint, model.compute(), new Model.Id("bare", ""));
                var vae = VaeFile.open(own, without.config().vae())) {
            assertTrue(checkpoint.keyReport().complete());
            var thrown = assertThrows(GenerationException.class, () -> draw(without));
            assertEquals(
                    "The checkpoint bare has no VAE, which every picture needs.",
                    thrown.failure().sentence());
            var chosen = without.with(vae, new VaeId("own.safetensors", "0123456789"));
            try (var _ = chosen.networks().vae()) {
                assertArrayEquals(draw(model).rgb(), draw(chosen).rgb());
            }
        }
    }

    /// A part of an autoencoder in the checkpoint is no reason to refuse another.
    @ParameterizedTest
    @ValueSource(strings = {"missing", "wrong shape"})
    void aCheckpointWithAnUnusableAutoencoderDrawsWithAChosenOne(String trouble)
            throws IOException, GenerationException {
        var key = VAE + "decoder.conv_out.bias";
        var edited =
                trouble.equals("missing")
                        ? EditedFile.of("tiny-sd1").without(key)
                        : EditedFile.of("tiny-sd1").with(key, List.of(4L), new float[4]);
        var part = edited.write(folder.resolve("part.safetensors"));
        var own = extract(folder.resolve("own.safetensors"), "", 1);
        try (var checkpoint = Checkpoint.openComplete(part);
                var without = Model.load(checkpoint, model.compute(), new Model.Id("part", ""));
                var vae = VaeFile.open(own, without.config().vae())) {
            assertFalse(checkpoint.keyReport().complete());
            var thrown = assertThrows(GenerationException.class, () -> draw(without));
            assertEquals(
                    "The VAE of the checkpoint part cannot be used: "
                            + (trouble.equals("missing")
                                    ? "tensors are missing: " + key + "."
                                    : key + ": expected [3], got [4]."),
                    thrown.failure().sentence());
            var chosen = without.with(vae, new VaeId("own.safetensors", "0123456789"));
            try (var _ = chosen.networks().vae()) {
                assertArrayEquals(draw(model).rgb(), draw(chosen).rgb());
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoAutoencoder() throws IOException {
        var none = folder.resolve("none.safetensors");
        SafetensorsWriter.write(none, Map.of(), List.of(), entry -> new byte[0]);
        var half = extract(folder.resolve("half.safetensors"), "", 1, "decoder.");
        var noise = Files.writeString(folder.resolve("noise.pt"), "no tensors at all");

        assertEquals("none.safetensors: holds no autoencoder", refusal(none));
        assertTrue(refusal(half).contains("tensors are missing: first_stage_model.encoder."));
        assertTrue(refusal(noise).startsWith("noise.pt:"), refusal(noise));
    }

    private static String refusal(Path file) {
        var own = model.config().vae();
        return String.valueOf(
                assertThrows(IOException.class, () -> VaeFile.open(file, own)).getMessage());
    }

    @Test
    void aFolderOfDiffusersMakesTheSameBytes() throws IOException, GenerationException {
        DiffusersFolders.write("tiny-sd1", folder);

        try (var checkpoint = Checkpoint.openComplete(folder);
                var renamed = Model.load(checkpoint, model.compute(), new Model.Id("tiny", ""))) {
            assertArrayEquals(draw(model).rgb(), draw(renamed).rgb());
        }
    }

    private static Picture draw(Path file) throws IOException, GenerationException {
        try (var vae = VaeFile.open(file, model.config().vae())) {
            var id = new VaeId(String.valueOf(file.getFileName()), "0123456789");
            var swapped = model.with(vae, id);
            try (var _ = swapped.networks().vae()) {
                return draw(swapped);
            }
        }
    }

    private static Picture draw(Model with) throws GenerationException {
        return draw(with, recipe());
    }

    private static Picture draw(Model with, Recipe recipe) throws GenerationException {
        return new LocalGenerator(with)
                .generate(recipe, Observer.NONE, new Cancellation())
                .getFirst();
    }

    private static Recipe recipe() {
        return Recipe.of("a boat", new Size(64, 64))
                .withSeed(Seed.of(3))
                .withSampling(Sampling.DEFAULT.withSteps(2));
    }

    private static Path extract(Path target, String prefix, float scale) throws IOException {
        return extract(target, prefix, scale, "");
    }

    /// Writes the checkpoint's autoencoder alone.
    ///
    /// @param scale the decoder's last convolution is multiplied by
    /// @param part start of the keys to keep
    private static Path extract(Path target, String prefix, float scale, String part)
            throws IOException {
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file("tiny-sd1"))) {
            var entries =
                    file.tensors().values().stream()
                            .filter(info -> info.name().startsWith(VAE + part))
                            .map(info ->
                                    new Entry(
                                            prefix + info.name().substring(VAE.length()),
                                            info.dtype(),
                                            info.shape()))
                            .toList();
            SafetensorsWriter.write(
                    target,
                    Map.of(),
                    entries,
                    entry -> {
                        var key = VAE + entry.name().substring(prefix.length());
                        var bytes = file.bytes(key);
                        return key.endsWith("decoder.conv_out.weight")
                                ? scaled(bytes, scale)
                                : bytes;
                    });
        }
        return target;
    }

    private static byte[] scaled(byte[] halves, float scale) {
        var bytes = ByteBuffer.wrap(halves).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < halves.length; at += 2) {
            float value = Float.float16ToFloat(bytes.getShort(at));
            bytes.putShort(at, Float.floatToFloat16(scale * value));
        }
        return halves;
    }
}
