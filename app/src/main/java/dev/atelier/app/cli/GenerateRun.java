package dev.atelier.app.cli;

import dev.atelier.app.account.SentJobs;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/// One run of a generator on the terminal: shows progress, writes every picture as soon as it is
/// finished, and lists the files.
public final class GenerateRun implements Observer {
    private final Terminal terminal;
    private final Destination destination;
    private final boolean json;
    private final ProgressLine line;
    private final List<Map<String, Object>> written = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private int part;
    private int parts = 1;
    private long waiting = -1;
    private Optional<Sending> sending = Optional.empty();
    private Optional<SentJobs.Note> note = Optional.empty();
    private int inJob;

    /// Where jobs are noted that are sent, and where they go.
    record Sending(SentJobs jobs, SentJobs.Service service) {}

    public GenerateRun(Terminal terminal, Destination destination, boolean json) {
        this.terminal = terminal;
        this.destination = destination;
        this.json = json;
        this.line = new ProgressLine(terminal);
    }

    /// Jobs are sent to a queue and noted until their pictures are saved.
    GenerateRun noting(Optional<Sending> to) {
        sending = to;
        return this;
    }

    /// Fetches the pictures of a job that an earlier program has sent, those that it has not saved;
    /// blocks.
    ///
    /// @param generator the service that it was sent to
    public void resume(Generator generator, SentJobs.Note sent) throws GenerationException {
        note = Optional.of(sent);
        draw(generator, sent.recipe(), new Cancellation());
    }

    /// Makes the pictures of `recipe`; blocks.
    ///
    /// @return the exit code
    int make(Generator generator, Recipe recipe, Cancellation cancellation)
            throws GenerationException {
        long start = System.nanoTime();
        draw(generator, recipe, cancellation);
        report(start, Optional.empty());
        return ExitCode.OK;
    }

    /// What comes next is one of several parts, for the progress.
    ///
    /// @param index from 0
    void part(int index, int count) {
        part = index;
        parts = count;
    }

    /// Makes and writes pictures; blocks.
    ///
    /// @return the file of the last
    Optional<Path> draw(Generator generator, Recipe recipe, Cancellation cancellation)
            throws GenerationException {
        int before = files.size();
        waiting = -1;
        inJob = 0;
        // A job that is found again must be the same.
        var own =
                sending.isEmpty()
                        ? recipe
                        : recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        sending.ifPresent(it -> note = Optional.of(begin(it, own)));
        try {
            generator.generate(own, this, cancellation);
            note.ifPresent(SentJobs.Note::over);
        } catch (GenerationException e) {
            failed(e.failure());
            throw e;
        } finally {
            line.clear();
        }
        if (cancellation.mode() == Cancellation.StopMode.CANCEL) {
            throw new CancellationException();
        }
        return files.size() > before ? Optional.of(files.getLast()) : Optional.empty();
    }

    private SentJobs.Note begin(Sending to, Recipe recipe) {
        var place =
                new SentJobs.Place(
                        destination.folder(), destination.name(), destination.replaces());
        return to.jobs().begin(to.service(), recipe, place);
    }

    /// A service that cannot be reached may have the job, and do it.
    private void failed(Failure why) {
        if (note.isPresent() && why instanceof Failure.Unreachable) {
            if (note.get().request().isPresent()) {
                terminal.err().println(Message.of("cli.sent-kept").english());
            }
        } else {
            note.ifPresent(SentJobs.Note::over);
        }
    }

    @Override
    public void submitted(String request) {
        note.ifPresent(it -> it.submitted(request));
    }

    @Override
    public Optional<String> known() {
        return note.flatMap(SentJobs.Note::request);
    }

    /// Prints what JSON was requested, or the sheet.
    ///
    /// @param start of all, as the clock's nanoseconds
    void report(long start, Optional<Path> sheet) {
        if (json) {
            var report = new LinkedHashMap<String, Object>();
            report.put("pictures", written);
            sheet.ifPresent(file -> report.put("grid", file.toString()));
            report.put("seconds", Math.round((System.nanoTime() - start) / 1e6) / 1e3);
            terminal.out().println(JsonText.of(report));
        } else {
            sheet.ifPresent(terminal.out()::println);
        }
    }

    /// A service's queue: printed once, and again when the number has halved.
    @Override
    public void waiting(long before) {
        if (waiting == -1 || before * 2 <= waiting) {
            waiting = before;
            line.clear();
            terminal.err()
                    .println(
                            Message.of(before == 0 ? "cli.queue-next" : "cli.queue-ahead", before)
                                    .english());
            if (before == 0) {
                waiting = Long.MIN_VALUE;
            }
        }
    }

    @Override
    public void progress(Progress progress) {
        line.show(
                parts == 1
                        ? progress
                        : new Progress(
                                part + 1,
                                parts,
                                progress.step(),
                                progress.steps(),
                                progress.perSecond(),
                                progress.remaining()));
    }

    @Override
    public void finished(Picture picture) {
        line.clear();
        try {
            var seed = picture.recipe().seed().value();
            var saved = note.flatMap(it -> it.saved(inJob));
            var file = saved.isPresent() ? saved.get() : save(picture, seed);
            inJob++;
            var entry = new LinkedHashMap<String, Object>();
            entry.put("file", file.toString());
            entry.put("seed", seed);
            entry.put("width", picture.size().width());
            entry.put("height", picture.size().height());
            entry.put("facts", picture.facts());
            written.add(entry);
            files.add(file);
            if (!json) {
                terminal.out().println(file);
                terminal.out().flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file is replaced where that was requested; else the next free name is taken.
    private Path save(Picture picture, BigInteger seed) throws IOException {
        while (true) {
            var file = destination.next(written.size(), seed);
            note.ifPresent(it -> it.plan(inJob, file));
            if (destination.replaces()) {
                PictureFile.write(picture, file);
                return file;
            }
            try {
                PictureFile.writeNew(picture, file);
                return file;
            } catch (FileAlreadyExistsException e) {
                // Another program took the name since: the loop asks for the next.
            }
        }
    }
}
