package dev.atelier.app.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureMessagesTest {
    private static final Failure FAILURE =
            new Failure.ModelMissing(Message.of("unsupported.model", "boat's end {1}"));

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

        assertEquals(FAILURE.sentence() + " " + FAILURE.remedy(), FailureMessages.of(FAILURE));
    }

    @Test
    void aFileThatIsGoneOrForbiddenIsNamedAsSuch(@TempDir Path folder) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        var file = folder.resolve("a.png");
        var gone = assertThrows(IOException.class, () -> Files.readAllBytes(file));

        assertEquals(file + " is not there any more.", FailureMessages.of(gone));
        assertEquals(
                "The picture could not be saved: a.png may not be read or written by this user.",
                FailureMessages.notSaved(new AccessDeniedException("a.png")).english());
    }

    @Test
    void aSentenceThatEndsIsNotEndedTwice() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);

        assertEquals("It broke.", FailureMessages.of(new IOException("It broke.")));
        assertEquals("It broke.", FailureMessages.of(new IOException("It broke")));
        assertEquals("IOException.", FailureMessages.of(new IOException()));
    }

    @Test
    void saysTheSameInChinese() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);

        assertEquals(
                "没有找到模型 boat's end {1}。 请把它所在的文件夹加入模型文件夹，或选择其他模型。", FailureMessages.of(FAILURE));
    }
}
