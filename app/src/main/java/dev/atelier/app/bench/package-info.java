/// Measures the engine on this machine, each part as a ratio to a plain matrix product beside it.
/// Start reading at [Bench].
@NullMarked
package dev.atelier.app.bench;

import org.jspecify.annotations.NullMarked;
