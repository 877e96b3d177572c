package dev.atelier.app.cli;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/// One run of a generator on the terminal: shows progress, writes every picture as soon as it is
/// finished, and lists the files.
final class GenerateRun implements Observer {
    private final Terminal terminal;
    private final Destination destination;
    private final boolean json;
    private final ProgressLine line;
    private final List<Map<String, Object>> written = new ArrayList<>();

    GenerateRun(Terminal terminal, Destination destination, boolean json) {
        this.terminal = terminal;
        this.destination = destination;
        this.json = json;
        this.line = new ProgressLine(terminal);
    }

    /// Makes the pictures of `recipe`; blocks.
    ///
    /// @return the exit code
    int make(Generator generator, Recipe recipe, Cancellation cancellation)
            throws GenerationException {
        long start = System.nanoTime();
        try {
            generator.generate(recipe, this, cancellation);
        } finally {
            line.clear();
        }
        if (cancellation.wish() == Cancellation.Wish.CANCEL) {
            throw new CancellationException();
        }
        if (json) {
            double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
            terminal.out().println(JsonText.of(Map.of("pictures", written, "seconds", seconds)));
        }
        return ExitCode.OK;
    }

    @Override
    public void progress(Progress progress) {
        line.show(progress);
    }

    @Override
    public void finished(Picture picture) {
        line.clear();
        try {
            long seed = picture.recipe().seed().value();
            var file = destination.next(written.size(), seed);
            PictureFile.write(picture, file);
            var entry = new LinkedHashMap<String, Object>();
            entry.put("file", file.toString());
            entry.put("seed", seed);
            entry.put("width", picture.size().width());
            entry.put("height", picture.size().height());
            entry.put("facts", picture.facts());
            written.add(entry);
            if (!json) {
                terminal.out().println(file);
                terminal.out().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
