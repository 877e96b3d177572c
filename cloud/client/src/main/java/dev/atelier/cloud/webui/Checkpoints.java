package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The checkpoints of a service, from `/sdapi/v1/sd-models`. They are compared before a call is
/// sent, because A1111 keeps the loaded model silently where it does not know the one asked for.
///
/// @param titles as the service shows them, such as `folder/name.safetensors [0123456789]`; empty
///   where it does not list them
/// @param names all other names it knows them by
record Checkpoints(List<String> titles, Set<String> names) {
    private static final int SHOWN = 5;

    Checkpoints {
        titles = List.copyOf(titles);
        names = Set.copyOf(names);
    }

    static Checkpoints read(JsonNode list) {
        var titles = new ArrayList<String>();
        var names = new HashSet<String>();
        for (var entry : list) {
            var title = entry.path("title").asText();
            if (!title.isEmpty()) {
                titles.add(title);
                names.add(entry.path("model_name").asText());
                names.add(entry.path("hash").asText());
                var file = title.replaceFirst(" \\[[0-9a-fA-F]*\\]$", "");
                names.add(file);
                // A1111 also finds a file by a part of its title.
                var last = file.substring(file.lastIndexOf('/') + 1);
                names.add(last);
                names.add(last.replaceFirst("\\.[a-z]+$", ""));
            }
        }
        names.remove("");
        return new Checkpoints(titles, names);
    }

    /// Empty where the service has a recipe's checkpoint, or may have it.
    Optional<Unsupported> missing(Recipe recipe, String service) {
        var wanted = recipe.model().map(ModelRef::name).orElse("");
        if (wanted.isEmpty()
                || titles.isEmpty()
                || titles.contains(wanted)
                || names.contains(wanted)) {
            return Optional.empty();
        }
        var some = titles.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return Optional.of(
                Unsupported.refused(
                        RecipeField.MODEL,
                        Message.of("service.no-checkpoint", service, wanted),
                        Message.of(
                                "service.choose-checkpoint",
                                titles.size() > SHOWN ? some + ", …" : some)));
    }
}
