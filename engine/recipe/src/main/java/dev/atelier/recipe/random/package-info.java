/// Random numbers that other programs draw too.
@NullMarked
package dev.atelier.recipe.random;

import org.jspecify.annotations.NullMarked;
