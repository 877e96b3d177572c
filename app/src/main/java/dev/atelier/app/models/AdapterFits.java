package dev.atelier.app.models;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether LoRAs or control networks fit checkpoints, by the shapes of their layers, which their
/// headers give. Each pair is compared once, away from the event thread. Event thread.
public final class AdapterFits {
    private static final Logger log = LoggerFactory.getLogger(AdapterFits.class);

    /// Checkpoints whose headers are read to find one that an adapter fits.
    private static final int MOST = 40;

    private final Comparison comparison;
    private final Tasks tasks;
    private final Runnable changed;
    private final Map<Pair, Boolean> compared = new HashMap<>();
    private final Set<Pair> asked = new HashSet<>();
    private final Value<Integer> comparisons = Value.of(0);

    /// Reads headers.
    @FunctionalInterface
    public interface Comparison {
        /// @return by file; without those that cannot be read
        /// @throws IOException when the checkpoint cannot be read
        Map<Path, Boolean> fits(Path checkpoint, List<Path> adapters) throws IOException;
    }

    /// What is compared; a file that was replaced by one of another size is another.
    private record Pair(Path checkpoint, Path adapter, long bytes) {
        static Pair of(ModelRow model, ModelRow adapter) {
            return new Pair(model.file(), adapter.file(), adapter.sizeBytes());
        }
    }

    /// @param changed called when more is known
    public AdapterFits(Comparison comparison, Tasks tasks, Runnable changed) {
        this.comparison = comparison;
        this.tasks = tasks;
        this.changed = changed;
    }

    /// How often more became known.
    public Observed<Integer> comparisons() {
        return comparisons;
    }

    /// Empty until both were compared.
    public Optional<Boolean> known(ModelRow checkpoint, ModelRow adapter) {
        return Optional.ofNullable(compared.get(Pair.of(checkpoint, adapter)));
    }

    /// A checkpoint that an adapter fits; empty until they were compared, after which
    /// [#comparisons] changes.
    ///
    /// @param rows all models
    /// @param recent names of checkpoints, those used last first
    public Optional<ModelRow> checkpointFor(
            ModelRow adapter, List<ModelRow> rows, List<String> recent) {
        var likely =
                rows.stream()
                        .filter(row -> row.usable() && adapter.isOfFamily(row))
                        .sorted(Comparator.comparingInt(row -> rank(recent, row)))
                        .limit(MOST)
                        .toList();
        likely.forEach(row -> compare(row, List.of(adapter)));
        return likely.stream().filter(row -> known(row, adapter).orElse(false)).findFirst();
    }

    private static int rank(List<String> recent, ModelRow row) {
        int at = recent.indexOf(row.name());
        return at < 0 ? recent.size() : at;
    }

    /// Compares those that were not compared with that checkpoint yet.
    public void compare(ModelRow checkpoint, List<ModelRow> adapters) {
        var pairs =
                adapters.stream()
                        .filter(ModelRow::sound)
                        .map(row -> Pair.of(checkpoint, row))
                        .filter(asked::add)
                        .toList();
        if (!pairs.isEmpty()) {
            tasks.run(
                    "compare-adapters",
                    task ->
                            comparison.fits(
                                    checkpoint.file(), pairs.stream().map(Pair::adapter).toList()),
                    Tasks.Outcome.of(
                            found -> {
                                for (var pair : pairs) {
                                    var fits = found.get(pair.adapter);
                                    if (fits != null) {
                                        compared.put(pair, fits);
                                    }
                                }
                                changed.run();
                                comparisons.update(count -> count + 1);
                            },
                            failure -> log.warn("Adapters were not compared", failure)));
        }
    }
}
