package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.atelier.golden.Golden;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that A1111 wrote, read and written again.
class InfotextTest {
    @TestFactory
    Stream<DynamicTest> writesWhatA1111WroteAfterReadingIt() {
        return Golden.tests(
                "e2e/tiny-sd1.json",
                "rows",
                "key",
                row -> {
                    if (row.get("kind").asText().equals("txt2img")) {
                        row.get("infotexts").forEach(text -> roundTrip(text.asText()));
                    }
                });
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

        assertEquals(List.of("\"" + field + "\" cannot be read."), reading.losses());
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

        assertEquals(5, reading.recipe().seed().value());
    }
}
