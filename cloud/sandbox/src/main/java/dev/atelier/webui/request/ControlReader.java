package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.ControlUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What the scripts of a call mean: ControlNet units; others are refused by name unless they ask
/// for nothing.
final class ControlReader {
    private static final int MAX_UNITS = 3;

    /// The keys that PAI-EAS takes beside scripts.
    private static final Set<String> EXTRAS =
            Set.of("sd_model_checkpoint", "sd_vae", "save_dir", "id_task", "uid", "image_link");

    private final Supplier<Catalogue> catalogue;
    private final boolean onEas;

    ControlReader(Supplier<Catalogue> catalogue, boolean onEas) {
        this.catalogue = catalogue;
        this.onEas = onEas;
    }

    List<ControlUnit> read(Fields fields, boolean fromPicture, ScratchFiles scratch) {
        fields.text("script_name")
                .ifPresent(name -> {
                    throw ApiException.http(422, "Script '" + name + "' not found");
                });
        var scripts = fields.tree("alwayson_scripts");
        var units = new ArrayList<ControlUnit>();
        for (var name : (Iterable<String>) scripts::fieldNames) {
            if (name.equalsIgnoreCase("controlnet")) {
                scripts.get(name).path("args").forEach(u -> unit(u, scratch).ifPresent(units::add));
            } else if (!(onEas && EXTRAS.contains(name))) {
                var script =
                        AlwaysOnScript.of(name, fromPicture)
                                .orElseThrow(() ->
                                        ApiException.http(422, "Script '" + name + "' not found"));
                if (!script.asksForNothing(scripts.get(name).path("args"), fields)) {
                    throw ApiException.http(422, script.refusal());
                }
            }
        }
        if (units.size() > MAX_UNITS) {
            throw ApiException.crash("ValueError", "too many ControlNet units");
        }
        return units;
    }

    private Optional<ControlUnit> unit(JsonNode unit, ScratchFiles scratch) {
        if (!unit.path("enabled").asBoolean(false)) {
            return Optional.empty();
        }
        return Optional.of(
                new ControlUnit(
                        model(unit.path("model").asText("None")),
                        preprocessing(unit),
                        scratch.picture(image(unit)),
                        unit.path("weight").asDouble(1),
                        unit.path("guidance_start").asDouble(0),
                        unit.path("guidance_end").asDouble(1),
                        balance(unit.path("control_mode"))));
    }

    private String model(String wanted) {
        return catalogue.get().controls().stream()
                .filter(c -> c.equals(wanted) || c.startsWith(wanted + " ["))
                .findFirst()
                .orElseThrow(
                        () -> ApiException.crash("RuntimeError", "model not found: " + wanted));
    }

    private static ControlUnit.Preprocessing preprocessing(JsonNode unit) {
        return new ControlUnit.Preprocessing(
                unit.path("module").asText("none"),
                fit(unit.path("resize_mode")),
                unit.path("processor_res").asInt(-1),
                unit.path("threshold_a").asDouble(-1),
                unit.path("threshold_b").asDouble(-1),
                unit.path("pixel_perfect").asBoolean(false));
    }

    private static ControlUnit.Fit fit(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return ControlUnit.Fit.CROP;
        }
        for (var fit : ControlUnit.Fit.values()) {
            if (fit.label().equals(value.asText())) {
                return fit;
            }
        }
        throw ApiException.crash("AssertionError", "resize_mode must be a text");
    }

    private static ControlUnit.Balance balance(JsonNode value) {
        for (var balance : ControlUnit.Balance.values()) {
            if (balance.label().equals(value.asText())) {
                return balance;
            }
        }
        return ControlUnit.Balance.BALANCED;
    }

    /// A text, an object with `image`, or a list of either.
    private static String image(JsonNode unit) {
        var given =
                unit.hasNonNull("image_link")
                        ? unit.get("image_link")
                        : unit.hasNonNull("image") ? unit.get("image") : unit.path("input_image");
        var first = given.isArray() ? given.path(0) : given;
        var text = first.isObject() ? first.path("image") : first;
        if (!text.isTextual()) {
            throw ApiException.crash(
                    "ValueError", "controlnet is enabled but no input image is given");
        }
        return text.asText();
    }
}
