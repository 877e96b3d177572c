package dev.atelier.app.memory;

import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.settings.MemoryPoint;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How much memory pictures need on this machine, learned from those made: the process's peak by
/// megapixels at once, for each model. Away from what was measured, and of a model that was never
/// used, a guess by the size of its file fills in.
public final class MemoryEstimator {
    private static final int REMEMBERED = 8;

    /// How much a smaller measurement counts against a larger one before it.
    private static final double NEWEST = 0.4;

    // First guesses: the peaks of a full-size SD1 model in bf16 on a processor were 2.7, 5.4 and
    // 7.5 GB at 128, 512 and 1024 pixels square, those of the starter model 0.4, 0.6 and 0.9 GB.
    private static final double PROGRAM = 0.4e9;
    private static final double WEIGHTS = 1.1;
    private static final double WORKSPACE = 1.9e9;
    private static final double WORKSPACE_FULL_AT = 0.26;
    private static final double PER_MEGAPIXEL = 2.7e9;
    private static final double FULL_SIZE = 2e9;
    private static final double NARROWEST = 0.15;

    private final Settings settings;

    public MemoryEstimator(Settings settings) {
        this.settings = settings;
    }

    /// Learns from what making a recipe took.
    public void learn(Recipe recipe, long peakBytes) {
        var known = known(recipe);
        double before = known.getOrDefault(megapixels(recipe), 0.0);
        double now = Math.max((double) peakBytes, before + NEWEST * (peakBytes - before));
        known.put(megapixels(recipe), now);
        while (known.size() > REMEMBERED) {
            known.remove(known.higherKey(known.firstKey())); // the ends say the most
        }
        settings.put(
                setting(recipe),
                known.entrySet().stream()
                        .map(point -> new MemoryPoint(point.getKey(), point.getValue()))
                        .toList());
    }

    /// Bytes that the process will hold while it makes a recipe.
    ///
    /// @param modelBytes size of the model's file
    public long predict(Recipe recipe, long modelBytes) {
        var known = known(recipe);
        double at = megapixels(recipe);
        double guess = guess(modelBytes, at);
        if (known.isEmpty()) {
            return Math.round(guess);
        }
        var below = known.floorEntry(at);
        var above = known.ceilingEntry(at);
        var nearest = below == null ? above : below;
        // The guess is trusted for how much more or less this takes than what was measured.
        double need = nearest.getValue() + guess - guess(modelBytes, nearest.getKey());
        if (below == null || above == null) {
            return Math.round(Math.max(need, (double) modelBytes));
        }
        double least = between(below, above, at);
        return Math.round(Math.clamp(need, least, Math.max(least, above.getValue())));
    }

    /// The same of a recipe with control units. Before the first picture with as many of them the
    /// files stand for what they take.
    ///
    /// @param controlBytes size of their files
    public long predict(Recipe recipe, long modelBytes, long controlBytes) {
        if (controls(recipe) == 0) {
            return predict(recipe, modelBytes);
        }
        return known(recipe).isEmpty()
                ? predict(recipe.withControls(List.of()), modelBytes)
                        + Math.round(WEIGHTS * controlBytes)
                : predict(recipe, modelBytes + controlBytes);
    }

    /// How many control networks a recipe has.
    private static long controls(Recipe recipe) {
        return recipe.activeControls().stream().map(ControlUnit::model).distinct().count();
    }

    private static double guess(long modelBytes, double megapixels) {
        double scale = Math.clamp(modelBytes / FULL_SIZE, NARROWEST, 1);
        return PROGRAM
                + WEIGHTS * modelBytes
                + scale * WORKSPACE * Math.min(1, megapixels / WORKSPACE_FULL_AT)
                + scale * PER_MEGAPIXEL * megapixels;
    }

    private static double between(
            Map.Entry<Double, Double> below, Map.Entry<Double, Double> above, double at) {
        if (below.getKey().equals(above.getKey())) {
            return below.getValue();
        }
        double share = (at - below.getKey()) / (above.getKey() - below.getKey());
        return below.getValue() + share * (above.getValue() - below.getValue());
    }

    /// Of the larger pass, times the pictures made at once.
    private static double megapixels(Recipe recipe) {
        double first = recipe.size().width() * (double) recipe.size().height();
        double second =
                recipe.secondPass()
                        .map(hires ->
                                hires.resize()
                                        .map(size -> size.width() * (double) size.height())
                                        .orElse(first * hires.scale() * hires.scale()))
                        .orElse(0.0);
        return Math.max(first, second) * recipe.batch().size() / 1e6;
    }

    private NavigableMap<Double, Double> known(Recipe recipe) {
        var points = new TreeMap<Double, Double>();
        for (var point : settings.get(setting(recipe))) {
            points.put(point.megapixels(), point.bytes());
        }
        return points;
    }

    private static Setting<List<MemoryPoint>> setting(Recipe recipe) {
        long controls = controls(recipe);
        return StudioSettings.MEMORY.of(
                ModelLibrary.modelName(recipe) + (controls == 0 ? "" : "+" + controls));
    }
}
