package dev.atelier.app.create.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.create.words.Imported.Found;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {
    private static final Path ROOT = Path.of(System.getProperty("atelier.root"));

    /// A sentence in code: from a capital letter, a place or a quotation mark to a full stop.
    private static final Pattern SENTENCE =
            Pattern.compile("\"((?:\\\\\"%|[A-Z%])(?:[^\"\\\\]|\\\\\")*\\.)\"");

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @AfterEach
    void restore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    static Stream<Path> speakers() throws IOException {
        var words = ROOT.resolve("app/src/main/java/dev/atelier/app/create/words");
        try (var infotext =
                Files.list(
                        ROOT.resolve("engine/recipe/src/main/java/dev/atelier/recipe/infotext"))) {
            return Stream.concat(
                    infotext.filter(file -> file.toString().endsWith("Fields.java")),
                    Stream.of(
                            words.resolve("RecipeImport.java"),
                            words.resolve("Losses.java"),
                            words.resolve("WildcardFinding.java"),
                            words.resolve("WildcardFolder.java"),
                            ROOT.resolve(
                                    "engine/recipe/src/main/java/dev/atelier/recipe/json/RecipeJson.java")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("speakers")
    void everySentenceInTheCodeIsKnown(Path file) throws IOException {
        for (var found : SENTENCE.matcher(Files.readString(file)).results().toList()) {
            var said =
                    found.group(1)
                            .replace("\\\"", "\"")
                            .replace("is not %s.", "is not a number.")
                            .replaceAll("%[sd]", "1");
            assertTrue(Sentences.key(said).isPresent(), said);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "\"Moon phase: full\" is not understood. # 未能识别“Moon phase: full”。",
                "\"Size: 641x448\" became 640x448. # “Size: 641x448”已改为 640x448。",
                "\"steps\" is not a whole number. # “steps”不是整数。",
                "There is no wildcard \"sky\". # 没有名为“sky”的通配符。",
                "3 more were not understood. # 另有 3 处未能识别。",
                "Something nobody has translated. # Something nobody has translated."
            })
    void saysItInChinese(String english, String chinese) {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);

        assertEquals(chinese, Sentences.said(english));
    }

    @Test
    void saysItInEnglishAsItIs() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.ENGLISH);

        assertEquals("\"a: b\" is not understood.", Sentences.said("\"a: b\" is not understood."));
    }

    @Test
    void everyLossOfARealImportIsSaidInChinese() {
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        var infotext =
                "a cat\nSteps: 12, Sampler: Nobody, CFG scale: x, Seed: ?, Size: 641x449, Mask blur:"
                        + " 4, Denoising strength: 0.5, Moon: full, ControlNet 0: \"Module: canny,"
                        + " Model: control [1], Weight: heavy\"";
        var json =
                "{\"schema\": 99, \"prompt\": 1, \"size\": [], \"tiling\": 3, \"noise\": \"?\","
                        + " \"batch\": {\"size\": 1.5, \"count\": -1}, \"mode\": {\"kind\": \"?\"},"
                        + " \"loras\": {}, \"other\": 0}";
        var losses =
                Stream.concat(
                                ((Found) RecipeImport.read(infotext)).losses().stream(),
                                RecipeJson.read(json).sentences().stream())
                        .toList();

        assertTrue(losses.size() > 8, losses.toString());
        assertEquals(
                List.of(), losses.stream().filter(it -> Sentences.said(it).equals(it)).toList());
    }
}
