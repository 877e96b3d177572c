package dev.atelier.app.create.model;

import dev.atelier.recipe.Recipe;

/// A checkpoint to choose from.
///
/// @param name what recipes call it
/// @param detail family and size, in words
/// @param nativeSize the edge of the pictures it was trained on, in pixels
/// @param problem why it cannot be chosen, empty where it can
/// @param why the same as a sentence with what to do; may be empty
public record ModelChoice(String name, String detail, int nativeSize, String problem, String why) {
    /// Without more to say than the problem.
    public ModelChoice(String name, String detail, int nativeSize, String problem) {
        this(name, detail, nativeSize, problem, "");
    }

    /// Whether it is A1111's word for an autoencoder instead of a file.
    boolean isWord() {
        return name.equals(Recipe.AUTOMATIC_VAE) || name.equals(Recipe.NO_VAE);
    }

    public boolean usable() {
        return problem.isEmpty();
    }
}
