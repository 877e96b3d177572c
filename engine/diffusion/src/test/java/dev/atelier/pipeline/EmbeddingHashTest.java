package dev.atelier.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.checkpoint.FileHash;
import dev.atelier.embedding.Embedding;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The "TI hashes" of finished pictures are those of A1111 v1.10.1.
class EmbeddingHashTest {
    private static final Pattern FIELD = Pattern.compile("TI hashes: \"([^\"]*)\"");
    private static final String MYCAT = "mycat: 0675ffdeca8e";
    private static final String FOURVEC = "fourvec: 02306de31129";
    private static final String EASYNEG = "easyneg: 3b92f7027377";

    private static Model model;
    private static LocalGenerator generator;

    @BeforeAll
    static void load() throws IOException {
        model = TinyModels.load("tiny-sd1");
        generator = new LocalGenerator(model, embeddings());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static List<Embedding> embeddings() throws IOException {
        var all = new ArrayList<Embedding>();
        var folder = Golden.need("embeddings/tiny-sd1.json").resolveSibling("");
        try (var paths = Files.list(folder)) {
            for (var path : paths.sorted().toList()) {
                var name = String.valueOf(path.getFileName());
                if (!name.endsWith(".json") && !name.endsWith(".golden.safetensors")) {
                    var hash = FileHash.sha256(path, new Cancellation()).substring(0, 12);
                    all.add(EmbeddingFile.read(path).withHash(hash));
                }
            }
        }
        return all;
    }

    @Test
    void everyPromptOfTheReferenceListsItsHashes() throws GenerationException {
        for (var row : Golden.rows("embeddings/tiny-sd1.json", "rows").toList()) {
            var prompt = row.get("prompt").asText();
            assertEquals(row.get("ti_hashes").asText(""), hashes(recipe(prompt)), prompt);
        }
    }

    /// A1111 encodes the negative prompt first and puts later texts in front.
    @Test
    void thoseOfThePromptStandBeforeThoseOfTheNegativeOne() throws GenerationException {
        assertEquals(
                MYCAT + ", " + EASYNEG,
                hashes(recipe("mycat").withNegativePrompt("easyneg, mycat")));
        assertEquals(
                FOURVEC + ", " + MYCAT + ", " + EASYNEG,
                hashes(recipe("mycat AND fourvec").withNegativePrompt("easyneg")));
        assertEquals(EASYNEG, hashes(recipe("a cat").withNegativePrompt("easyneg")));
    }

    @Test
    void thoseOfTheSecondPassAreListedToo() throws GenerationException {
        var hires =
                new HiresPass(
                        1.5,
                        Optional.empty(),
                        "Latent",
                        1,
                        0.5,
                        Optional.empty(),
                        Optional.empty(),
                        "fourvec mycat",
                        "");

        assertEquals(MYCAT + ", " + FOURVEC, hashes(recipe("mycat").withHires(Optional.of(hires))));
    }

    /// As in a recipe that was read from another picture.
    @Test
    void hashesThatARecipeCameWithAreNotKept() throws GenerationException {
        var kind = ResourceHash.Kind.EMBEDDING;
        var stale = List.of(new ResourceHash(kind, "other", "000000000000"));

        assertEquals("", hashes(recipe("a cat").withResourceHashes(stale)));
        assertEquals(MYCAT, hashes(recipe("mycat").withResourceHashes(stale)));
    }

    private static Recipe recipe(String prompt) {
        return Recipe.of(prompt, new Size(32, 32))
                .withSeed(Seed.of(3))
                .withSampling(Sampling.DEFAULT.withSteps(2));
    }

    private static String hashes(Recipe recipe) throws GenerationException {
        var picture = generator.generate(recipe, Observer.NONE, new Cancellation()).getFirst();
        var text = InfotextWriter.write(picture.recipe(), "1");
        var found = FIELD.matcher(text.substring(text.lastIndexOf('\n') + 1));
        return found.find() ? found.group(1) : "";
    }
}
