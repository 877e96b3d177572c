/// The page on which everything is set, the look, and the language.
@NullMarked
package dev.atelier.app.preferences;

import org.jspecify.annotations.NullMarked;
