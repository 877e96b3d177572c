package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.styles.WildcardFolder;
import dev.atelier.app.styles.Wildcards;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wildcard files: which there are, and the one that is being edited. Changes reach the disk in
/// the order they are made. Event thread.
public final class WildcardsModel {
    private static final Logger log = LoggerFactory.getLogger(WildcardsModel.class);
    private static final int DRAWS = 5;

    private final Tasks tasks;
    private final Path root;
    private final WildcardFolder folder;
    private final Value<WildcardFolder.Contents> contents =
            Value.of(new WildcardFolder.Contents(Wildcards.NONE, List.of()));
    private final Value<Wildcards> wildcards = Value.of(Wildcards.NONE);
    private final Value<Optional<String>> opened = Value.of(Optional.empty());
    private final Value<String> text = Value.of("");
    private final Value<Boolean> overtaken = Value.of(false);
    private final Value<Optional<Removed>> removed = Value.of(Optional.empty());
    private final Value<Optional<Problem>> problem = Value.of(Optional.empty());
    private final List<Step> steps = new ArrayList<>();
    private boolean busy;
    private String saved = "";
    private long drawn;

    /// A file that can be had back.
    public record Removed(String name, String text) {}

    /// What could not be done.
    ///
    /// @param name of the wildcard
    public record Problem(Kind kind, String name) {
        /// Why.
        public enum Kind {
            /// There is a file of that name.
            TAKEN,
            /// The file is no UTF-8 text, so it cannot be edited.
            NO_TEXT,
            /// The disk refused.
            REFUSED
        }
    }

    /// Something done with the folder, away from the event thread.
    private interface FileChange {
        void run() throws IOException;
    }

    /// @param failed makes good here what was not done there
    private record Step(String name, FileChange action, Runnable failed) {}

    /// What the folder and the opened file hold after some steps.
    private record Found(
            WildcardFolder.Contents contents, Optional<String> text, List<Missed> missed) {}

    /// A step that was not done.
    private record Missed(Problem problem, Runnable failed) {}

    public WildcardsModel(Tasks tasks, Path root) {
        this.tasks = tasks;
        this.root = root;
        folder = new WildcardFolder(root);
        refresh();
    }

    public Path root() {
        return root;
    }

    /// All lists as they are on disk.
    public Observed<Wildcards> wildcards() {
        return wildcards;
    }

    /// The names of files that could not be used, in sentences.
    public Observed<List<Message>> problems() {
        return contents.map(WildcardFolder.Contents::problems);
    }

    /// The name of the wildcard that is being edited.
    public Observed<Optional<String>> opened() {
        return opened;
    }

    /// The text of its file, both ways; on disk after [#save].
    public Value<String> text() {
        return text;
    }

    /// Whether another program has changed the file while there are changes here.
    public State overtaken() {
        return State.of(overtaken);
    }

    public Observed<Optional<Removed>> removed() {
        return removed;
    }

    /// What could not be done last; empty when all was.
    public Observed<Optional<Problem>> problem() {
        return problem;
    }

    /// Looks what the folder holds now.
    public void refresh() {
        if (!busy) {
            look();
        }
    }

    /// Shows another file, after what was typed into the present one is saved.
    public void open(String name) {
        if (opened.get().equals(Optional.of(name))) {
            return;
        }
        save();
        show(Optional.of(name));
        look();
    }

    private void show(Optional<String> name) {
        opened.set(name);
        overtaken.set(false);
        saved = "";
        text.set("");
    }

    /// Whether a new wildcard may be called so.
    public boolean isFree(String name) {
        return Wildcards.isName(name) && !wildcards.get().lists().containsKey(name);
    }

    /// Adds an empty file and opens it.
    public void create(String name) {
        save();
        show(Optional.of(name));
        step(name, () -> folder.create(name, ""), () -> show(Optional.empty()));
    }

    /// Writes what was typed, unless the file was changed by another program.
    public void save() {
        if (!overtaken.get()) {
            keepMine();
        }
    }

    /// Writes what was typed over what another program wrote.
    public void keepMine() {
        overtaken.set(false);
        var words = text.get();
        if (opened.get().isPresent() && !words.equals(saved)) {
            var name = opened.get().get();
            var before = saved;
            saved = words;
            step(name, () -> folder.save(name, words), () -> saved = before);
        }
    }

    /// Forgets what was typed.
    public void takeTheirs() {
        overtaken.set(false);
        text.set(saved);
        look();
    }

    public void rename(String to) {
        save();
        opened.get()
                .ifPresent(from -> {
                    opened.set(Optional.of(to));
                    step(to, () -> folder.rename(from, to), () -> opened.set(Optional.of(from)));
                });
    }

    /// Removes the opened file; [#undo] brings it back.
    public void remove() {
        opened.get()
                .ifPresent(name -> {
                    removed.set(Optional.of(new Removed(name, text.get())));
                    show(Optional.empty());
                    step(name, () -> folder.delete(name), () -> removed.set(Optional.empty()));
                });
    }

    /// The problem has been read.
    public void understood() {
        problem.set(Optional.empty());
    }

    /// Brings back what was removed last.
    public void undo() {
        removed.get()
                .ifPresent(it -> {
                    removed.set(Optional.empty());
                    save();
                    show(Optional.of(it.name()));
                    saved = it.text();
                    text.set(it.text());
                    step(
                            it.name(),
                            () -> folder.create(it.name(), it.text()),
                            () -> show(Optional.empty()));
                });
    }

    /// What the opened wildcard gives a few seeds, as it is typed now.
    public List<String> draws() {
        if (opened.get().isEmpty()) {
            return List.of();
        }
        var name = opened.get().get();
        var lines = Wildcards.lines(text.get());
        if (lines.isEmpty()) {
            return List.of();
        }
        var now = wildcards.get().with(name, lines);
        return IntStream.range(0, DRAWS)
                .mapToObj(i -> now.expand("__" + name + "__", drawn * DRAWS + i).text())
                .toList();
    }

    /// Other seeds for [#draws].
    public void drawAgain() {
        drawn++;
    }

    /// Whether something is still on its way to the disk or back.
    boolean busy() {
        return busy;
    }

    private void look() {
        step("", () -> {}, () -> {});
    }

    private void step(String name, FileChange action, Runnable failed) {
        steps.add(new Step(name, action, failed));
        if (!busy) {
            next();
        }
    }

    private void next() {
        busy = true;
        var todo = List.copyOf(steps);
        steps.clear();
        var name = opened.get();
        tasks.run(
                "save-wildcards",
                task -> done(todo, name),
                Tasks.Outcome.of(
                        found -> ended(name, found),
                        failure -> {
                            log.warn("the wildcards could not be read", failure);
                            goOn();
                        }));
    }

    private Found done(List<Step> todo, Optional<String> name) throws IOException {
        var missed = new ArrayList<Missed>();
        for (var step : todo) {
            attempt(step, missed);
        }
        var words = new ArrayList<String>();
        name.ifPresent(it ->
                attempt(
                        new Step(
                                it, () -> words.add(folder.text(it)), () -> show(Optional.empty())),
                        missed));
        return new Found(folder.read(), words.stream().findFirst(), missed);
    }

    private static void attempt(Step step, List<Missed> missed) {
        try {
            step.action().run();
        } catch (IOException e) {
            log.warn("wildcard {}", step.name(), e);
            missed.add(new Missed(new Problem(kind(e), step.name()), step.failed()));
        }
    }

    private static Problem.Kind kind(IOException e) {
        return switch (e) {
            case FileAlreadyExistsException _ -> Problem.Kind.TAKEN;
            case CharacterCodingException _ -> Problem.Kind.NO_TEXT;
            default -> Problem.Kind.REFUSED;
        };
    }

    private void ended(Optional<String> name, Found found) {
        contents.set(found.contents());
        wildcards.set(found.contents().wildcards());
        if (!found.missed().isEmpty()) {
            found.missed().forEach(missed -> missed.failed().run());
            problem.set(Optional.of(found.missed().getFirst().problem()));
        } else if (name.equals(opened.get()) && steps.isEmpty()) {
            found.text().ifPresent(this::reload);
            closeIfGone();
        }
        goOn();
    }

    private void closeIfGone() {
        boolean typed = !text.get().equals(saved);
        opened.get()
                .filter(name -> !wildcards.get().lists().containsKey(name) && !typed)
                .ifPresent(gone -> show(Optional.empty()));
    }

    private void goOn() {
        busy = false;
        if (!steps.isEmpty()) {
            next();
        }
    }

    /// What the file holds reaches the editor, unless something else was typed.
    private void reload(String onDisk) {
        if (onDisk.equals(saved)) {
            return;
        }
        boolean typed = !text.get().equals(saved) && !text.get().equals(onDisk);
        saved = onDisk;
        if (typed) {
            overtaken.set(true);
        } else {
            text.set(onDisk);
        }
    }
}
