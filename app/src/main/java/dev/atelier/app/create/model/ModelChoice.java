package dev.atelier.app.create.model;

/// A checkpoint to choose from.
///
/// @param name what recipes call it
/// @param detail family and size, in words
/// @param nativeSize the edge of the pictures it was trained on, in pixels
/// @param problem why it cannot be chosen, empty where it can
public record ModelChoice(String name, String detail, int nativeSize, String problem) {
    public boolean usable() {
        return problem.isEmpty();
    }
}
