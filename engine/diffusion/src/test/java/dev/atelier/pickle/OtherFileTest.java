package dev.atelier.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.atelier.recipe.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people find under the name of a model.
class OtherFileTest {
    @TempDir private Path folder;

    /// The form of https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md.
    @Test
    void aGitLfsPointerSaysThatItIsOne() throws IOException {
        var pointer =
                """
                version https://git-lfs.github.com/spec/v1
                oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
                size 4265380512
                """;

        assertEquals(
                "m.safetensors: it is a Git LFS pointer, not the model of 4265380512 bytes;"
                        + " download that, or run git lfs pull",
                refusal(pointer));
        assertEquals(
                "m.safetensors: it is a Git LFS pointer, not the model itself; download that, or"
                        + " run git lfs pull",
                refusal(pointer.substring(0, 60)));
    }

    @ParameterizedTest
    @CsvSource({
        "<!DOCTYPE html><html lang=\"en\">, a web page",
        "' \n<html>\n<body>', a web page",
        "'\u00ef\u00bb\u00bf<!doctype HTML>', a web page",
        "'<?xml version=\"1.0\"?>\n<html>', a web page",
        "'<!-- saved -->\n<head>', a web page",
        "'{\"error\":\"Unauthorized\",\"message\":\"log in\"}', a JSON text",
        "'[]', a JSON text",
        "'', empty",
        "GGUF\u0003, a GGUF file",
        "'\u0089PNG\r\n\u001a\n', a picture",
        "'\u00ff\u00d8\u00ff\u00e0', a picture",
        "'7z\u00bc\u00af', a packed archive",
        "'Rar!\u001a', a packed archive",
        "'\u001f\u008b\b', packed with gzip"
    })
    void otherFilesSayWhatTheyAre(String start, String what) throws IOException {
        assertEquals(
                "m.safetensors: it is " + what,
                refusal(start).replaceFirst("(?s)(?<!safetensors)[;,:].*", ""));
    }

    @Test
    void saysItInTheReadersLanguage() throws IOException {
        var file = folder.resolve("m.safetensors");
        Files.writeString(file, "<!DOCTYPE html><html>");
        var thrown = assertThrows(OtherFileException.class, () -> TensorFiles.open(file));

        var chinese = Locale.SIMPLIFIED_CHINESE;
        assertEquals("m.safetensors：它是网页，不是模型：网站要求登录，或没有该文件", thrown.kind().in(chinese));
        assertEquals("请重新下载。", thrown.remedy().orElseThrow().in(chinese));
        assertEquals("Download it again.", thrown.remedy().orElseThrow().english());
    }

    @Test
    void aFileThatIsCutShortSaysItInTheReadersLanguage() throws IOException {
        var file = folder.resolve("m.safetensors");
        Files.write(file, new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{'});
        var thrown = assertThrows(UnusableFileException.class, () -> TensorFiles.open(file));

        assertEquals("文件不完整：文件头有 100 字节，而文件只有 9 字节", thrown.what().in(Locale.SIMPLIFIED_CHINESE));
        assertEquals(
                "m.safetensors: it is cut short: its header has 100 bytes, but the file only 9",
                thrown.getMessage());
    }

    private String refusal(String content) throws IOException {
        var file = folder.resolve("m.safetensors");
        Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
        return String.valueOf(
                assertThrows(OtherFileException.class, () -> TensorFiles.open(file)).getMessage());
    }
}
