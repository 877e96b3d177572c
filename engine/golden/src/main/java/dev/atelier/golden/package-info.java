/// Finds and reads the reference data that tests compare against. Test scope only; nothing of the
/// product depends on it. Start reading at [Golden].
@NullMarked
package dev.atelier.golden;

import org.jspecify.annotations.NullMarked;
