/// What pictures take of the machine's memory: measured, learned, and shown before one is made.
@NullMarked
package dev.atelier.app.memory;

import org.jspecify.annotations.NullMarked;
