package dev.atelier.app.deploy;

import dev.atelier.app.deploy.Deployment.Phase;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How long the states of a deployment usually last and in which order they come, learnt from the
/// deployments before. Kept in the settings. Event thread.
final class StageTimes {
    /// The state in which the service answers calls.
    static final String RUNNING = "Running";

    /// In place of a state's word: the first picture.
    static final String PICTURE = "picture";

    /// The newest counts most: images and stocks change.
    private static final double NEWEST = 0.4;

    private static final double LEAST_SECONDS = 0.1;

    private final Settings settings;

    /// What was usual before the present deployment taught another.
    private final Map<String, Optional<Duration>> before = new HashMap<>();

    /// How far a deployment is.
    ///
    /// @param elapsed since it was handed over
    /// @param whole what it will have taken in the end; empty where a part of it was never seen
    record Estimate(Duration elapsed, Optional<Duration> whole) {
        /// From 0 to 1; empty where the whole is not known.
        Optional<Double> share() {
            return whole.map(it -> (double) elapsed.toMillis() / Math.max(1, it.toMillis()));
        }
    }

    StageTimes(Settings settings) {
        this.settings = settings;
    }

    /// How long a state usually lasts; empty before it was seen once.
    Optional<Duration> usual(String word) {
        return settings.get(StudioSettings.STAGE.of(word))
                .map(it -> Duration.ofMillis((long) (1000 * it)));
    }

    /// The same without what the present deployment has taught: that it took as long as itself says
    /// nothing.
    Optional<Duration> usualBefore(String word) {
        return before.getOrDefault(word, usual(word));
    }

    /// Another deployment begins.
    void begin() {
        before.clear();
    }

    void learn(String word, Duration time) {
        before.putIfAbsent(word, usual(word));
        var key = StudioSettings.STAGE.of(word);
        double took = Math.max(LEAST_SECONDS, time.toMillis() / 1000.0);
        double known = settings.get(key).orElse(took);
        settings.put(key, Optional.of(known + NEWEST * (took - known)));
    }

    /// Takes over the states of a deployment that runs now, with their times: until then they are
    /// no usual ones.
    ///
    /// @param resumed how many states were seen before the program was started again, 0 where it
    ///   was not: they, and the one that was found then, count time in which nobody looked
    void learn(Deployment runs, int resumed) {
        var words = before(runs);
        for (int i = 0; i < runs.stages().size(); i++) {
            var stage = runs.stages().get(i);
            boolean watched = resumed == 0 || i > resumed;
            if (watched && !stage.word().equals(RUNNING)) {
                learn(stage.word(), stage.time(stage.from()));
            }
        }
        if (!words.isEmpty() && resumed == 0) {
            settings.put(StudioSettings.STAGES, String.join(" ", words));
        }
    }

    /// The states of a deployment before it runs.
    private static List<String> before(Deployment of) {
        return of.stages().stream()
                .map(Deployment.Stage::word)
                .filter(it -> !it.equals(RUNNING))
                .toList();
    }

    /// The order of the last deployment, where this one began alike; empty where it is not known.
    private Optional<List<String>> order(Deployment now) {
        var order = Stream.of(settings.get(StudioSettings.STAGES).split(" ")).toList();
        var seen = before(now);
        boolean alike = seen.isEmpty() || seen.getFirst().equals(order.getFirst());
        return Optional.of(order).filter(it -> alike && !it.getFirst().isEmpty());
    }

    /// The states that are still to come before it runs, as far as they are known.
    List<String> ahead(Deployment now) {
        if (now.stages().stream().anyMatch(it -> it.word().equals(RUNNING))) {
            return List.of();
        }
        var order = order(now).orElse(List.of());
        var seen = before(now);
        int at = seen.isEmpty() ? -1 : order.lastIndexOf(seen.getLast());
        return at < 0
                ? order.stream().filter(it -> !seen.contains(it)).toList()
                : order.subList(at + 1, order.size());
    }

    /// @param draws whether a first picture is made at the end
    Estimate estimate(Deployment now, boolean draws, Instant at) {
        var elapsed = Duration.between(now.begun(), at);
        var last = now.stages().isEmpty() ? null : now.stages().getLast();
        boolean runs = last != null && last.word().equals(RUNNING);
        Optional<Duration> rest;
        if (now.phase() == Phase.DRAWING && last != null) {
            rest = usual(PICTURE).map(it -> left(it, last.time(at)));
        } else if (runs) {
            rest = draws ? usual(PICTURE) : Optional.of(Duration.ZERO);
        } else {
            rest = order(now).map(_ -> Duration.ZERO);
            if (last != null) {
                rest = sum(rest, usual(last.word()).map(it -> left(it, last.time(at))));
            }
            for (var word : ahead(now)) {
                rest = sum(rest, usual(word));
            }
            rest = draws ? sum(rest, usual(PICTURE)) : rest;
        }
        return new Estimate(elapsed, rest.map(elapsed::plus));
    }

    private static Duration left(Duration usual, Duration took) {
        return took.compareTo(usual) < 0 ? usual.minus(took) : Duration.ZERO;
    }

    private static Optional<Duration> sum(Optional<Duration> a, Optional<Duration> b) {
        return a.flatMap(one -> b.map(one::plus));
    }
}
