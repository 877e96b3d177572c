package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.control.Preprocessors;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of one ControlNet unit as sd-webui-controlnet 1.1.455 reads them
/// (`internal_controlnet/args.py`).
record ControlFields(JsonNode unit) {
    private static final Map<String, Fit> FIT_ALIASES =
            Map.of(
                    "Inner Fit (Scale to Fit)", Fit.CROP,
                    "Scale to Fit (Inner Fit)", Fit.CROP,
                    "Outer Fit (Shrink to Fit)", Fit.FILL,
                    "Envelope (Outer Fit)", Fit.FILL);

    /// Fields that ask for what cannot be done here, unless they are empty.
    private static final List<String> OTHERS =
            List.of("advanced_weighting", "ipadapter_input", "batch_images");

    /// What pydantic says of a value that it does not take.
    static ApiException invalid(String message) {
        return ApiException.crash("ValidationError", message);
    }

    /// Accepts a unit that asks for nothing beyond what can be done here.
    void requireSupported() {
        for (var name : OTHERS) {
            var value = unit.path(name);
            boolean asks =
                    value.isContainerNode()
                            ? !value.isEmpty()
                            : !value.isMissingNode()
                                    && !value.isNull()
                                    && !value.asText().isEmpty();
            if (asks) {
                throw ApiException.crash("NotImplementedError", name + " is not supported here");
            }
        }
    }

    /// A number from 0 to `most`.
    double number(String name, double otherwise, double most) {
        var value = unit.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        double number =
                value.isTextual() && value.asText().matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")
                        ? Double.parseDouble(value.asText())
                        : value.isNumber() ? value.asDouble() : Double.NaN;
        if (number >= 0 && number <= most) {
            return number;
        }
        throw invalid("%s: ensure this value is from 0 to %s, got %s".formatted(name, most, value));
    }

    Preprocessing preprocessing() {
        var module = unit.path("module").asText("none");
        var known = Preprocessors.named(module);
        if (known.isEmpty()) {
            throw invalid("module(%s) not found in supported modules.".formatted(module));
        }
        return new Preprocessing(
                known.get().name(),
                fit(),
                unit.path("processor_res").asInt(-1),
                unit.path("threshold_a").asDouble(-1),
                unit.path("threshold_b").asDouble(-1),
                unit.path("pixel_perfect").asBoolean(false));
    }

    private Fit fit() {
        var value = unit.path("resize_mode");
        if (value.isMissingNode()) {
            return Fit.CROP;
        }
        if (!value.isTextual()) {
            throw ApiException.crash("AssertionError", "resize_mode must be a text");
        }
        var text = value.asText();
        for (var fit : Fit.values()) {
            if (fit.label().equals(text)) {
                return fit;
            }
        }
        var alias = FIT_ALIASES.get(text);
        if (alias == null) {
            throw invalid("'%s' is not a valid ResizeMode".formatted(text));
        }
        return alias;
    }

    Balance balance() {
        var text = unit.path("control_mode").asText(Balance.BALANCED.label());
        for (var balance : Balance.values()) {
            if (balance.label().equals(text)) {
                return balance;
            }
        }
        throw invalid("'%s' is not a valid ControlMode".formatted(text));
    }

    Passes passes() {
        var text = unit.path("hr_option").asText(Passes.BOTH.label());
        for (var passes : Passes.values()) {
            if (passes.label().equals(text)) {
                return passes;
            }
        }
        throw invalid("'%s' is not a valid HiResFixOption".formatted(text));
    }

    /// A text, an object with `image`, or a list of either; a link on PAI-EAS. Empty where there is
    /// none: sdwebuiapi sends an empty text then.
    Optional<String> image() {
        var text = given().isObject() ? given().path("image") : given();
        return unit.hasNonNull("image_link")
                ? Optional.of(unit.get("image_link").asText())
                : text(text);
    }

    private JsonNode given() {
        var given = unit.hasNonNull("image") ? unit.get("image") : unit.path("input_image");
        return given.isArray() ? given.path(0) : given;
    }

    /// The mask beside the picture, in one of the places where clients send it.
    Optional<String> mask() {
        if (unit.hasNonNull("mask") && unit.hasNonNull("mask_image")) {
            throw ApiException.crash("ValueError", "Cannot specify both 'mask' and 'mask_image'!");
        }
        var image = unit.path("image");
        boolean pair = image.isArray() && image.size() == 2 && image.get(1).isTextual();
        if (pair) {
            return text(image.get(1));
        }
        if (given().isObject()) {
            return text(given().path("mask"));
        }
        return text(unit.path("mask")).or(() -> text(unit.path("mask_image")));
    }

    Optional<String> region() {
        return text(unit.path("effective_region_mask"));
    }

    private static Optional<String> text(JsonNode value) {
        return value.isTextual() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }
}
