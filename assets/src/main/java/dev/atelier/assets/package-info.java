/// Data that ships with the program: opened as streams, or unpacked to real files where native code
/// needs a path.
@NullMarked
package dev.atelier.assets;

import org.jspecify.annotations.NullMarked;
