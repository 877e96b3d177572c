package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of a service besides its checkpoints, by the names that it lists. A webui leaves out
/// silently what it does not have, so recipes are compared with the lists before they are sent.
///
/// @param vaeNames as `/sdapi/v1/sd-vae` names them; empty where that is not listed, so with all
/// @param loraNames names and aliases of `/sdapi/v1/loras`
/// @param words names of `/sdapi/v1/embeddings`
/// @param controlNames of `/controlnet/model_list`, such as `control_canny [0123abcd]`
/// @param upscalerNames of `/sdapi/v1/latent-upscale-modes` and `/sdapi/v1/upscalers`
record ServiceFiles(
        Optional<List<String>> vaeNames,
        Optional<List<String>> loraNames,
        Optional<List<String>> words,
        Optional<List<String>> controlNames,
        Optional<List<String>> upscalerNames) {
    static List<String> vaes(JsonNode list) {
        return texts(list, "model_name");
    }

    /// The alias is another name of the same file and is not listed twice.
    static List<String> loras(JsonNode list) {
        var names = new ArrayList<String>();
        for (var entry : list) {
            names.add(entry.path("name").asText());
            var alias = entry.path("alias").asText("");
            if (!alias.isEmpty() && !names.contains(alias)) {
                names.add(alias);
            }
        }
        return List.copyOf(names);
    }

    static List<String> embeddings(JsonNode answer) {
        var names = new ArrayList<String>();
        answer.path("loaded").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    static List<String> controls(JsonNode answer) {
        var names = new ArrayList<String>();
        answer.path("model_list").forEach(it -> names.add(it.asText()));
        names.remove("None");
        return List.copyOf(names);
    }

    /// Those of latents first, as in A1111.
    static List<String> upscalers(JsonNode latent, JsonNode others) {
        var names = new ArrayList<>(texts(latent, "name"));
        names.addAll(texts(others, "name"));
        return List.copyOf(names);
    }

    private static List<String> texts(JsonNode list, String field) {
        var names = new ArrayList<String>();
        list.forEach(entry -> names.add(entry.path(field).asText()));
        return List.copyOf(names);
    }

    List<String> vaes() {
        return vaeNames.orElse(List.of());
    }

    List<String> loras() {
        return loraNames.orElse(List.of());
    }

    List<String> embeddings() {
        return words.orElse(List.of());
    }

    List<String> controls() {
        return controlNames.orElse(List.of());
    }

    /// Kinds that the service has no list of.
    Set<WebuiFacts.Kind> unlisted() {
        var kinds = EnumSet.noneOf(WebuiFacts.Kind.class);
        Map.of(
                        WebuiFacts.Kind.VAE, vaeNames,
                        WebuiFacts.Kind.LORA, loraNames,
                        WebuiFacts.Kind.EMBEDDING, words,
                        WebuiFacts.Kind.CONTROLNET, controlNames)
                .forEach((kind, names) -> {
                    if (names.isEmpty()) {
                        kinds.add(kind);
                    }
                });
        return kinds;
    }

    /// Empty where they are not listed.
    List<String> upscalers() {
        return upscalerNames.orElse(List.of());
    }

    /// Files and upscalers of a recipe that the service has not, as far as it lists them.
    List<Unsupported> unsupported(Recipe recipe, String service) {
        var found = new ArrayList<Unsupported>();
        recipe.namedVae()
                .filter(name -> !missing(vaeNames.orElse(List.of(name)), List.of(name)).isEmpty())
                .ifPresent(name ->
                        found.add(
                                Unsupported.leftOut(
                                        RecipeField.VAE,
                                        Message.of("service.no-vae", service, name))));
        recipe.secondPass()
                .map(HiresPass::upscaler)
                .filter(name -> upscalerNames.filter(all -> !all.contains(name)).isPresent())
                .ifPresent(name ->
                        found.add(
                                Unsupported.refused(
                                        RecipeField.HIRES_UPSCALER,
                                        Message.of("service.no-upscaler", service, name),
                                        Message.of("unsupported.choose-upscaler"))));
        if (loraNames.isPresent()) {
            for (var name : missing(loras(), loras(recipe))) {
                found.add(
                        Unsupported.leftOut(
                                RecipeField.LORAS, Message.of("service.no-lora", service, name)));
            }
        }
        if (controlNames.isPresent()) {
            var names = recipe.activeControls().stream().map(ControlUnit::model).toList();
            for (var name : missing(controls(), names)) {
                found.add(
                        Unsupported.leftOut(
                                RecipeField.CONTROLS,
                                Message.of("service.no-control", service, name)));
            }
        }
        return List.copyOf(found);
    }

    private static List<String> loras(Recipe recipe) {
        return recipe.loras().stream().map(LoraUse::name).toList();
    }

    private static Set<String> missing(List<String> there, List<String> wanted) {
        var without = new HashSet<String>();
        there.forEach(it -> without.add(ModelRef.plain(it)));
        var missing = new HashSet<String>();
        for (var name : wanted) {
            boolean none = name.isBlank() || name.equalsIgnoreCase("none");
            if (!none && !there.contains(name) && !without.contains(ModelRef.plain(name))) {
                missing.add(name);
            }
        }
        return missing;
    }
}
