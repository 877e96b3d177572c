/// Recipes as JSON text, with explicit names and a schema version.
@NullMarked
package dev.atelier.recipe.json;

import org.jspecify.annotations.NullMarked;
