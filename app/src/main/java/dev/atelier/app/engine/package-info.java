/// The one door to pictures made on this computer. Start reading at
/// [dev.atelier.app.engine.LocalEngine]: a recipe is resolved against the
/// [dev.atelier.app.engine.ModelLibrary] into a [dev.atelier.app.engine.ModelSpec], which says what
/// is loaded. Studio, command line, `serve` and sandbox use it; no other package loads models.
@NullMarked
package dev.atelier.app.engine;

import org.jspecify.annotations.NullMarked;
