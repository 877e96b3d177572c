/// The messages for a picture that could not be made, in the user's language.
@NullMarked
package dev.atelier.app.failure;

import org.jspecify.annotations.NullMarked;
