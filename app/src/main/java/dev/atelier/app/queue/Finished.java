package dev.atelier.app.queue;

import dev.atelier.recipe.Picture;
import java.nio.file.Path;

/// A picture that was just made and saved.
///
/// @param seconds since its job began, or since the picture before it
public record Finished(long job, Path file, Picture picture, double seconds) {}
