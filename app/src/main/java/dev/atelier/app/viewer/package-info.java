/// Pictures on the screen: the canvas with its zoom and its tools, the strip of the latest ones,
/// and which of them is looked at.
@NullMarked
package dev.atelier.app.viewer;

import org.jspecify.annotations.NullMarked;
