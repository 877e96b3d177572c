package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.atelier.golden.Golden;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that A1111 wrote, read and written again.
class InfotextTest {
    @TestFactory
    Stream<DynamicTest> writesWhatA1111WroteAfterReadingIt() {
        return Stream.of("tiny-sd1", "tiny-sd1-inpainting", "tiny-sd2-v", "tiny-sdxl")
                .filter(model -> Golden.file("e2e/" + model + ".json").isPresent())
                .flatMap(model ->
                        Golden.tests(
                                "e2e/" + model + ".json",
                                "rows",
                                "key",
                                row ->
                                        row.get("infotexts")
                                                .forEach(text -> roundTrip(text.asText()))));
    }

    private static void roundTrip(String text) {
        var reading = InfotextReader.read(text);
        // A1111's reader, too, drops spaces at the ends of lines.
        assertEquals(stripped(text), InfotextWriter.write(reading.recipe(), "v1.10.1"));
    }

    private static String stripped(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @TestFactory
    Stream<DynamicTest> quotesAsA1111() {
        return Golden.rows("infotext/infotext.json", "quote")
                .filter(row -> row.get(0).isTextual())
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.get(0).toString(),
                                () -> {
                                    var quoted = row.get(1).asText();
                                    assertEquals(quoted, Quoting.quote(row.get(0).asText()));
                                    assertEquals(row.get(0).asText(), Quoting.unquote(quoted));
                                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CFG scale: NaN",
                "CFG scale: Infinity",
                "Eta: NaN",
                "Schedule max sigma: 1e999",
                "Variation seed strength: NaN"
            })
    void listsNumbersWithoutAFiniteValue(String field) {
        var reading = InfotextReader.read("a cat\nSteps: 20, Seed: 1, " + field + ", Size: 64x64");

        assertEquals(List.of("\"" + field + "\" cannot be read."), reading.sentences());
    }

    /// Expected groups are those of A1111's pattern in Python's `re`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "\"a, b\" # a, b",
                "\"a \\\"b\\\", c\" # a \"b\", c",
                "\"\\\"b, c\\\"\" # \"b, c\"",
                "\"a, b\\\\\" # a, b\\",
                "\"\\\\, \\\\\" # \\, \\",
                "\"a\\nb: c\" # 'a\nb: c'",
                "\"open # \"open",
                "\"a\" b # \"a\" b",
                "\"\" # ''",
            })
    void readsQuotedValuesAsA1111(String written, String value) {
        var text =
                "x\nSteps: 1, Hires prompt: %s, Hires upscaler: Latent, Seed: 5".formatted(written);

        var hires = InfotextReader.read(text).recipe().hires().orElseThrow();

        assertEquals(value, hires.prompt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\\"", "a", " ", "\\\\\\\\", "x: y, ", "\"", "a/"})
    void readsVeryLongLinesInNoTime(String part) {
        var value = part.repeat(500_000 / part.length());
        var text =
                "x\nSteps: 1, Seed: 5, Hires prompt: \"%s\", Size: 64x64 %s"
                        .formatted(value, value);

        var reading =
                assertTimeoutPreemptively(Duration.ofSeconds(10), () -> InfotextReader.read(text));

        assertEquals(5, reading.recipe().seed().bits());
    }

    @Test
    void readsALongQuotedTextWithoutEnd() {
        var words = "a \"b\\, c: ".repeat(20_000);
        var recipe = Recipe.of("x", new Size(64, 64)).withHires(Optional.of(hires(words)));

        var reading = InfotextReader.read(InfotextWriter.write(recipe, ""));

        assertEquals(words, reading.recipe().hires().orElseThrow().prompt());
    }

    @Test
    void cutsSizesDownToWholeLatentPixels() {
        var reading = InfotextReader.read("a\nSteps: 20, Seed: 1, Size: 515x64");

        assertEquals(new Size(512, 64), reading.recipe().size());
        assertEquals(List.of("\"Size: 515x64\" became 512x64."), reading.sentences());
    }

    private static HiresPass hires(String prompt) {
        var d = HiresPass.DEFAULT;
        return new HiresPass(
                d.scale(),
                d.resize(),
                d.upscaler(),
                d.steps(),
                d.denoising(),
                d.sampler(),
                d.schedule(),
                prompt,
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901234567890", "18446744073709551615"})
    void keepsSeedsOf64Bits(String seed) {
        var text =
                "x\nSteps: 1, Sampler: Euler, Schedule type: Automatic, CFG scale: 7.0, Seed: %s, Size: 64x64, Variation seed: %s, Variation seed strength: 0.5"
                        .formatted(seed, seed);

        var reading = InfotextReader.read(text);

        assertEquals(List.of(), reading.sentences());
        assertEquals(seed, reading.recipe().seed().value().toString());
        assertEquals(text, InfotextWriter.write(reading.recipe(), ""));
    }
}
