package dev.atelier.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atelier.app.shell.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The words of all features in all languages, compared with each other and with the code.
class BundlesTest {
    private static final Path MAIN = Path.of(System.getProperty("atelier.root"), "app/src/main");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");

    @TestFactory
    Stream<DynamicTest> saysTheSameInBothLanguages() throws IOException {
        return bundles()
                .map(file ->
                        dynamicTest(
                                MAIN.relativize(file).toString(),
                                () -> {
                                    var english = read(file);
                                    var chinese =
                                            read(file.resolveSibling("Messages_zh.properties"));
                                    assertEquals(keys(english), keys(chinese));
                                    for (var key : keys(english)) {
                                        assertFalse(chinese.getProperty(key).isBlank(), key);
                                        assertEquals(
                                                places(english.getProperty(key)),
                                                places(chinese.getProperty(key)),
                                                key);
                                    }
                                }));
    }

    /// A key is used if it stands in the code as it is, or is put together from a prefix that does.
    @TestFactory
    Stream<DynamicTest> hasNoWordsThatNobodyAsksFor() throws IOException {
        var code = code();
        return bundles()
                .map(file ->
                        dynamicTest(
                                MAIN.relativize(file).toString(),
                                () -> {
                                    for (var key : keys(read(file))) {
                                        assertTrue(used(key, code), "unused: " + key);
                                    }
                                }));
    }

    /// Only words with places are formats, in which an apostrophe is written twice.
    @TestFactory
    Stream<DynamicTest> writesApostrophesAsTheyAreShown() throws IOException {
        return bundles()
                .flatMap(file -> Stream.of(file, file.resolveSibling("Messages_zh.properties")))
                .map(file ->
                        dynamicTest(
                                MAIN.relativize(file).toString(),
                                () -> {
                                    var words = read(file);
                                    for (var key : keys(words)) {
                                        var text = words.getProperty(key);
                                        boolean format = text.matches("(?s).*\\{\\d.*");
                                        int twice = text.split("''", -1).length - 1;
                                        int all = text.split("'", -1).length - 1;
                                        assertEquals(format ? all / 2 : 0, twice, key);
                                    }
                                }));
    }

    @Test
    void namesEveryCommand() throws IOException {
        var words = read(MAIN.resolve("resources/dev/atelier/app/shell/Messages.properties"));
        for (var command : Command.values()) {
            var id = command.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertTrue(words.containsKey("command." + id), id);
        }
    }

    private static boolean used(String key, String code) {
        if (code.contains("\"" + key + "\"")) {
            return true;
        }
        int dot = key.indexOf('.');
        var rest = key.substring(dot + 1).replaceAll("\\.(help|mnemonic|short|words)$", "");
        // Constants of the engine's enums end a key as they are.
        return code.contains("\"" + key.substring(0, dot + 1) + "\"")
                && (rest.matches("[A-Z_]+")
                        || code.contains("\"" + rest + "\"")
                        || code.contains(rest.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static Stream<Path> bundles() throws IOException {
        try (var files = Files.walk(MAIN.resolve("resources"))) {
            return files.filter(file -> file.endsWith("Messages.properties")).toList().stream();
        }
    }

    private static String code() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(MAIN.resolve("java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static Set<String> keys(Properties properties) {
        return new TreeSet<>(properties.stringPropertyNames());
    }

    private static Set<String> places(String words) {
        var places = new TreeSet<String>();
        PLACE.matcher(words).results().forEach(place -> places.add(place.group(1)));
        return places;
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
