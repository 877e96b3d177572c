package dev.atelier.recipe.importers;

import dev.atelier.recipe.Issue;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.infotext.InfotextReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text of Civitai's own generator: A1111's, with two JSON values in its last line that are not
/// quoted, `Civitai resources: […]` and `Civitai metadata: {…}`.
final class CivitaiText {
    private static final Pattern FIELD =
            Pattern.compile(",? ?Civitai (resources|metadata): ?(?=[\\[{])");

    private final StringBuilder rest = new StringBuilder();
    private List<Node> resources = List.of();
    private Node metadata = Node.NONE;

    private CivitaiText() {}

    static Optional<ParsedRecipe> read(String text) {
        var civitai = new CivitaiText();
        return civitai.part(text) ? Optional.of(civitai.reading()) : Optional.empty();
    }

    private boolean part(String text) {
        var field = FIELD.matcher(text);
        int at = 0;
        while (field.find(at)) {
            int end = end(text, field.end());
            if (end < 0) {
                break;
            }
            rest.append(text, at, field.start());
            if (field.group(1).equals("resources")) {
                var wrapped = "{\"list\":" + text.substring(field.end(), end) + "}";
                resources = Node.of(wrapped).at("list").items();
            } else {
                metadata = Node.of(text.substring(field.end(), end));
            }
            at = end;
        }
        rest.append(text, at, text.length());
        return at > 0;
    }

    /// Behind the JSON value that begins at a place; -1 where it never ends.
    private static int end(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if ((c == ']' || c == '}') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private ParsedRecipe reading() {
        var reading = InfotextReader.read(rest.toString());
        var recipe = reading.recipe();
        var issues = new ArrayList<>(reading.issues());
        issues.removeIf(issue -> issue.where().equals("Created Date"));
        var loras = new ArrayList<LoraUse>(recipe.loras());
        for (var resource : resources) {
            var name = resource.at("modelName").text().orElse("");
            var type = resource.at("type").text().orElse("").toLowerCase(Locale.ROOT);
            double weight = resource.at("weight").number().orElse(1.0);
            switch (type) {
                case "checkpoint" -> {
                    if (recipe.model().isEmpty() && !name.isEmpty()) {
                        recipe = recipe.withModel(Optional.of(new ModelRef(name, "")));
                    }
                }
                case "lora", "locon", "dora" -> loras.add(new LoraUse(name, weight, weight));
                default ->
                        issues.add(
                                new Issue(
                                        "Civitai resources",
                                        Message.of("issue.civitai-out", type, name)));
            }
        }
        for (var key : metadata.keys()) {
            var value = metadata.at(key);
            if (!value.isEmpty()) {
                var shown = ImportDraft.shown(value.value());
                issues.add(
                        new Issue(
                                "Civitai metadata",
                                Message.of("issue.civitai-metadata", key, shown)));
            }
        }
        return new ParsedRecipe(loras.isEmpty() ? recipe : recipe.withLoras(loras), issues);
    }
}
