package dev.atelier.app.models.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.FamilyVariant;
import dev.atelier.app.models.ModelRow;
import dev.atelier.checkpoint.Family;
import dev.atelier.checkpoint.Variant;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelChoicesTest {
    @Test
    void offersTheBundledModelBeforeAnythingWasLookedAt() {
        assertEquals(List.of("starter"), names(List.of(), List.of()));
    }

    @Test
    void putsRecentOnesFirstAndBrokenOnesLast() {
        var rows =
                List.of(
                        row("starter", ""),
                        row("a", ""),
                        row("b", "it is cut short"),
                        row("c", ""));

        assertEquals(List.of("c", "starter", "a", "b"), names(rows, List.of("c", "b")));
    }

    @Test
    void offersOnlyCheckpoints() {
        var lora =
                new ModelRow(
                        "style",
                        Path.of("style"),
                        ModelKind.LORA,
                        new ModelRow.Facts(Optional.empty(), "", 0, ""),
                        1,
                        Optional.empty());

        assertEquals(List.of("starter"), names(List.of(lora), List.of()));
    }

    private static ModelRow row(String name, String problem) {
        var facts =
                new ModelRow.Facts(
                        Optional.of(new FamilyVariant(Family.SD1, Variant.STANDARD)),
                        "f16",
                        512,
                        "");
        var wrong =
                Optional.of(problem)
                        .filter(words -> !words.isEmpty())
                        .map(words ->
                                new ModelRow.Problem(
                                        ModelRow.ProblemKind.CUT_SHORT, Message.plain(words)));
        return new ModelRow(name, Path.of(name), ModelKind.CHECKPOINT, facts, 1, wrong);
    }

    private static List<String> names(List<ModelRow> rows, List<String> recent) {
        return ModelChoices.of(rows, recent).stream().map(ModelChoice::name).toList();
    }
}
