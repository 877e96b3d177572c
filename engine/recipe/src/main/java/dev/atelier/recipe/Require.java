package dev.atelier.recipe;

/// Checks shared by the compact constructors; each message names the field and the value.
final class Require {
    private Require() {}

    /// Accepts any finite number from 0 on.
    static void notNegative(String name, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    name + ": expected a number of 0 or more, got " + value);
        }
    }

    /// Accepts any finite number above 0.
    static void positive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + ": expected a number above 0, got " + value);
        }
    }

    /// Accepts 0 to 1.
    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": expected 0 to 1, got " + value);
        }
    }
}
