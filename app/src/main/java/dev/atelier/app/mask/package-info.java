/// Painting masks on the canvas, with the hands' own tools.
@NullMarked
package dev.atelier.app.mask;

import org.jspecify.annotations.NullMarked;
