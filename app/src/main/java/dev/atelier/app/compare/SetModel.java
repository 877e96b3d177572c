package dev.atelier.app.compare;

import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Two sets that are compared, pair by pair, and the pair that is looked at. Reading and measuring
/// run away from the event thread. Event thread.
public final class SetModel {
    private final Tasks tasks;
    private final CompareModel pair;
    private final Value<Optional<MeasuredSets>> sets = Value.of(Optional.empty());
    private final Value<Integer> current = Value.of(-1);
    private final Value<Boolean> running = Value.of(false);
    private final Value<String> problem = Value.of("");
    private Optional<Cancellation> stop = Optional.empty();
    private int asked;

    /// One set before its pictures are known.
    ///
    /// @param name what people call it
    public record Named(String name, Reader reader) {}

    /// Reads the pictures of a set; blocks.
    @FunctionalInterface
    public interface Reader {
        List<SetPicture> read(Cancellation cancellation) throws IOException;
    }

    /// @param pair shows the pair that is looked at
    SetModel(Tasks tasks, CompareModel pair) {
        this.tasks = tasks;
        this.pair = pair;
    }

    /// Empty while nothing is compared; its pairs are measured one after another.
    public Observed<Optional<MeasuredSets>> sets() {
        return sets;
    }

    /// The number of the pair that is looked at; -1 for none.
    public Observed<Integer> current() {
        return current;
    }

    /// Whether pairs are still found or measured.
    public Observed<Boolean> running() {
        return running;
    }

    /// Why the sets could not be compared, in words; empty where they could.
    public Observed<String> problem() {
        return problem;
    }

    /// Pairs two sets and measures the pairs; what was compared before is forgotten.
    public void compare(Named a, Named b) {
        compare(a, b, 0);
    }

    /// The same, and looks at a pair first.
    ///
    /// @param at its number; the last one where there are less
    void compare(Named a, Named b, int at) {
        close();
        int mine = ++asked;
        var cancellation = new Cancellation();
        stop = Optional.of(cancellation);
        running.set(true);
        problem.set("");
        tasks.run(
                "compare-sets",
                task -> {
                    task.onCancel(cancellation::cancel);
                    var first = a.reader.read(cancellation);
                    return SetPairs.of(first, b.reader.read(cancellation));
                },
                new Tasks.Outcome<SetPairs>(
                        found -> {
                            if (mine == asked) {
                                begin(new MeasuredSets.Titles(a.name, b.name), found, at);
                            }
                        },
                        failure -> fail(mine, failure),
                        () -> end(mine)));
    }

    private void begin(MeasuredSets.Titles names, SetPairs pairs, int at) {
        if (pairs.pairs().isEmpty()) {
            var words = Messages.of(SetModel.class);
            problem.set(words.text("sets.none", pairs.onlyA().size(), pairs.onlyB().size()));
            end(asked);
            return;
        }
        sets.set(Optional.of(MeasuredSets.waiting(names, pairs)));
        measure(asked, pairs);
        show(Math.clamp(at, 0, pairs.pairs().size() - 1));
    }

    private void measure(int mine, SetPairs pairs) {
        var cancellation = stop.orElseThrow();
        tasks.run(
                "compare-sets",
                task -> {
                    task.onCancel(cancellation::cancel);
                    int all = pairs.pairs().size();
                    for (int i = 0; i < all; i++) {
                        cancellation.requireGoing();
                        learn(task, i, MeasuredPair.of(pairs.pairs().get(i)), all, mine);
                    }
                    return true;
                },
                new Tasks.Outcome<Boolean>(
                        done -> end(mine), failure -> fail(mine, failure), () -> end(mine)));
    }

    private void learn(Task task, int at, MeasuredPair measured, int all, int mine) {
        task.report(new Task.Step((at + 1.0) / all, at + 1 + " / " + all));
        tasks.onEvents(() -> {
            if (mine == asked) {
                sets.update(now -> now.map(known -> known.with(at, measured)));
                if (at == current.get()) {
                    look(measured);
                }
            }
        });
    }

    private void fail(int mine, Throwable failure) {
        if (mine == asked) {
            problem.set(FailureMessages.of(failure));
        }
        end(mine);
    }

    private void end(int mine) {
        if (mine == asked) {
            running.set(false);
        }
    }

    /// Looks at a pair.
    public void show(int at) {
        var all = sets.get().map(MeasuredSets::pairs).orElse(List.of());
        if (at >= 0 && at < all.size()) {
            current.set(at);
            look(all.get(at));
        }
    }

    private void look(MeasuredPair measured) {
        measured.files()
                .ifPresent(files -> {
                    pair.take(Side.A, files.a());
                    pair.take(Side.B, files.b());
                });
    }

    /// Looks at the pair before or after.
    public void move(int by) {
        int last = sets.get().map(it -> it.pairs().size()).orElse(0) - 1;
        if (last >= 0) {
            show(Math.clamp(current.get() + by, 0, last));
        }
    }

    /// Forgets the sets; what is being measured is dropped.
    public void close() {
        stop.ifPresent(Cancellation::cancel);
        stop = Optional.empty();
        asked++;
        running.set(false);
        current.set(-1);
        sets.set(Optional.empty());
        problem.set("");
    }

    /// Writes the report of what is measured by now.
    ///
    /// @param done is called with the page
    public void report(Path folder, Consumer<Path> done) {
        if (sets.get().isEmpty()) {
            return;
        }
        var measured = sets.get().get();
        var cancellation = new Cancellation();
        tasks.run(
                "write-report",
                task -> {
                    task.onCancel(cancellation::cancel);
                    return SetReport.write(
                            measured, folder, Messages.of(SetReport.class), cancellation);
                },
                Tasks.Outcome.of(done, failure -> problem.set(FailureMessages.of(failure))));
    }
}
