package dev.atelier.app.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Failure;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
    private static final Failure FAILURE =
            new Failure.ModelMissing("There is no model \"boat's end {1}\".");

    private Locale before;

    @BeforeEach
    void remember() {
        before = Locale.getDefault(Locale.Category.DISPLAY);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @Test
    void saysInEnglishWhatTheEngineSays() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);

        assertEquals(FAILURE.sentence() + " " + FAILURE.remedy(), FailureWords.of(FAILURE));
    }

    @Test
    void saysInChineseWhatToDoAndKeepsTheDetail() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);

        var words = FailureWords.of(FAILURE);

        assertTrue(words.startsWith("找不到模型："), words);
        assertTrue(words.contains(FAILURE.sentence()), words);
        assertTrue(words.endsWith("。"), words);
    }
}
