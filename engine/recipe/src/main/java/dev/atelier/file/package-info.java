/// Files that are written whole or not at all.
@NullMarked
package dev.atelier.file;

import org.jspecify.annotations.NullMarked;
