package dev.atelier.structure;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for the source text of every module and cannot be seen in classes.
class SourcesTest {
    private static final Path ROOT = Path.of(System.getProperty("atelier.root"));

    private static final Pattern TEXT_BLOCK = Pattern.compile("(?s)\"\"\".*?\"\"\"");
    private static final Pattern WHOLE_NAME =
            Pattern.compile("(?<![\\w.])(?:java|javax|dev)(?:\\.[a-z]\\w*)+\\.([A-Z]\\w*)");

    @Test
    void everyPackageIsDescribedAndNullMarked() throws IOException {
        var lacking =
                sources("/src/main/java/").stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !describes(folder.resolve("package-info.java")))
                        .toList();

        assertEquals(List.of(), lacking, "packages without a /// text and @NullMarked");
    }

    /// A name that stands for two things has to be guessed from where it is used.
    @Test
    void everyFileHasANameOfItsOwn() throws IOException {
        var doubled =
                sources("/src/").stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("package-info.java"))
                        .collect(groupingBy(name -> name, TreeMap::new, counting()));
        doubled.values().removeIf(count -> count == 1);

        assertEquals(Map.of(), doubled, "names of several files");
    }

    @Test
    void halfOfTheFilesAreShort() throws IOException {
        var lengths =
                sources("/src/main/java/").stream()
                        .filter(file -> !file.endsWith("package-info.java"))
                        .mapToLong(file -> text(file).lines().count())
                        .sorted()
                        .toArray();

        assertFalse(lengths.length == 0, "no sources under " + ROOT);
        assertFalse(lengths[lengths.length / 2] > 150, "the median file has more than 150 lines");
    }

    @Test
    void sourcesHoldNoUnfinishedWork() throws IOException {
        Predicate<Path> unfinished =
                file ->
                        text(file)
                                .lines()
                                .anyMatch(line -> line.matches(".*\\b(TO" + "DO|FIX" + "ME)\\b.*"));

        var found = sources("/src/").stream().filter(unfinished).toList();

        assertEquals(List.of(), found, "files with unfinished work");
    }

    /// Unless two types of one name meet, a whole name is noise.
    @Test
    void typesAreImported() throws IOException {
        var named = new TreeMap<String, String>();
        for (var file : sources("/src/main/java/")) {
            var text = TEXT_BLOCK.matcher(text(file)).replaceAll("");
            text.lines()
                    .filter(line -> !line.matches("(import|package) .*|\\s*//.*|.*\".*"))
                    .flatMap(line -> WHOLE_NAME.matcher(line).results())
                    .filter(it -> text.split("\\b" + it.group(1) + "\\b", -1).length <= 2)
                    .forEach(it -> named.put(ROOT.relativize(file).toString(), it.group()));
        }

        assertEquals(Map.of(), named);
    }

    private static List<Path> sources(String part) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            ROOT.relativize(file)
                                    .toString()
                                    .replace('\\', '/')
                                    .contains(part.substring(1)))
                    .toList();
        }
    }

    private static boolean describes(Path packageInfo) {
        if (!Files.exists(packageInfo)) {
            return false;
        }
        var text = text(packageInfo);
        return text.startsWith("///") && text.contains("@NullMarked");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
