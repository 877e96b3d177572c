package dev.atelier.app.compare;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Two pictures that are compared and how they are looked at. Reading and measuring run away from
/// the event thread. Event thread.
public final class CompareModel {
    /// Differences are seen from a 32nd of the range on where the gain is largest.
    static final double MOST_GAIN = 32;

    private static final double GAIN = 8;

    private final Tasks tasks;
    private final Value<Optional<ComparedPicture>> a = Value.of(Optional.empty());
    private final Value<Optional<ComparedPicture>> b = Value.of(Optional.empty());
    private final Value<Optional<Comparison>> comparison = Value.of(Optional.empty());
    private final Value<Optional<BufferedImage>> map = Value.of(Optional.empty());
    private final Value<String> problem = Value.of("");
    private final Value<Mode> mode = Value.of(Mode.SLIDER);
    private final Value<Double> split = Value.of(0.5);
    private final Value<Double> opacity = Value.of(0.5);
    private final Value<Double> gain = Value.of(GAIN);

    /// What is being read for each side.
    private final Map<Side, Path> reading = new EnumMap<>(Side.class);

    /// Counts requests, so that late answers to earlier questions are dropped.
    private int asked;

    private int mapped;

    /// How two pictures are seen at once.
    public enum Mode {
        SLIDER,
        SIDE,
        BLINK,
        OPACITY,
        DIFFERENCE
    }

    /// One of the two.
    public enum Side {
        A,
        B
    }

    public CompareModel(Tasks tasks) {
        this.tasks = tasks;
        gain.onChange(now -> draw());
    }

    public Observed<Optional<ComparedPicture>> picture(Side side) {
        return value(side);
    }

    private Value<Optional<ComparedPicture>> value(Side side) {
        return side == Side.A ? a : b;
    }

    /// Empty until both are there and measured.
    public Observed<Optional<Comparison>> comparison() {
        return comparison;
    }

    /// Where the two differ; empty where nothing was compared.
    public Observed<Optional<BufferedImage>> map() {
        return map;
    }

    /// Why the last file could not be taken, in words; empty where it could.
    public Observed<String> problem() {
        return problem;
    }

    public Value<Mode> mode() {
        return mode;
    }

    /// Where the slider stands: the share of the width that shows the first picture.
    public Value<Double> split() {
        return split;
    }

    /// Of the second picture over the first, 0 to 1.
    public Value<Double> opacity() {
        return opacity;
    }

    /// How much differences are enlarged in the map, 1 to [#MOST_GAIN].
    public Value<Double> gain() {
        return gain;
    }

    /// Takes a picture into the first free place; where both are taken, in place of the second.
    ///
    /// @param taken receives the place when the picture is there
    public void pick(Path file, Consumer<Side> taken) {
        boolean free = a.get().isEmpty() && !reading.containsKey(Side.A);
        take(free ? Side.A : Side.B, file, taken);
    }

    /// Takes a picture. One that cannot be read changes nothing and is reported.
    public void take(Side side, Path file) {
        take(side, file, taken -> {});
    }

    /// Whether nothing was chosen yet.
    boolean isEmpty() {
        return a.get().isEmpty() && b.get().isEmpty() && reading.isEmpty();
    }

    /// Takes what was compared before, where nothing has been chosen yet. One that is gone is left
    /// out.
    void reopen(Side side, Path file) {
        if (value(side).get().isEmpty() && !reading.containsKey(side)) {
            read(side, file, taken -> {}, failure -> {});
        }
    }

    private void take(Side side, Path file, Consumer<Side> taken) {
        problem.set("");
        read(side, file, taken, failure -> problem.set(FailureMessages.of(failure)));
    }

    private void read(Side side, Path file, Consumer<Side> taken, Consumer<Throwable> failed) {
        reading.put(side, file); // a later choice of the same side counts more than a slow disk
        tasks.run(
                "open-picture",
                task -> ComparedPicture.read(file),
                Tasks.Outcome.of(
                        picture -> {
                            if (reading.remove(side, file)) {
                                value(side).set(Optional.of(picture));
                                compare();
                                taken.accept(side);
                            }
                        },
                        failure -> {
                            reading.remove(side, file);
                            failed.accept(failure);
                        }));
    }

    /// The first becomes the second.
    public void swap() {
        var first = a.get();
        a.set(b.get());
        b.set(first);
        compare();
    }

    private void compare() {
        comparison.set(Optional.empty());
        map.set(Optional.empty());
        int mine = ++asked;
        if (a.get().isEmpty() || b.get().isEmpty()) {
            return;
        }
        var first = a.get().get();
        var second = b.get().get();
        tasks.run(
                "compare-pictures",
                task -> Comparison.of(first, second),
                Tasks.Outcome.of(
                        done -> {
                            if (mine == asked) {
                                comparison.set(Optional.of(done));
                                draw();
                            }
                        },
                        failure -> problem.set(FailureMessages.of(failure))));
    }

    private void draw() {
        int mine = ++mapped;
        var done = comparison.get().filter(it -> it.difference().isPresent());
        if (done.isEmpty()) {
            return;
        }
        var first = done.get().a().image();
        var second = done.get().b().image();
        double enlarged = gain.get();
        tasks.run(
                "compare-pictures",
                task -> PictureDifference.map(first, second, enlarged),
                Tasks.Outcome.of(
                        drawn -> {
                            if (mine == mapped && comparison.get().equals(done)) {
                                map.set(Optional.of(drawn));
                            }
                        },
                        failure -> problem.set(FailureMessages.of(failure))));
    }
}
