/// The window's side of the library: a grid of any number of pictures, what filters it, the viewer
/// of one of them, and what can be done with them. What is known of the pictures comes from the
/// package above.
@NullMarked
package dev.atelier.app.library.view;

import org.jspecify.annotations.NullMarked;
