/// The messages for a picture that could not be made, in the user's language. [NearestName] finds
/// what a mistyped name was meant to be.
@NullMarked
package dev.atelier.app.failure;

import org.jspecify.annotations.NullMarked;
