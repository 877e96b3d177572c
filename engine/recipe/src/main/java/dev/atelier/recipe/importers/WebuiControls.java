package dev.atelier.recipe.importers;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ControlUnit.Scope;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One ControlNet unit of a request, by the names of sd-webui-controlnet 1.1.455
/// (`internal_controlnet/args.py`); choices may be the numbers of its earlier versions. Its
/// pictures stay in the request, which is listed.
final class WebuiControls {
    private static final List<String> PICTURES =
            List.of(
                    "image",
                    "input_image",
                    "image_link",
                    "mask",
                    "mask_image",
                    "effective_region_mask");

    /// Fields about memory and the extension's own window.
    private static final Set<String> SILENT =
            Set.of("enabled", "lowvram", "low_vram", "is_ui", "input_mode");

    private static final Map<String, Fit> OTHER_FITS =
            Map.of(
                    "Inner Fit (Scale to Fit)", Fit.CROP,
                    "Scale to Fit (Inner Fit)", Fit.CROP,
                    "Outer Fit (Shrink to Fit)", Fit.FILL,
                    "Envelope (Outer Fit)", Fit.FILL);

    private static final int MOST_PIXELS = 1 << 16;

    private final Node unit;
    private final String where;
    private final ImportDraft draft;
    private final Set<String> read = new HashSet<>(SILENT);

    private WebuiControls(Node unit, String where, ImportDraft draft) {
        this.unit = unit;
        this.where = where;
        this.draft = draft;
    }

    /// Adds the units of a script's arguments that are switched on.
    ///
    /// @param where the script's place in the request
    static void read(Node args, String where, ImportDraft draft) {
        int index = 0;
        for (var unit : args.items()) {
            var place = "%s.args[%d]".formatted(where, index++);
            if (unit.at("enabled").isTrue()) {
                new WebuiControls(unit, place, draft).add();
            } else if (unit.isPresent() && unit.keys().isEmpty()) {
                draft.unknown(place, unit.value());
            }
        }
    }

    private Node at(String field) {
        read.add(field);
        return unit.at(field);
    }

    private void add() {
        var model = at("model").text().filter(name -> !name.equals("None")).orElse("");
        draft.set(
                "ControlNet",
                r -> {
                    var units = new ArrayList<>(r.controls());
                    units.add(unit(model));
                    return r.withControls(List.copyOf(units));
                });
        read.addAll(PICTURES);
        if (PICTURES.stream().anyMatch(field -> !unit.at(field).isEmpty())) {
            draft.lose(where, Message.of("issue.request-control", model));
        }
        for (var field : unit.keys()) {
            if (!read.contains(field) && !unit.at(field).isEmpty()) {
                draft.unknown(where + "." + field, unit.at(field).value());
            }
        }
    }

    private ControlUnit unit(String model) {
        double start = number("guidance_start", 0);
        boolean old = !unit.at("guidance_end").isPresent() && unit.at("guidance").isPresent();
        double end = number(old ? "guidance" : "guidance_end", 1);
        var balance = at("guessmode").isTrue() ? Balance.CONTROL : Balance.BALANCED;
        var shown = at("save_detected_map");
        return new ControlUnit(
                model,
                preprocessing(),
                "",
                number("weight", 1),
                start,
                end,
                choice("control_mode", Balance.values(), Balance::label, Map.of(), balance),
                new Scope(
                        choice("hr_option", Passes.values(), Passes::label, Map.of(), Passes.BOTH),
                        "",
                        "",
                        !shown.isPresent() || shown.isTrue()));
    }

    private Preprocessing preprocessing() {
        return new Preprocessing(
                at("module").text().orElse("none"),
                choice("resize_mode", Fit.values(), Fit::label, OTHER_FITS, Fit.CROP),
                (int) Math.clamp(number("processor_res", -1), -1, MOST_PIXELS),
                number("threshold_a", -1),
                number("threshold_b", -1),
                at("pixel_perfect").isTrue());
    }

    private double number(String field, double otherwise) {
        var value = at(field);
        if (value.isPresent() && value.number().isEmpty()) {
            draft.unknown(where + "." + field, value.value());
        }
        return value.number().orElse(otherwise);
    }

    /// One of some by its name, by another name for it, or by its number.
    private <T> T choice(
            String field, T[] all, Function<T, String> label, Map<String, T> more, T otherwise) {
        var value = at(field);
        if (!value.isPresent()) {
            return otherwise;
        }
        if (value.value() instanceof Integer number && number >= 0 && number < all.length) {
            return all[number];
        }
        for (var one : all) {
            if (value.text().filter(label.apply(one)::equals).isPresent()) {
                return one;
            }
        }
        var other = value.text().flatMap(word -> Optional.ofNullable(more.get(word)));
        if (other.isEmpty()) {
            draft.unknown(where + "." + field, value.value());
        }
        return other.orElse(otherwise);
    }
}
