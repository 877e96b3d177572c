/// Start of the program and its wiring by hand. Start reading at [Main].
@NullMarked
package dev.atelier.app;

import org.jspecify.annotations.NullMarked;
