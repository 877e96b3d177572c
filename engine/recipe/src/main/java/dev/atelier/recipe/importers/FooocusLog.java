package dev.atelier.recipe.importers;

import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.json.JsonText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The private log of Fooocus, `log.html` beside a day's pictures. Without "save metadata to
/// images" the settings of a picture stand there alone (`modules/private_logger.py`): a block for
/// each picture, in it a table of labels and values as the page shows them.
public final class FooocusLog {
    private static final String START = "class=\"image-container\"";
    private static final Pattern NAME = Pattern.compile("<a href=[\"']([^\"']+)[\"']");
    private static final Pattern ROW =
            Pattern.compile(
                    "<td class=['\"](?:key|label)['\"]>(.*?)</td><td class=['\"]value['\"]>(.*?)</td>",
                    Pattern.DOTALL);
    private static final Pattern BREAK = Pattern.compile("\\s?</?br ?/?>\\s?");
    private static final Pattern OLD_LORA = Pattern.compile("LoRA \\[(.+)] weight");

    private FooocusLog() {}

    /// @param html the page
    /// @return what the pictures were made with, by the name of the file; none of a page that is
    ///   none of Fooocus
    public static Map<String, ParsedRecipe> read(String html) {
        var found = new LinkedHashMap<String, ParsedRecipe>();
        if (!html.contains("Fooocus Log")) {
            return found;
        }
        for (int at = html.indexOf(START); at >= 0; ) {
            int next = html.indexOf(START, at + 1);
            var block = html.substring(at, next < 0 ? html.length() : next);
            var name = NAME.matcher(block);
            if (name.find()) {
                var file =
                        URLDecoder.decode(
                                name.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
                recipe(block).ifPresent(it -> found.putIfAbsent(file, it));
            }
            at = next;
        }
        return found;
    }

    private static Optional<ParsedRecipe> recipe(String block) {
        var fields = new LinkedHashMap<String, Object>();
        int loras = 0;
        for (var row = ROW.matcher(block); row.find(); ) {
            var label = row.group(1).strip();
            var value = plain(row.group(2));
            var old = OLD_LORA.matcher(label);
            if (old.matches()) {
                fields.put("lora_combined_" + ++loras, old.group(1) + " : " + value);
            } else if (label.startsWith("LoRA")) {
                fields.put("lora_combined_" + ++loras, value);
            } else {
                fields.put(key(label), value);
            }
        }
        return fields.isEmpty() ? Optional.empty() : FooocusReader.read(JsonText.line(fields));
    }

    /// As its JSON calls what the page calls `Negative Prompt`.
    private static String key(String label) {
        return label.equals("Fooocus V2 Expansion")
                ? "prompt_expansion"
                : label.toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    /// Newlines stand as breaks; little else is escaped.
    private static String plain(String value) {
        return BREAK.matcher(value)
                .replaceAll("\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#x27;", "'")
                .replace("&amp;", "&")
                .strip();
    }
}
