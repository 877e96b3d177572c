package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Json;
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

    List<ControlUnit> read(RequestFields fields, boolean fromPicture, ScratchFiles scratch) {
        fields.text("script_name")
                .ifPresent(name -> {
                    throw WebuiError.SCRIPT_NOT_FOUND.with(name);
                });
        var scripts = fields.tree("alwayson_scripts");
        var units = new ArrayList<ControlUnit>();
        for (var name : (Iterable<String>) scripts::fieldNames) {
            if (name.equalsIgnoreCase("controlnet")) {
                int index = 0;
                for (var unit : arguments(scripts, name)) {
                    unit(unit, index++, fromPicture, scratch).ifPresent(units::add);
                }
            } else if (!(onEas && EXTRAS.contains(name))) {
                var script =
                        AlwaysOnScript.of(name, fromPicture)
                                .orElseThrow(() -> WebuiError.SCRIPT_NOT_FOUND.with(name));
                if (!script.asksForNothing(arguments(scripts, name), fields)) {
                    throw WebuiError.SCRIPT_NOT_SUPPORTED.with(script.refusal());
                }
            }
        }
        if (units.size() > most(onEas)) {
            throw WebuiError.TOO_MANY_UNITS.exception();
        }
        return units;
    }

    /// The arguments of a script: a list, or nothing.
    private static JsonNode arguments(JsonNode scripts, String name) {
        var args = scripts.get(name).path("args");
        boolean none = scripts.get(name).isNull() || args.isNull() || args.isMissingNode();
        boolean script = scripts.get(name).isObject() || scripts.get(name).isNull();
        if (script && (none || args.isArray())) {
            return args;
        }
        var wrong = Json.array();
        var kind = script ? FieldType.LIST : FieldType.DICT;
        var row = wrong.addObject();
        var loc = row.putArray("loc").add("body").add("alwayson_scripts").add(name);
        if (script) {
            loc.add("args");
        }
        row.put("msg", kind.words()).put("type", kind.type());
        throw ApiException.invalid(wrong);
    }

    private Optional<ControlUnit> unit(
            JsonNode given, int index, boolean fromPicture, ScratchFiles scratch) {
        if (given.isNull()) {
            return Optional.empty();
        }
        if (!given.isObject()) {
            throw ControlUnitFields.invalid(
                    index, "", FieldType.DICT.words(), FieldType.DICT.type());
        }
        var unit = new ControlUnitFields(given, index);
        if (!unit.flag("enabled", false)) {
            return Optional.empty();
        }
        unit.requireSupported();
        double start = unit.number("guidance_start", 0, 1);
        double end =
                given.has("guidance_end") || !given.has("guidance")
                        ? unit.number("guidance_end", 1, 1)
                        : unit.number("guidance", 1, 1);
        if (start > end) {
            throw unit.invalid(
                    "guidance_start",
                    "guidance_start(%s) > guidance_end(%s)".formatted(start, end),
                    "value_error");
        }
        var preprocessing = unit.preprocessing();
        var image = unit.image();
        if (image.isEmpty() && !fromPicture) {
            throw WebuiError.NO_CONTROL_IMAGE.exception();
        }
        var scope =
                new Scope(
                        unit.passes(),
                        unit.mask().map(scratch::picture).orElse(""),
                        unit.region().map(scratch::picture).orElse(""),
                        unit.flag("save_detected_map", true));
        return Optional.of(
                new ControlUnit(
                        model(unit.text("model", "None")),
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
            throw WebuiError.NO_CONTROL_MODEL.exception();
        }
        return catalogue
                .get()
                .control(wanted)
                .orElseThrow(() -> WebuiError.CONTROL_MODEL_NOT_FOUND.with(wanted));
    }
}
