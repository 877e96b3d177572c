/// A1111's infotext, the line of settings under a picture, in both directions; and the text chunks
/// of PNG files that carry it.
@NullMarked
package dev.atelier.recipe.infotext;

import org.jspecify.annotations.NullMarked;
