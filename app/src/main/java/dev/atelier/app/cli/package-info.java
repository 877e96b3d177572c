/// The command line: one class per command, one place that turns failures into a sentence and an
/// exit code. Commands write to a [dev.atelier.app.cli.Terminal] and reach the engine only through
/// ports, so tests run them in this process. Start reading at [Cli].
@NullMarked
package dev.atelier.app.cli;

import org.jspecify.annotations.NullMarked;
