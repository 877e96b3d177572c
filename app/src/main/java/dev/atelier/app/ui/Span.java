package dev.atelier.app.ui;

/// From a number to another that is not below it.
public record Span(double low, double high) {
    /// What the two numbers are called.
    public record Words(String both, String low, String high) {}

    public Span {
        if (!(low <= high)) {
            throw new IllegalArgumentException("from " + low + " to " + high);
        }
    }
}
