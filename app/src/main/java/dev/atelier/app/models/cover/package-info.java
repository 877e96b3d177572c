/// What models look like: the pictures that were made with them, and grids of such covers.
@NullMarked
package dev.atelier.app.models.cover;

import org.jspecify.annotations.NullMarked;
