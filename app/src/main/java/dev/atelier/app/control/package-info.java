/// The ControlNet units of a recipe: their cards in the form, their maps, and how these are looked
/// at on the canvas.
@NullMarked
package dev.atelier.app.control;

import org.jspecify.annotations.NullMarked;
