package dev.atelier.app.library;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys of a search, as they stand in front of a colon.
public enum Key {
    MODEL,
    LORA,
    CONTROL,
    SEED,
    SIZE,
    SAMPLER,
    STEPS,
    PLACE,
    STAR,
    TAG,
    COLLECTION,
    SOURCE,
    NAME,
    PROMPT,
    NEGATIVE,
    BEFORE,
    AFTER,
    DATE;

    /// As it is typed.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Also by the names that other programs use.
    static Optional<Key> of(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "checkpoint" -> Optional.of(MODEL);
            case "controlnet" -> Optional.of(CONTROL);
            case "file" -> Optional.of(NAME);
            case "folder" -> Optional.of(SOURCE);
            case "on", "day" -> Optional.of(DATE);
            default -> Stream.of(values()).filter(it -> it.word().equals(lower)).findFirst();
        };
    }
}
