package dev.atelier.app.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.importing.Imported.Found;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.RecipeJson;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IssuesInChineseTest {
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Test
    void everyLossOfARealImportIsSaidInChinese() {
        var infotext =
                "a cat\nSteps: 12, Sampler: Nobody, CFG scale: x, Seed: ?, Size: 641x449, Mask blur:"
                        + " 4, Denoising strength: 0.5, Moon: full, ControlNet 0: \"Module: canny,"
                        + " Model: control [1], Weight: heavy\"";
        var json =
                "{\"schema\": 99, \"prompt\": 1, \"size\": [], \"tiling\": 3, \"noise\": \"?\","
                        + " \"batch\": {\"size\": 1.5, \"count\": -1}, \"mode\": {\"kind\": \"?\"},"
                        + " \"loras\": {}, \"other\": 0}";
        var issues =
                Stream.concat(
                                ((Found) RecipeImport.read(infotext)).issues().stream(),
                                RecipeJson.read(json).issues().stream())
                        .map(Issue::message)
                        .toList();

        assertTrue(issues.size() > 8, issues.toString());
        assertEquals(List.of(), issues.stream().filter(Message::isPlain).toList());
        assertEquals(
                List.of(),
                issues.stream().filter(it -> it.in(CHINESE).equals(it.english())).toList());
    }

    @Test
    void valuesAndTheirReasonsStandInTheSentence() {
        assertEquals(
                "未能识别“Moon phase: full”。",
                said("Steps: 1, Sampler: Euler, Seed: 1, Moon phase: full"));
        assertEquals(
                "“Size: 641x448”已改为 640x448。",
                said("Steps: 1, Sampler: Euler, Seed: 1, Size: 641x448"));
    }

    /// A sentence that holds another is of one language.
    @Test
    void reasonsAreInTheLanguageOfTheirSentence() {
        var refused = assertThrows(InvalidValueException.class, () -> new Batch(99, 1));
        var loss = Message.of("issue.refused", "batch", InvalidValueException.reason(refused));

        assertEquals(
                "\"batch\": batch: expected 1 to 64 at once and 1 to 10000 times, got 99 and 1.",
                loss.english());
        assertEquals("“batch”不可用：batch 应为 每批 1 到 64 张、共 1 到 10000 批，实际为 99 和 1。", loss.in(CHINESE));
    }

    private static String said(String infotext) {
        var found = (Found) RecipeImport.read("a cat\n" + infotext);
        return found.issues().getFirst().message().in(CHINESE);
    }
}
