package dev.atelier.app.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.app.library.LibraryIndex;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import dev.atelier.recipe.infotext.PngText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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
    void aDiskThatRefusesIsASentenceAndPartOfOne() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);
        var full = new FileSystemException("a.png", null, "No space left on device");

        assertEquals(
                "The disk is full. Free some space or choose another folder in the settings.",
                FailureMessages.of(full));
        assertEquals(
                "The picture could not be saved: the disk is full; free some space or choose another folder in the settings.",
                FailureMessages.notSaved(full).english());
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

    /// What stores, queues and files say is said in the user's language, too, and ends once.
    @Test
    void aStoreThatFailsSaysSoInChinese(@TempDir Path folder) throws IOException {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);

        var index = assertThrows(IOException.class, () -> openedToRead(folder));
        assertEquals(folder + " 中还没有图库索引。", FailureMessages.of(index));
        assertEquals(
                "not a sound PNG: its header is missing",
                assertThrows(IOException.class, () -> PngText.read(new byte[40])).getMessage());
        var gone = Message.of("pictures.away-folder", "/pictures");
        assertEquals(
                "文件夹 /pictures 不存在。请连接其所在的驱动器，或将它从图库来源中移除。",
                FailureMessages.of(new MessageException(gone)));
    }

    private static void openedToRead(Path folder) throws IOException {
        try (var index = LibraryIndex.openToRead(folder)) {
            index.sources();
        }
    }
}
