package dev.atelier.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.cli.Engine;
import dev.atelier.app.cli.Fact;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.torch.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudioEnginesTest {
    private final List<List<Path>> asked = new ArrayList<>();
    private int loads;

    @Test
    void onlyTheEmbeddingsThatPromptsNameAreRead() throws GenerationException {
        var easy = Path.of("folder", "EasyNegative.safetensors");
        var style = Path.of("ink-style.pt");
        var engines =
                new StudioEngines(
                        new Fake(),
                        name -> Optional.empty(),
                        name -> Optional.empty(),
                        () -> List.of(easy, style));
        var recipe = Recipe.of("a cat", new Size(64, 64));

        engines.generatorFor(recipe);
        engines.generatorFor(recipe.withNegativePrompt("easynegative, blurry"));
        engines.generatorFor(recipe.withPrompt("a cat, (ink-style:1.2)"));

        assertEquals(List.of(List.of(), List.of(easy), List.of(style)), asked);
        assertEquals(1, loads, "the model stays loaded");
    }

    private final class Fake implements Engine {
        @Override
        public Loaded load(Optional<Path> model, Optional<String> strategy) {
            loads++;
            return new FakeLoaded();
        }

        @Override
        public Compute compute(Optional<String> strategy) {
            throw new AssertionError("nothing is computed");
        }

        @Override
        public List<Fact> facts() {
            return List.of();
        }
    }

    private final class FakeLoaded implements Engine.Loaded {
        @Override
        public Generator generator() {
            return (recipe, observer, cancellation) -> List.of();
        }

        @Override
        public Generator generator(List<Path> embeddings) {
            asked.add(embeddings);
            return generator();
        }

        @Override
        public ModelRef model() {
            return new ModelRef("starter", "");
        }

        @Override
        public int nativeSize() {
            return 128;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
