/// The picture that a recipe starts from, and its mask.
@NullMarked
package dev.atelier.app.create.source;

import org.jspecify.annotations.NullMarked;
