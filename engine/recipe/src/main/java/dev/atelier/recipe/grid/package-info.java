/// Grids of pictures that differ along up to three fields of a recipe, as A1111's X/Y/Z plot.
@NullMarked
package dev.atelier.recipe.grid;

import org.jspecify.annotations.NullMarked;
