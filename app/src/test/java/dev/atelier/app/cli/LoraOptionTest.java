package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.LoraUse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LoraOptionTest {
    private static LoraUse read(String text) {
        return new Converters.OfLora().convert(text);
    }

    @ParameterizedTest
    @CsvSource({
        "ink, ink, 1, 1",
        "ink:0.8, ink, 0.8, 0.8",
        "ink:-.5:0.8, ink, -0.5, 0.8",
        "ink:1e-1, ink, 0.1, 0.1",
        "<lora:ink:0.5:0.8>, ink, 0.5, 0.8",
        "<lyco:ink>, ink, 1, 1",
        "C:\\loras\\ink.safetensors, C:\\loras\\ink.safetensors, 1, 1",
        "C:\\loras\\ink:0.8, C:\\loras\\ink, 0.8, 0.8",
        "/a:b/ink:0.8, /a:b/ink, 0.8, 0.8"
    })
    void readsNamesPathsTagsAndWeights(String text, String name, double own, double unet) {
        assertEquals(new LoraUse(name, own, unet), read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ink:abc", "ink:0.8:x", "ink:0,8", "ink:", "<lora:ink:abc>", "<ink>"})
    void namesAWeightThatIsNoNumber(String text) {
        var refused = assertThrows(TypeConversionException.class, () -> read(text));

        var words = String.valueOf(refused.getMessage());
        assertTrue(words.contains(text) && words.contains("0.8"), words);
    }
}
