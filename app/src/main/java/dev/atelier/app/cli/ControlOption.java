package dev.atelier.app.cli;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Balance;
import dev.atelier.recipe.ControlUnit.Fit;
import dev.atelier.recipe.ControlUnit.Passes;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import dev.atelier.recipe.ControlUnit.Scope;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/// Reads a ControlNet unit such as `image=pose.png, module=canny, model=control_canny, weight=0.8`.
/// A comma begins a new value only before a name and `=`, so that paths may have commas.
final class ControlOption implements ITypeConverter<ControlUnit> {
    static final String EXAMPLE = "image=pose.png, module=canny, model=control_canny, weight=0.8";

    private static final List<String> NAMES =
            List.of(
                    "image",
                    "module",
                    "model",
                    "weight",
                    "start",
                    "end",
                    "mode",
                    "resize",
                    "resolution",
                    "a",
                    "b",
                    "pixel_perfect",
                    "mask",
                    "region",
                    "hires");

    private static final Pattern BETWEEN = Pattern.compile("\\s*,\\s*(?=[A-Za-z_]+\\s*=)");

    @Override
    public ControlUnit convert(String text) {
        var given = new Given(values(text));
        var model = given.text("model");
        if (model.isEmpty()) {
            throw new RefusedValueException(Message.of("option.control-model", EXAMPLE));
        }
        var none = Preprocessing.NONE;
        var preprocessing =
                new Preprocessing(
                        given.has("module") ? given.text("module") : none.module(),
                        given.choice("resize", Fit.values(), Fit::label, none.fit()),
                        given.whole("resolution", none.resolution()),
                        given.number("a", none.thresholdA()),
                        given.number("b", none.thresholdB()),
                        given.flag("pixel_perfect"));
        var scope =
                new Scope(
                        given.choice("hires", Passes.values(), Passes::label, Passes.BOTH),
                        given.text("mask"),
                        given.text("region"),
                        Scope.ALL.shown());
        try {
            return new ControlUnit(
                    model,
                    preprocessing,
                    given.text("image"),
                    given.number("weight", 1),
                    given.number("start", 0),
                    given.number("end", 1),
                    given.choice("mode", Balance.values(), Balance::label, Balance.BALANCED),
                    scope);
        } catch (InvalidValueException e) {
            throw new RefusedValueException(e.reason());
        }
    }

    private static Map<String, String> values(String text) {
        var values = new LinkedHashMap<String, String>();
        for (var part : BETWEEN.split(text.strip(), -1)) {
            int at = part.indexOf('=');
            var name = part.substring(0, Math.max(0, at)).strip().toLowerCase(Locale.ROOT);
            if (!NAMES.contains(name)) {
                throw RefusedValueException.expected(
                        Message.of("option.control-names", String.join("|", NAMES)), part);
            }
            if (values.put(name, part.substring(at + 1).strip()) != null) {
                throw new RefusedValueException(Message.of("usage.twice", name));
            }
        }
        return values;
    }

    private record Given(Map<String, String> values) {
        boolean has(String name) {
            return values.containsKey(name);
        }

        String text(String name) {
            return values.getOrDefault(name, "");
        }

        private RefusedValueException refused(String name, Message expected) {
            return new RefusedValueException(Message.of("value.got", name, expected, text(name)));
        }

        double number(String name, double otherwise) {
            try {
                double number = has(name) ? Double.parseDouble(text(name)) : otherwise;
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw refused(name, Message.of("expected.number"));
        }

        int whole(String name, int otherwise) {
            try {
                return has(name) ? Integer.parseInt(text(name)) : otherwise;
            } catch (NumberFormatException e) {
                throw refused(name, Message.of("expected.whole"));
            }
        }

        boolean flag(String name) {
            return switch (text(name).toLowerCase(Locale.ROOT)) {
                case "true", "yes", "on", "1" -> true;
                case "", "false", "no", "off", "0" -> false;
                default -> throw refused(name, Message.plain("true, false"));
            };
        }

        /// By its name or by sd-webui-controlnet's label.
        <E extends Enum<E>> E choice(String name, E[] all, Function<E, String> label, E otherwise) {
            if (!has(name)) {
                return otherwise;
            }
            var wanted = text(name);
            return Stream.of(all)
                    .filter(it ->
                            it.name().equalsIgnoreCase(wanted)
                                    || label.apply(it).equalsIgnoreCase(wanted))
                    .findFirst()
                    .orElseThrow(() -> refused(name, Message.of("usage.choice", names(all))));
        }

        private static <E extends Enum<E>> String names(E[] all) {
            return Stream.of(all)
                    .map(it -> it.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
        }
    }
}
