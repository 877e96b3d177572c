/// Masks and the tools that change them; `app.source` edits them on the canvas.
@NullMarked
package dev.atelier.app.mask;

import org.jspecify.annotations.NullMarked;
