package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.control.Preprocessors;
import dev.atelier.http.Json;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The fields of one ControlNet unit as sd-webui-controlnet 1.1.455 reads them
/// (`internal_controlnet/args.py`); choices may be the numbers of its earlier versions, too. A
/// value of a wrong type is refused as a field of the call, where the extension breaks.
///
/// @param index of the unit in the call
record ControlUnitFields(JsonNode unit, int index) {
    private static final Map<String, Fit> FIT_ALIASES =
            Map.of(
                    "Inner Fit (Scale to Fit)", Fit.CROP,
                    "Scale to Fit (Inner Fit)", Fit.CROP,
                    "Outer Fit (Shrink to Fit)", Fit.FILL,
                    "Envelope (Outer Fit)", Fit.FILL);

    /// Fields that ask for what cannot be done here, unless they are empty.
    private static final List<String> OTHERS =
            List.of("advanced_weighting", "ipadapter_input", "batch_images");

    /// A unit that is wrong as a whole, or one field of it.
    ///
    /// @param field empty for the whole unit
    ApiException invalid(String field, String message, String type) {
        return invalid(index, field, message, type);
    }

    /// The same of a unit by its place.
    static ApiException invalid(int index, String field, String message, String type) {
        var wrong = Json.array();
        var row = wrong.addObject();
        var loc = row.putArray("loc").add("body").add("alwayson_scripts").add("controlnet");
        loc.add("args").add(index);
        if (!field.isEmpty()) {
            loc.add(field);
        }
        row.put("msg", message).put("type", type);
        return ApiException.invalid(wrong);
    }

    private ApiException invalid(String field, String message) {
        return invalid(field, message, "value_error");
    }

    /// A field in the type that it has; empty where it is not given or null.
    private Optional<JsonNode> given(String field, FieldType kind) {
        var value = unit.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        var read = kind.read(value);
        if (read.isEmpty()) {
            throw invalid(field, kind.words(), kind.type());
        }
        return read;
    }

    boolean flag(String field, boolean otherwise) {
        return given(field, FieldType.BOOL).map(JsonNode::booleanValue).orElse(otherwise);
    }

    String text(String field, String otherwise) {
        return given(field, FieldType.STR).map(JsonNode::asText).orElse(otherwise);
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
                throw WebuiError.NOT_SUPPORTED.with(name);
            }
        }
    }

    /// A number from 0 to `most`.
    double number(String name, double otherwise, double most) {
        double number = real(name, otherwise);
        if (number >= 0 && number <= most) {
            return number;
        }
        throw invalid(
                name,
                "ensure this value is from 0 to %s".formatted(most),
                "value_error.number.not_in_range");
    }

    private double real(String name, double otherwise) {
        return given(name, FieldType.FLOAT).map(JsonNode::doubleValue).orElse(otherwise);
    }

    Preprocessing preprocessing() {
        var module = text("module", "none");
        var known = Preprocessors.named(module);
        if (known.isEmpty()) {
            throw invalid("module", "module(%s) not found in supported modules.".formatted(module));
        }
        return new Preprocessing(
                known.get().name(),
                choice("resize_mode", List.of(Fit.values()), Fit::label, FIT_ALIASES)
                        .orElse(Fit.CROP),
                given("processor_res", FieldType.INT)
                        .map(it -> (int) Math.clamp(it.doubleValue(), -1, 1 << 16))
                        .orElse(-1),
                real("threshold_a", -1),
                real("threshold_b", -1),
                flag("pixel_perfect", false));
    }

    Balance balance() {
        var old = flag("guessmode", false) ? Balance.CONTROL : Balance.BALANCED;
        return choice("control_mode", List.of(Balance.values()), Balance::label, Map.of())
                .orElse(old);
    }

    Passes passes() {
        return choice("hr_option", List.of(Passes.values()), Passes::label, Map.of())
                .orElse(Passes.BOTH);
    }

    /// One of a list by its name, by another name for it, or by its number.
    private <T> Optional<T> choice(
            String field, List<T> all, Function<T, String> label, Map<String, T> aliases) {
        var value = unit.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isIntegralNumber() && value.asInt() >= 0 && value.asInt() < all.size()) {
            return Optional.of(all.get(value.asInt()));
        }
        var found =
                all.stream()
                        .filter(it -> value.isTextual() && label.apply(it).equals(value.asText()))
                        .findFirst()
                        .or(() -> Optional.ofNullable(aliases.get(value.asText(""))));
        if (found.isEmpty()) {
            var names = all.stream().map(label).collect(Collectors.joining("', '", "'", "'"));
            throw invalid(
                    field,
                    "value is not a valid enumeration member; permitted: %s".formatted(names),
                    "type_error.enum");
        }
        return found;
    }

    /// A text, an object with `image`, or a list of either; a link on PAI-EAS. Empty where there is
    /// none: sdwebuiapi sends an empty text then.
    Optional<String> image() {
        var text = given().isObject() ? given().path("image") : given();
        return given("image_link", FieldType.STR)
                .map(JsonNode::asText)
                .filter(link -> !link.isEmpty())
                .or(() -> picture("image", text));
    }

    private JsonNode given() {
        var given = unit.hasNonNull("image") ? unit.get("image") : unit.path("input_image");
        return given.isArray() ? given.path(0) : given;
    }

    /// The mask beside the picture, in one of the places where clients send it.
    Optional<String> mask() {
        if (unit.hasNonNull("mask") && unit.hasNonNull("mask_image")) {
            throw WebuiError.TWO_MASKS.exception();
        }
        var image = unit.path("image");
        boolean pair = image.isArray() && image.size() == 2 && image.get(1).isTextual();
        if (pair) {
            return picture("image", image.get(1));
        }
        if (given().isObject()) {
            return picture("image", given().path("mask"));
        }
        return picture("mask", unit.path("mask"))
                .or(() -> picture("mask_image", unit.path("mask_image")));
    }

    Optional<String> region() {
        return picture("effective_region_mask", unit.path("effective_region_mask"));
    }

    private Optional<String> picture(String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw invalid(field, FieldType.STR.words(), FieldType.STR.type());
        }
        return Optional.of(value.asText("")).filter(text -> !text.isEmpty());
    }
}
