package dev.atelier.cloud.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that are no config only because of their brackets. The whole text is read by Jackson
/// itself, which has no part in mending.
class BracketsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void assertMends(String whole, String broken) throws Exception {
        var repaired = ServiceConfig.repaired(broken).orElseThrow(() -> new AssertionError(broken));
        assertEquals(JSON.readTree(whole), JSON.readTree(repaired), repaired);
    }

    /// Each bracket that stands alone in its line is missing once; where what is left is still read
    /// up to its end, the same config comes out.
    @Test
    void aMissingClosingBracketOfAnIndentedTextIsPutWhereItWas() throws Exception {
        var whole = Configs.sound().toJson();
        int repaired = 0;
        var lines = whole.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean next = i + 1 < lines.size() && lines.get(i + 1).strip().matches("[}\\]],?");
            if (lines.get(i).strip().matches("[}\\]]") && (next || i + 1 == lines.size())) {
                var broken = new StringBuilder();
                for (int j = 0; j < lines.size(); j++) {
                    broken.append(j == i ? "" : lines.get(j) + "\n");
                }
                assertMends(whole, broken.toString());
                repaired++;
            }
        }
        assertEquals(true, repaired >= 4, "only " + repaired + " cases");
    }

    @Test
    void linesKeepTheirNumbers() {
        var broken = "{\n  \"cloud\": {\n    \"computing\": {\n    }\n}\n";
        assertEquals(
                Optional.of("{\n  \"cloud\": {\n    \"computing\": {\n    }\n}}\n"),
                ServiceConfig.repaired(broken));
        assertEquals(
                Optional.of("{\n  \"metadata\": {\n    \"instance\": 1\n  }\n}\n"),
                ServiceConfig.repaired("{\n  \"metadata\": {\n    \"instance\": 1\n\n"));
    }

    @Test
    void bracketsInOneLineAreClosedAtTheEnd() throws Exception {
        assertMends("{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,2]}");
        assertMends("{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,2");
        assertMends("{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,2}}");
        assertMends("{\"a\":{\"b\":[1,2]}}", "{\"a\":{\"b\":[1,2]}}}");
        assertMends("{\"a\":\"}{\"}", "{\"a\":\"}{\"");
    }

    @Test
    void commentsStay() {
        assertEquals(
                Optional.of("{\n  # } closes nothing\n  \"a\": 1\n}\n"),
                ServiceConfig.repaired("{\n  # } closes nothing\n  \"a\": 1\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "",
                "no config",
                "[1, 2",
                "{\"a\": \"cut wi",
                "{\"a\" 1",
                "{\"a\":1 \"b\":2}"
            })
    void whatIsRightOrHasOtherFaultsIsLeftAlone(String text) {
        assertEquals(Optional.empty(), ServiceConfig.repaired(text));
    }
}
