package dev.atelier.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The words of messages in both languages, compared with each other and with the code.
class MessagesTest {
    private static final Path ROOT = Path.of(System.getProperty("atelier.root"));
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)\\}");
    private static final String MADE = "(module|slider)\\..*";
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+\\.[a-z-]+)\"");

    @Test
    void saysTheSameInBothLanguages() throws IOException {
        var english = read("");
        var chinese = read("_zh");

        assertEquals(keys(english), keys(chinese));
        for (var key : keys(english)) {
            assertFalse(chinese.getProperty(key).isBlank(), key);
            assertEquals(places(english.getProperty(key)), places(chinese.getProperty(key)), key);
        }
    }

    @Test
    void everyKeyIsUsedAndEveryUsedKeyIsThere() throws IOException {
        var keys = keys(read(""));
        var others = ofTheStudio();
        var groups = keys.stream().map(key -> key.substring(0, key.indexOf('.'))).toList();
        var used =
                LITERAL.matcher(code())
                        .results()
                        .map(found -> found.group(1))
                        .filter(key -> groups.contains(key.substring(0, key.indexOf('.'))))
                        .filter(key -> keys.contains(key) || !others.contains(key))
                        .collect(Collectors.toCollection(TreeSet::new));

        // Those of preprocessors and their numbers are put together from the names of both.
        var made = keys.stream().filter(key -> key.matches(MADE)).toList();
        used.addAll(made);
        assertEquals(keys, used);
    }

    /// What no module but `app` says stands in its bundles.
    @Test
    void sentencesStandInTheModuleThatSaysThem() throws IOException {
        var below = new StringBuilder();
        for (var file : Code.sources()) {
            if (!file.startsWith(ROOT.resolve("app"))) {
                below.append(Files.readString(file));
            }
        }
        var said = LITERAL.matcher(below).results().map(it -> it.group(1)).toList();
        for (var bundle : Code.MESSAGES) {
            boolean ofApp = bundle.startsWith(ROOT.resolve("app"));
            var misplaced = keys(properties(bundle));
            misplaced.removeIf(key -> said.contains(key) != ofApp || key.matches(MADE));
            assertEquals(Set.of(), misplaced, bundle.toString());
        }
    }

    /// The keys that the studio has words of its own for.
    private static Set<String> ofTheStudio() throws IOException {
        var all = new TreeSet<String>();
        try (var files = Files.walk(ROOT.resolve("app/src/main/resources"))) {
            for (var file : files.filter(f -> f.endsWith("Messages.properties")).toList()) {
                all.addAll(keys(properties(file)));
            }
        }
        return all;
    }

    @Test
    void argumentsStandInTheirPlacesAsTheyAre() {
        var message = Message.of("unsupported.tag", "lora:{0}'s \"ink\":0.8");

        assertEquals(
                "The tag <lora:{0}'s \"ink\":0.8> does nothing on the local engine.",
                message.english());
        assertEquals(
                "标签 <lora:{0}'s \"ink\":0.8> 在本地引擎上不起作用。", message.in(Locale.SIMPLIFIED_CHINESE));
        assertEquals(
                "The service has no setting 1000.",
                Message.of("service.no-setting", 1000).in(Locale.FRENCH));
    }

    private static String code() throws IOException {
        var all = new StringBuilder();
        for (var file : Code.sources()) {
            all.append(Files.readString(file));
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

    /// @param language the end of a bundle's name; empty for English
    private static Properties read(String language) throws IOException {
        var all = new Properties();
        for (var bundle : Code.MESSAGES) {
            var name = bundle.getFileName().toString().replace(".", language + ".");
            properties(bundle.resolveSibling(name))
                    .forEach((key, words) ->
                            assertNull(all.put(key, words), key + " is in two bundles"));
        }
        return all;
    }

    private static Properties properties(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }
}
