package dev.atelier.pipeline;

import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.prompt.PromptSchedule.Steps;
import dev.atelier.text.TextEncoders;
import java.util.Optional;

/// The models of one run: the one that begins, and a refiner that may take over.
///
/// @param refiner empty where the recipe has none
/// @param control what controls the one that begins
record RunModels(Conditioned base, Optional<Conditioned> refiner, ControlRun control) {
    /// Without anything that controls them.
    RunModels(Conditioned base, Optional<Conditioned> refiner) {
        this(base, refiner, ControlRun.NONE);
    }

    /// A model and how it reads prompts.
    record Conditioned(Model model, TextEncoders encoders) {
        private PromptConditioning prompts(
                PromptConditioning.Words words, Recipe recipe, Pass pass) {
            var sizes = new SizeConditioning(model, pass.size, recipe.text().sdxl());
            var reader = new PromptConditioning.Reader(encoders, sizes);
            return new WeightOffload(model)
                    .must(
                            WeightOffload.Part.TEXT,
                            MemoryNeed.text(),
                            () -> PromptConditioning.of(words, recipe.text(), reader, pass.steps));
        }
    }

    /// @param size of the picture that a pass makes
    /// @param steps of its prompts
    record Pass(Size size, Steps steps) {}

    /// A single model.
    static RunModels of(Model model, TextEncoders encoders) {
        return new RunModels(new Conditioned(model, encoders), Optional.empty());
    }

    /// The same, controlled.
    RunModels with(ControlRun other) {
        return new RunModels(base, refiner, other);
    }

    /// The model that begins.
    Model model() {
        return base.model;
    }

    /// Lets the edges of pictures fit each other, or not.
    void tile(boolean on) {
        base.model.networks().tile(on);
        refiner.ifPresent(it -> it.model.networks().tile(on));
    }

    /// The prompts of a pass as each model reads them.
    Prompts prompts(PromptConditioning.Words words, Recipe recipe, Pass pass) {
        return new Prompts(
                base.prompts(words, recipe, pass),
                refiner.map(it -> it.prompts(words, recipe, pass)));
    }

    /// @param refiner as the refiner reads them, if there is one
    record Prompts(PromptConditioning base, Optional<PromptConditioning> refiner) {}
}
