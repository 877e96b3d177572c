/// The X/Y/Z grid: one recipe drawn along up to three axes.
@NullMarked
package dev.atelier.app.grid;

import org.jspecify.annotations.NullMarked;
