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
        var recipe = ROOT.resolve("engine/recipe/src/main/java/dev/atelier/recipe");
        try (var infotext = Files.list(recipe.resolve("infotext"));
                var importers = Files.list(recipe.resolve("importers"))) {
            return Stream.of(
                            infotext.filter(file -> file.toString().endsWith("Fields.java")),
                            importers,
                            Stream.of(
                                    words.resolve("RecipeImport.java"),
                                    words.resolve("Losses.java"),
                                    words.resolve("WildcardFinding.java"),
                                    words.resolve("WildcardFolder.java"),
                                    recipe.resolve("json/RecipeJson.java")))
                    .flatMap(it -> it)
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
            var key = Sentences.key(said);
            assertTrue(key.isPresent(), said);
            // A template of places alone fits any sentence.
            assertTrue(!key.get().equals("said.SET_REFUSED") || said.equals("1: 1."), said);
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
                "ComfyUI's sampler \"lms\" is not known here; Euler takes its place. # 不支持 ComfyUI 的采样器“lms”，改用 Euler。",
                "NovelAI's SMEA samplers are not known here. # 不支持 NovelAI 的 SMEA 采样器。",
                "steps: steps: expected 1 to 10000, got 0. # “steps”不可用：steps 应为 1 到 10000，实际为 0。",
                "\"size\": size: expected multiples of 8, got 9x9. # “size”不可用：size 应为 8 的倍数，实际为 9x9。",
                "\"seed\": seed: expected 0 to 9, or -1 for a random one, got -7. # “seed”不可用：seed 应为 0 到 9，或用 -1 表示随机，实际为 -7。",
                "Something without a translation. # Something without a translation."
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
