package dev.atelier.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Problems are values: no code looks into a sentence, neither into one of ours nor into the
/// message of an exception. Some programs pass on nothing but a text; of each of these one class
/// reads it, and those classes are named here and in the notes on architecture.
class SearchedWordsTest {
    private static final Path ROOT = Path.of(System.getProperty("atelier.root"));

    /// Who reads what of which program.
    private static final Map<String, String> EDGES =
            Map.of(
                    "SystemError", "the operating system's reasons, which Java has no types for",
                    "PyTorchErrors", "PyTorch's lack of memory, a C++ error with a text",
                    "TorchException", "hands PyTorch's text to PyTorchErrors",
                    "TorchSource", "puts our line numbers into what TorchScript says",
                    "Message", "takes the full stop off what another program says",
                    "StartProblem", "Kubernetes' reasons inside texts of the control plane",
                    "WebuiErrors", "the error fields of the webui's answers",
                    "NvidiaSmi", "the table of nvidia-smi");

    /// What gives the words of a problem.
    private static final String WORDS =
            "(?:getMessage|getLocalizedMessage|getOriginalMessage|getReason|english|sentence|remedy)"
                    + "\\(\\)|\\b(?:FailureMessages|Explained)\\.\\w+\\([^;{]*?\\)";

    private static final String SEARCH =
            "(?:contains|startsWith|endsWith|matches|indexOf|lastIndexOf|equals|equalsIgnoreCase"
                    + "|regionMatches|contentEquals|split|replace\\w*|substring)\\(";

    /// `e.getMessage().contains(`, also behind `String.valueOf(…)` and calls such as `strip()`.
    private static final Pattern DIRECT =
            Pattern.compile(
                    "(?:" + WORDS + ")\\)?(?:\\s*\\.\\w+\\([^()]*\\))*?\\s*\\.\\s*" + SEARCH);

    /// `"text".equals(e.getMessage())`, `Pattern.matcher(e.getMessage())`.
    private static final Pattern REVERSE =
            Pattern.compile(
                    "\\.(?:equals|equalsIgnoreCase|contentEquals|matcher|matches|compare\\w*)"
                            + "\\((?:String\\.valueOf\\()?[\\w.]*(?:\\(\\)\\.)?(?:"
                            + WORDS
                            + ")");

    /// `var text = e.getMessage();`
    private static final Pattern KEPT =
            Pattern.compile("(?:var|String)\\s+(\\w+)\\s*=[^;{]*?(?:" + WORDS + ")[^;]*;");

    @Test
    void nothingSearchesAMessage() throws IOException {
        var found = new ArrayList<String>();
        for (var file : Code.sources()) {
            var name = name(file);
            if (!EDGES.containsKey(name)) {
                searched(Files.readString(file)).forEach(it -> found.add(name + ": " + it));
            }
        }

        assertEquals(List.of(), found, "code that looks into the words of a problem");
    }

    @Test
    void theEdgesAreThereAndDescribed() throws IOException {
        var names =
                Code.sources().stream().map(SearchedWordsTest::name).collect(Collectors.toSet());
        var page = Files.readString(ROOT.resolve("assets/docs/architecture.md"));

        for (var edge : EDGES.keySet()) {
            assertTrue(names.contains(edge), edge + " is no class any more");
            assertTrue(page.contains("`" + edge + "`"), edge + " is not on the page");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (e.getMessage().contains(\"full\")) {",
                "if (String.valueOf(e.getMessage()).startsWith(\"x\")) {",
                "return String.valueOf(e.getMessage())\n    .strip()\n    .endsWith(\".\");",
                "case IOException e when \"Shutdown\".equals(e.getMessage()) -> 1;",
                "var said = e.getMessage();\n int n = 0;\n if (said.matches(\".*full\")) {",
                "String said = failure.what().english();\n return said.indexOf('.');",
                "if (FailureMessages.of(e).contains(\"full\")) {",
                "return FULL.matcher(e.getReason()).find();"
            })
    void findsWhatSearches(String code) {
        assertEquals(1, searched(code).size(), code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log.info(\"no picture: {}\", e.getMessage());",
                "var said = e.getMessage();\n terminal.out().println(said);",
                "return Message.of(\"cli.fault\", name, Explained.reasonOf(e));",
                "if (name.startsWith(\"a\")) {\n throw new IOException(e.getMessage());"
            })
    void leavesWhatOnlyPassesOn(String code) {
        assertEquals(List.of(), searched(code), code);
    }

    /// What stands alone ends with a full stop, what stands in another sentence does not: so nobody
    /// has to look at its end.
    @Test
    void sentencesEndAndReasonsDoNot() throws IOException {
        var words = english();
        var reasons =
                Pattern.compile(
                        "new (?:MessageException|PngException|PictureException|PromptException"
                                + "|InvalidValueException|RefusedValueException|OtherFileException"
                                + "|CheckpointException|EmbeddingException|LoraException"
                                + "|PickleException|SafetensorsException|DiffusersException)\\("
                                + "[^;]*?Message\\.of\\(\\s*\"([a-z]+\\.[a-z-]+)\"");
        var sentences =
                Pattern.compile(
                        "new (?:DeviceProblem|NoAccountException|OssStoreException|ConfigException"
                                + "|Failure\\.\\w+)\\([^;\"]*?Message\\.of\\("
                                + "\\s*\"([a-z]+\\.[a-z-]+)\"");
        var wrong = new TreeSet<String>();
        int looked = 0;
        for (var file : Code.sources()) {
            var code = Files.readString(file);
            for (var key : keys(reasons.matcher(code))) {
                looked++;
                if (words.getOrDefault(key, "").endsWith(".")) {
                    wrong.add(key + " ends with a full stop");
                }
            }
            for (var key : keys(sentences.matcher(code))) {
                looked++;
                if (!words.getOrDefault(key, "").matches(".*\\.( \\{\\d\\})?")) {
                    wrong.add(key + " does not end with a full stop");
                }
            }
        }

        assertEquals(new TreeSet<>(), wrong);
        assertTrue(looked > 100, "keys that were looked at: " + looked);
    }

    private static List<String> searched(String source) {
        var code = source.lines().filter(line -> !line.strip().startsWith("//")).toList();
        var text = String.join("\n", code);
        var found = new ArrayList<String>();
        for (var pattern : List.of(DIRECT, REVERSE)) {
            pattern.matcher(text).results().forEach(it -> found.add(it.group()));
        }
        KEPT.matcher(text)
                .results()
                .forEach(kept -> {
                    var uses = Pattern.compile("\\b" + kept.group(1) + "\\s*\\.\\s*" + SEARCH);
                    var scope = text.substring(kept.end(), endOfMethod(text, kept.end()));
                    uses.matcher(scope).results().forEach(it -> found.add(it.group()));
                });
        return found;
    }

    /// Up to the brace that closes the block of `from`.
    private static int endOfMethod(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth < 0) {
                return i;
            }
        }
        return text.length();
    }

    private static List<String> keys(Matcher found) {
        return found.results().map(it -> it.group(1)).toList();
    }

    private static Map<String, String> english() throws IOException {
        var all = new TreeMap<String, String>();
        for (var bundle : Code.MESSAGES) {
            var words = new Properties();
            try (var in = Files.newBufferedReader(bundle)) {
                words.load(in);
            }
            words.forEach((key, value) -> all.put(key.toString(), value.toString()));
        }
        return all;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
