/// Masks and the tools that paint them on the canvas. Start reading at [MaskEditor]; where masks
/// come from and go to is decided in `app.source`.
@NullMarked
package dev.atelier.app.mask;

import org.jspecify.annotations.NullMarked;
