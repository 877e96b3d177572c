/// What Create does with words before they become a recipe: weight keys, wildcards, styles, the
/// history of prompts, and recipes read from pictures and text. No widgets here; the views call
/// these. Start reading at [WeightKeys], the smallest, or at [RecipeImport].
@NullMarked
package dev.atelier.app.words;

import org.jspecify.annotations.NullMarked;
