package dev.atelier.app.library.export;

import dev.atelier.app.library.Entry;
import dev.atelier.app.picture.Provenance;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.Optional;

/// One picture that was exported.
///
/// @param file where it is now
/// @param sha256 of that file, hexadecimal
/// @param made how the original came to be, as far as its file says
public record Exported(
        Entry entry, Path file, String sha256, Optional<Recipe> recipe, Provenance made) {}
