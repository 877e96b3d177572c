/// The bodies of the webui's generating calls: fields with types and defaults, and the recipe they
/// mean. Start reading at `FieldTable`, then `RecipeReader`.
@NullMarked
package dev.atelier.webui.request;

import org.jspecify.annotations.NullMarked;
