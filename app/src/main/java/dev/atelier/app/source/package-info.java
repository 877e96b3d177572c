/// The picture that a recipe starts from, and its mask.
@NullMarked
package dev.atelier.app.source;

import org.jspecify.annotations.NullMarked;
