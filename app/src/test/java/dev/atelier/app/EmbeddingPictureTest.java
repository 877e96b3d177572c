package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.assets.Assets;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.text.ClipTokenizer;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An embedding that holds the model's own vector of a word must act like that word, to the bit.
class EmbeddingPictureTest {
    private static final String WORDS =
            "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight";

    private static final int VOCABULARY = 49_408;

    @TempDir private Path folder;

    @Test
    void anEmbeddingWithTheVectorOfAWordDrawsWhatTheWordDraws() throws Exception {
        var file = folder.resolve("zorpish.safetensors");
        write(file, vector("red"));
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        try (var starter = engine(home, List.of());
                var embedding = engine(home, List.of(file))) {
            var word = starter.generate(recipe("red"), Observer.NONE, new Cancellation());
            var alien = starter.generate(recipe("zorpish"), Observer.NONE, new Cancellation());
            var named = embedding.generate(recipe("zorpish"), Observer.NONE, new Cancellation());

            assertArrayEquals(word.getFirst().rgb(), named.getFirst().rgb());
            assertFalse(Arrays.equals(word.getFirst().rgb(), alien.getFirst().rgb()));
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            var hash = HexFormat.of().formatHex(digest).substring(0, 12);
            assertEquals(
                    List.of(new ResourceHash(ResourceHash.Kind.EMBEDDING, "zorpish", hash)),
                    named.getFirst().recipe().resourceHashes());
            assertEquals(List.of(), alien.getFirst().recipe().resourceHashes());

            for (var damage : List.of("", "no such file")) {
                Files.writeString(file, damage);
                var drawn =
                        embedding.generate(recipe("zorpish"), Observer.NONE, new Cancellation());
                assertArrayEquals(alien.getFirst().rgb(), drawn.getFirst().rgb());
            }
        }
    }

    /// The cases' `emb/at.pt`: 0 bytes, named as letters of "boat".
    @Test
    void anUnreadableEmbeddingStopsNoPromptThatContainsItsLetters() throws Exception {
        var at = Files.createFile(folder.resolve("at.pt"));
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        var good = folder.resolve("good").resolve("at.safetensors");
        Files.createDirectory(good.getParent());
        write(good, vector("red"));
        try (var starter = engine(home, List.of());
                var damaged = engine(home, List.of(at));
                var sound = engine(home, List.of(good))) {
            var boat = recipe("boat");
            var plain = starter.generate(boat, Observer.NONE, new Cancellation());
            var with = damaged.generate(boat, Observer.NONE, new Cancellation());
            assertArrayEquals(plain.getFirst().rgb(), with.getFirst().rgb());

            with = sound.generate(boat, Observer.NONE, new Cancellation());
            assertArrayEquals(plain.getFirst().rgb(), with.getFirst().rgb()); // no whole token
        }
    }

    private static LocalEngine engine(DataFolder home, List<Path> embeddings) {
        var runtime = new TorchRuntime(home);
        return new LocalEngine(
                runtime, new ModelLibrary(runtime::starter, all(embeddings)), Optional.empty());
    }

    private static ModelLibrary.Source all(List<Path> embeddings) {
        return kind ->
                kind == ModelKind.EMBEDDING
                        ? embeddings.stream().map(file -> ModelFile.of(kind, file)).toList()
                        : List.of();
    }

    @Test
    void findsCandidatesWhateverTheirSpaces() {
        var files = List.of(Path.of("my cat style.pt"), Path.of("bad-hands.pt"), Path.of("x9.pt"));
        var recipe =
                Recipe.of("My  cat\nSTYLE", new Size(64, 64)).withNegativePrompt("(bad - hands)");

        assertEquals(
                files.subList(0, 2),
                new ModelLibrary(() -> Path.of(""), all(files)).embeddings(recipe));
    }

    private static Recipe recipe(String word) {
        var recipe = Recipe.of("a " + word + " circle", new Size(128, 128));
        return recipe.withSeed(Seed.of(3)).withSampling(recipe.sampling().withSteps(4));
    }

    private static float[] vector(String word) throws IOException {
        int id = new ClipTokenizer(ClipTokenizer.Variant.HUGGING_FACE).encode(word).getFirst();
        var model = Assets.file(Assets.STARTER_MODEL, DataFolder.ofThisUser().root());
        try (var file = SafetensorsFile.open(model)) {
            var rows = file.segment(WORDS);
            int width = (int) (rows.byteSize() / 2 / VOCABULARY);
            var vector = new float[width];
            for (int i = 0; i < width; i++) {
                long at = 2L * (id * (long) width + i);
                vector[i] = Float.float16ToFloat(rows.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
            }
            return vector;
        }
    }

    private static void write(Path file, float[] vector) throws IOException {
        var header =
                "{\"emb_params\":{\"dtype\":\"F32\",\"shape\":[1,%d],\"data_offsets\":[0,%d]}}"
                        .formatted(vector.length, 4 * vector.length)
                        .getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + header.length + 4 * vector.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        Files.write(file, bytes.array());
    }
}
