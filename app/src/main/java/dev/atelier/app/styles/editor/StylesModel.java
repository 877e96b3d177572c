package dev.atelier.app.styles.editor;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.styles.Style;
import dev.atelier.app.styles.Styles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file of styles. Every change reads it again, since A1111 may have written it meanwhile, and
/// a file that cannot be understood is never written. Event thread.
public final class StylesModel {
    private static final Logger log = LoggerFactory.getLogger(StylesModel.class);

    private final Tasks tasks;
    private final Value<Path> file;
    private final Value<Styles> styles = Value.of(Styles.NONE);
    private final Value<Optional<Problem>> problem = Value.of(Optional.empty());
    private final Value<Optional<Removed>> removed = Value.of(Optional.empty());
    private final List<UnaryOperator<Styles>> waiting = new ArrayList<>();
    private boolean busy;

    /// Why the file is left alone.
    public enum Problem {
        NO_UTF8,
        OPEN_QUOTE,
        NO_COLUMNS,
        UNREADABLE
    }

    /// A style that can be had back.
    ///
    /// @param before the table it stood in
    public record Removed(String name, Styles before) {}

    /// What a name can be used for.
    public enum Name {
        FREE,
        TAKEN,
        NONE
    }

    public StylesModel(Tasks tasks, Path file) {
        this.tasks = tasks;
        this.file = Value.of(file);
        refresh();
    }

    /// What the file held when it was last read.
    public Observed<Styles> styles() {
        return styles;
    }

    public Observed<Optional<Problem>> problem() {
        return problem;
    }

    public Observed<Optional<Removed>> removed() {
        return removed;
    }

    public Observed<Path> file() {
        return file;
    }

    /// Uses another file from now on; the old one stays as it is.
    public void use(Path other) {
        file.set(other);
        removed.set(Optional.empty());
        refresh();
    }

    /// Reads the file again.
    public void refresh() {
        change(now -> now);
    }

    /// Adds a style, or changes the one of that name.
    public void save(Style style) {
        change(now -> now.with(style));
    }

    /// Changes a style and, if it is called otherwise now, its name.
    public void edit(String name, Style changed) {
        change(now -> {
            boolean other = !name.equals(changed.name());
            if (other && now.find(changed.name()).isPresent()) {
                return now; // another program has taken the name meanwhile
            }
            return now.renamed(name, changed.name()).with(changed);
        });
    }

    /// Removes a style; [#undo] brings it back.
    public void remove(String name) {
        var before = styles.get();
        if (before.find(name).isPresent()) {
            removed.set(Optional.of(new Removed(name, before)));
            change(now -> now.without(name));
        }
    }

    /// Brings back what was removed last.
    public void undo() {
        removed.get().ifPresent(it -> change(now -> now.restored(it.name(), it.before())));
        removed.set(Optional.empty());
    }

    /// Whether a style may be called so.
    public Name name(String name) {
        if (!Styles.isStyle(name)) {
            return Name.NONE;
        }
        return styles.get().find(name).isPresent() ? Name.TAKEN : Name.FREE;
    }

    /// Whether something is still on its way to the disk or back.
    boolean busy() {
        return busy;
    }

    private void change(UnaryOperator<Styles> change) {
        waiting.add(change);
        if (!busy) {
            next();
        }
    }

    private void next() {
        busy = true;
        var changes = List.copyOf(waiting);
        waiting.clear();
        var path = file.get();
        tasks.run(
                "save-styles",
                task -> {
                    var before = Styles.read(path);
                    var after = before;
                    for (var change : changes) {
                        after = change.apply(after);
                    }
                    if (!after.equals(before)) {
                        after.write(path);
                    }
                    return after;
                },
                Tasks.Outcome.of(
                        now -> ended(Optional.of(now), Optional.empty()),
                        failure -> ended(Optional.empty(), Optional.of(problem(failure)))));
    }

    private void ended(Optional<Styles> now, Optional<Problem> why) {
        busy = false;
        now.ifPresent(styles::set);
        problem.set(why);
        if (!waiting.isEmpty()) {
            next();
        }
    }

    private static Problem problem(Throwable failure) {
        log.warn("the styles were left alone", failure);
        if (failure instanceof Styles.Broken broken) {
            return Problem.valueOf(broken.kind().name());
        }
        return Problem.UNREADABLE;
    }
}
