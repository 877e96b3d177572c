package dev.atelier.recipe;

/// Checks shared by the compact constructors; each message names the field and the value.
final class Require {
    private Require() {}

    /// Accepts any finite number from 0 on.
    static void notNegative(String name, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw InvalidValueException.of(name, Message.of("expected.least-number", 0), value);
        }
    }

    /// Accepts any finite number above 0.
    static void positive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw InvalidValueException.of(name, Message.of("expected.positive"), value);
        }
    }

    /// Accepts 0 to 1.
    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw InvalidValueException.of(name, Message.of("expected.range", 0, 1), value);
        }
    }
}
