package dev.atelier.recipe;

/// The range checks of the compact constructors, so that every message names the field and the value.
final class Require {
    private Require() {}

    static void finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number, got " + value);
        }
    }

    static void within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "%s: expected %s to %s, got %s".formatted(name, low, high, value));
        }
    }

    static void within(String name, long value, long low, long high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s: expected %d to %d, got %d".formatted(name, low, high, value));
        }
    }

    static void notNegative(String name, double value) {
        within(name, value, 0, Double.MAX_VALUE);
    }

    static void notBlank(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + ": expected a name, got nothing");
        }
    }
}
