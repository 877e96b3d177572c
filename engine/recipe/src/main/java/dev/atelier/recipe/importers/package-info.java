/// The settings that other programs leave in their pictures, read into recipes as far as they mean
/// the same; what does not is listed. The forms are those that each program documents or writes.
@NullMarked
package dev.atelier.recipe.importers;

import org.jspecify.annotations.NullMarked;
