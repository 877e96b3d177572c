package dev.atelier.cloud.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.cloud.deploy.lint.Lint;
import dev.atelier.cloud.deploy.lint.LintContext;
import dev.atelier.cloud.deploy.lint.Rule;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// JSON that went through a word processor, a chat program or a Chinese keyboard.
class TypographyTest {
    /// What such a program makes of quotation marks and of punctuation between them.
    private static String typographic(String json) {
        var curled = Pattern.compile("\"([^\"\\n]*)\"").matcher(json).replaceAll("\u201C$1\u201D");
        return curled.replace("\u201D:", "\u201D：").replaceAll(",(?=\\s*\\n)", "，");
    }

    @Test
    void theArticlesSampleIsReadAsItWasWritten() throws Exception {
        for (var sample : new String[] {"article-sync.json", "article-async.json"}) {
            var written = Configs.text(sample);
            var pasted = typographic(written);

            assertEquals(ServiceConfig.read(written), ServiceConfig.read(pasted), sample);
            assertEquals(written, ServiceConfig.straightened(pasted), sample);
        }
    }

    @Test
    void theFirstLineIsNamedAndTheFixIsTheTextWithStraightMarks() throws Exception {
        var text = "{\n  \"a\": 1,\n  \u201Cb\u201D：“x”\n}";

        var found =
                Lint.check(text, LintContext.UNKNOWN).stream()
                        .filter(it -> it.rule() == Rule.TYPOGRAPHIC_MARKS)
                        .findFirst()
                        .orElseThrow();

        assertEquals(Map.of(JsonDeviation.TYPOGRAPHIC_MARKS, 3), ServiceConfig.deviations(text));
        assertEquals(
                "{\n  \"a\": 1,\n  \"b\":\"x\"\n}", found.respelling().orElseThrow().apply(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{“a”：1，“b”：“x，y：z”}      | {\"a\":1,\"b\":\"x，y：z\"}",
                "{‘a’: ‘it’s’}              | {\"a\": \"it’s\"}",
                "{\"a”: \"b”}               | {\"a\": \"b\"}",
                "{“a\": “b\"}               | {\"a\": \"b\"}",
                "{„a“: ＂b＂}               | {\"a\": \"b\"}",
                "{“a”: “say \"hi\" now”}    | {\"a\": \"say \\\"hi\\\" now\"}",
                "{“a”: “say “hi” now”}      | {\"a\": \"say “hi” now\"}",
                "｛“a”：［1，2］｝            | {\"a\":[1,2]}",
                "{“a”: “b” // “c”，         | {\"a\": \"b\" // “c”，"
            })
    void marksAreReplacedWhereJsonHasItsOwn(String pasted, String straight) {
        assertEquals(straight, ServiceConfig.straightened(pasted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"he said “hi”, and left：\"}",
                "{\"a\": \"‘b’\" , // “c”，\n \"d\": 'e’s' /* ： */ }",
                "{\"a\": \"\\\"“\"}",
                "# “a”：\n{}",
                "{\"script\": \"./webui.sh --x=“a b”\", \"b\": \"，\"}"
            })
    void whatTextsAndCommentsSayStays(String text) {
        assertEquals(text, ServiceConfig.straightened(text));
    }

    @Test
    void changesOfTheFormKeepCommentsAndStraightenTheMarks() throws Exception {
        var text = "{\n  // “ours”\n  “metadata”：{\"name\": “a”}\n}";

        var changed = ServiceConfig.read(text).with("/metadata/name", "b").toJson(text);

        assertEquals("{\n  // “ours”\n  \"metadata\":{\"name\": \"b\"}\n}", changed);
    }
}
