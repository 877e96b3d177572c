/// Finished pictures as files: PNGs that carry the recipe that made them.
@NullMarked
package dev.atelier.app.picture;

import org.jspecify.annotations.NullMarked;
