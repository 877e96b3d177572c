package dev.atelier.app.device;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the user wants to compute on.
public sealed interface DeviceChoice {
    /// The card where one can be used, else the processor.
    record Automatic() implements DeviceChoice {
        @Override
        public String toString() {
            return "auto";
        }
    }

    record Processor() implements DeviceChoice {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /// @param index CUDA's number of the card
    record Card(int index) implements DeviceChoice {
        @Override
        public String toString() {
            return "cuda:" + index;
        }
    }

    /// Reads `auto`, `cpu`, `cuda`, `cuda:1`; `toString` writes the same.
    static Optional<DeviceChoice> parse(String text) {
        var word = text.strip().toLowerCase(Locale.ROOT);
        var card = Pattern.compile("cuda(?::(\\d{1,3}))?").matcher(word);
        if (card.matches()) {
            var index = card.group(1);
            return Optional.of(new Card(index == null ? 0 : Integer.parseInt(index)));
        }
        return switch (word) {
            case "auto" -> Optional.of(new Automatic());
            case "cpu" -> Optional.of(new Processor());
            default -> Optional.empty();
        };
    }
}
