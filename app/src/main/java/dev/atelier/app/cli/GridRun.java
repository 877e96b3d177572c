package dev.atelier.app.cli;

import dev.atelier.app.grid.GridImageFile;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the pictures of a grid one after the other, then the sheet that shows them all. A picture
/// that fails leaves its place empty.
final class GridRun {
    private final Terminal terminal;
    private final GenerateRun run;
    private final Destination destination;
    private final Map<List<Integer>, Path> files = new HashMap<>();

    GridRun(Terminal terminal, GenerateRun run, Destination destination) {
        this.terminal = terminal;
        this.run = run;
        this.destination = destination;
    }

    /// Blocks.
    ///
    /// @return the exit code: failed when any picture did
    int make(Generator generator, Grid grid, Cancellation cancellation)
            throws GenerationException, IOException {
        long start = System.nanoTime();
        var cells = grid.cells();
        var failures = new ArrayList<String>();
        for (int i = 0; i < cells.size() && !cancellation.ends(); i++) {
            var cell = cells.get(i);
            run.part(i, cells.size());
            try {
                run.draw(generator, cell.recipe(), cancellation)
                        .ifPresent(file -> files.put(List.of(cell.x(), cell.y(), cell.z()), file));
            } catch (GenerationException e) {
                if (e.failure() instanceof Failure.Cancelled) {
                    throw e;
                }
                failures.add(e.failure().sentence());
                terminal.err().println(e.failure().sentence());
            }
        }
        if (files.isEmpty()) {
            throw CommandException.failed(Message.of("cli.grid-none"));
        }
        run.report(start, Optional.of(sheet(grid)));
        return failures.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Path sheet(Grid grid) throws IOException {
        try {
            Theme.prepare();
            Theme.LIGHT.apply();
            return written(grid);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A machine without any fonts says so in many ways.
            throw CommandException.failed(Message.of("cli.grid-letters", e));
        }
    }

    private Path written(Grid grid) throws IOException {
        GridImageFile.Cells cells = (x, y, z) -> Optional.ofNullable(files.get(List.of(x, y, z)));
        while (true) {
            var file = destination.sheet();
            if (destination.replaces()) {
                GridImageFile.write(grid, cells, Axis::label, file);
                return file;
            }
            try {
                GridImageFile.writeNew(grid, cells, Axis::label, file);
                return file;
            } catch (FileAlreadyExistsException e) {
                // Another program took the name since: the loop asks for the next.
            }
        }
    }
}
