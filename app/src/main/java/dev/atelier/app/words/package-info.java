/// What Create does with words before they become a recipe: weight keys, wildcards, styles, the
/// history of prompts. No widgets here; the views call these. Start reading at [WeightKeys], the
/// smallest.
@NullMarked
package dev.atelier.app.words;

import org.jspecify.annotations.NullMarked;
