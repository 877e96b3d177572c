/// The first page: what is here already, and the way to the first picture. It stands in the window
/// in place of the views until it is dismissed, once and for all.
@NullMarked
package dev.atelier.app.welcome;

import org.jspecify.annotations.NullMarked;
