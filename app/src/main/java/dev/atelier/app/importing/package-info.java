/// Recipes that come from elsewhere: pictures, files and texts of this and other programs, and what
/// is said of them.
@NullMarked
package dev.atelier.app.importing;

import org.jspecify.annotations.NullMarked;
