/// JSON text of the shared vocabulary. The only package outside the cloud modules that knows a JSON
/// library.
@NullMarked
package dev.atelier.recipe.json;

import org.jspecify.annotations.NullMarked;
