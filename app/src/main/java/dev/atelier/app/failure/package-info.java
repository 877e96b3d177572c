/// What a person is told when a picture could not be made, in their language.
@NullMarked
package dev.atelier.app.failure;

import org.jspecify.annotations.NullMarked;
