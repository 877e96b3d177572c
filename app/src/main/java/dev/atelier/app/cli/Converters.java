package dev.atelier.app.cli;

import dev.atelier.app.device.DeviceChoice;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.prompt.ExtraNetworks;
import dev.atelier.recipe.prompt.LoraTag;
import dev.atelier.torch.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/// Reads names and sizes as people type them: letter case, spaces, dashes and underscores do not
/// matter.
final class Converters {
    private Converters() {}

    /// A sampler by A1111's label, such as `Euler a` or `euler_a`.
    static final class OfSampler implements ITypeConverter<SamplerId> {
        @Override
        public SamplerId convert(String text) {
            var ids = List.of(SamplerId.values());
            return find("sampler", text, ids, ids.stream().map(SamplerId::label).toList());
        }
    }

    /// A schedule by A1111's label.
    static final class OfSchedule implements ITypeConverter<ScheduleId> {
        @Override
        public ScheduleId convert(String text) {
            var ids = List.of(ScheduleId.values());
            return find("schedule", text, ids, ids.stream().map(ScheduleId::label).toList());
        }
    }

    /// A number of 0 or more.
    static final class OfPriority implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,9}")) {
                throw RefusedValueException.expected(Message.of("option.count", 0), text);
            }
            return Integer.valueOf(text);
        }
    }

    /// A way to compute, such as `packed-f32`.
    static final class OfStrategy implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            var names = Stream.of(Strategy.values()).map(OfStrategy::name).toList();
            return find("strategy", text, names, names);
        }

        private static String name(Strategy strategy) {
            return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What computes, such as `cuda:1`.
    static final class OfDevice implements ITypeConverter<DeviceChoice> {
        @Override
        public DeviceChoice convert(String text) {
            return DeviceChoice.parse(text)
                    .orElseThrow(() ->
                            RefusedValueException.expected(Message.of("option.device"), text));
        }
    }

    /// A size such as `512x768`.
    static final class OfSize implements ITypeConverter<Size> {
        private static final Pattern FORM =
                Pattern.compile("\\s*\\d{1,9}\\s*[xX×]\\s*\\d{1,9}\\s*");

        @Override
        public Size convert(String text) {
            if (!FORM.matcher(text).matches()) {
                throw RefusedValueException.expected(Message.of("option.size"), text);
            }
            try {
                return Size.parse(text);
            } catch (InvalidValueException e) {
                throw new RefusedValueException(e.unnamed());
            }
        }
    }

    /// A LoRA such as `ink`, `ink:0.8` or `ink:0.5:0.8`, or a prompt's `<lora:ink:0.8>`; a name may
    /// have colons itself, but not at its end.
    static final class OfLora implements ITypeConverter<LoraUse> {
        private static final Pattern NUMBER =
                Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

        @Override
        public LoraUse convert(String text) {
            return text.startsWith("<") ? tag(text) : plain(text);
        }

        private static LoraUse tag(String text) {
            var parsed = ExtraNetworks.parse(text);
            if (parsed.tags().size() == 1 && parsed.prompt().isBlank()) {
                var lora = LoraTag.of(parsed.tags().getFirst());
                if (lora.isPresent()) {
                    return new LoraUse(lora.get().name(), lora.get().text(), lora.get().unet());
                }
            }
            throw RefusedValueException.expected(Message.of("option.lora-tag"), text);
        }

        private static LoraUse plain(String text) {
            var name = text;
            var weights = new ArrayList<Double>();
            for (int i = 0; i < 2; i++) {
                int colon = name.lastIndexOf(':');
                if (colon > 0 && NUMBER.matcher(name.substring(colon + 1)).matches()) {
                    weights.addFirst(Double.parseDouble(name.substring(colon + 1)));
                    name = name.substring(0, colon);
                }
            }
            if (name.isBlank() || name.startsWith(":")) {
                throw RefusedValueException.expected(Message.of("option.lora"), text);
            }
            requireNoWeight(name, text);
            double own = weights.isEmpty() ? 1 : weights.getFirst();
            return new LoraUse(name, own, weights.isEmpty() ? 1 : weights.getLast());
        }

        /// What stands behind the last colon of a name is meant as a weight, unless it is the rest
        /// of a path.
        private static void requireNoWeight(String name, String text) {
            int colon = name.lastIndexOf(':');
            var end = name.substring(colon + 1);
            if (colon > 0 && !end.matches(".*[/\\\\].*|.*\\.(safetensors|pt|ckpt)")) {
                throw new RefusedValueException(Message.of("option.lora-weight", end, text));
            }
        }
    }

    private static <T> T find(String kind, String text, List<T> values, List<String> labels) {
        for (int i = 0; i < values.size(); i++) {
            if (plain(labels.get(i)).equals(plain(text))) {
                return values.get(i);
            }
        }
        var choices = labels.stream().collect(Collectors.joining(", "));
        throw new RefusedValueException(Message.of("option.unknown", kind, text, choices));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
