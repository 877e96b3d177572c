package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What the scripts of a call mean: ControlNet units; others are refused by name unless they ask
/// for nothing.
public final class ControlReader {
    private static final int ON_EAS = 3;
    private static final int HERE = 10;

    /// How many units a call may have: the extension's default, and the most it can be set to.
    public static int most(boolean onEas) {
        return onEas ? ON_EAS : HERE;
    }

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
                for (var unit : scripts.get(name).path("args")) {
                    unit(unit, fromPicture, scratch).ifPresent(units::add);
                }
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
        if (units.size() > most(onEas)) {
            throw ApiException.crash("ValueError", "too many ControlNet units");
        }
        return units;
    }

    private Optional<ControlUnit> unit(JsonNode given, boolean fromPicture, ScratchFiles scratch) {
        if (!given.isObject() || !given.path("enabled").asBoolean(false)) {
            return Optional.empty();
        }
        var unit = new ControlFields(given);
        unit.requireSupported();
        double start = unit.number("guidance_start", 0, 1);
        double end =
                given.has("guidance_end") || !given.has("guidance")
                        ? unit.number("guidance_end", 1, 1)
                        : unit.number("guidance", 1, 1);
        if (start > end) {
            throw ControlFields.invalid(
                    "guidance_start(%s) > guidance_end(%s)".formatted(start, end));
        }
        var preprocessing = unit.preprocessing();
        var image = unit.image();
        if (image.isEmpty() && !fromPicture) {
            throw ApiException.crash(
                    "ValueError", "controlnet is enabled but no input image is given");
        }
        var scope =
                new Scope(
                        unit.passes(),
                        unit.mask().map(scratch::picture).orElse(""),
                        unit.region().map(scratch::picture).orElse(""),
                        given.path("save_detected_map").asBoolean(true));
        return Optional.of(
                new ControlUnit(
                        model(given.path("model").asText("None")),
                        preprocessing,
                        image.map(scratch::picture).orElse(""),
                        unit.number("weight", 1, 2),
                        start,
                        end,
                        unit.balance(),
                        scope));
    }

    private String model(String wanted) {
        if (wanted.equals("None") || wanted.isEmpty()) {
            throw ApiException.crash("RuntimeError", "You have not selected any ControlNet Model.");
        }
        return catalogue
                .get()
                .control(wanted)
                .orElseThrow(
                        () -> ApiException.crash("RuntimeError", "model not found: " + wanted));
    }
}
