package dev.atelier.app.cli;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.lora.FewSteps;
import dev.atelier.lora.LoraFile;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.prompt.LoraTag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// LoRAs of few steps that a recipe does not use as they are meant to be used.
final class LcmHint {
    /// How they are meant to be used.
    static final Message SETTINGS =
            Message.of("cli.few-settings", FewSteps.STEPS, Math.round(FewSteps.CFG));

    private LcmHint() {}

    /// A sentence for each.
    static List<Message> of(Recipe recipe, ModelLibrary library) {
        boolean meant =
                recipe.sampling().sampler() == SamplerId.LCM
                        && recipe.sampling().cfgScale() <= FewSteps.CFG;
        return meant
                ? List.of()
                : LoraTag.of(recipe).stream()
                        .map(LoraTag::name)
                        .distinct()
                        .filter(name ->
                                library.file(ModelKind.LORA, name)
                                        .filter(LcmHint::isLcm)
                                        .isPresent())
                        .map(name -> Message.of("cli.few-steps", name, SETTINGS, FewSteps.STEPS))
                        .toList();
    }

    private static boolean isLcm(Path file) {
        try (var open = LoraFile.open(file)) {
            return FewSteps.isLcm(file, open.metadata());
        } catch (IOException e) {
            return false; // using it says what is wrong
        }
    }
}
