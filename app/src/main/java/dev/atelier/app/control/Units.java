package dev.atelier.app.control;

import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.ControlUnit.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lists of units and units with one thing changed.
final class Units {
    /// As many as the webui has at most.
    static final int MOST = 10;

    private Units() {}

    static List<ControlUnit> changed(
            List<ControlUnit> units, int at, UnaryOperator<ControlUnit> change) {
        if (at >= units.size()) {
            return units;
        }
        var next = new ArrayList<>(units);
        next.set(at, change.apply(next.get(at)));
        return next;
    }

    static List<ControlUnit> added(List<ControlUnit> units, int at, ControlUnit unit) {
        var next = new ArrayList<>(units);
        next.add(Math.min(at, next.size()), unit);
        return next;
    }

    static List<ControlUnit> removed(List<ControlUnit> units, int at) {
        var next = new ArrayList<>(units);
        if (at < next.size()) {
            next.remove(at);
        }
        return next;
    }

    static List<ControlUnit> moved(List<ControlUnit> units, int from, int to) {
        if (from >= units.size() || to < 0 || to >= units.size()) {
            return units;
        }
        var next = new ArrayList<>(units);
        next.add(to, next.remove(from));
        return next;
    }

    /// Whether a unit takes part.
    static boolean isOn(ControlUnit it) {
        return it.scope().on();
    }

    static ControlUnit withModel(ControlUnit it, String model) {
        return new ControlUnit(
                model,
                it.preprocessing(),
                it.image(),
                it.weight(),
                it.start(),
                it.end(),
                it.balance(),
                it.scope());
    }

    static ControlUnit withImage(ControlUnit it, String image) {
        return new ControlUnit(
                it.model(),
                it.preprocessing(),
                image,
                it.weight(),
                it.start(),
                it.end(),
                it.balance(),
                it.scope());
    }

    static ControlUnit withWeight(ControlUnit it, double weight) {
        return new ControlUnit(
                it.model(),
                it.preprocessing(),
                it.image(),
                weight,
                it.start(),
                it.end(),
                it.balance(),
                it.scope());
    }

    static ControlUnit withSteps(ControlUnit it, double start, double end) {
        return new ControlUnit(
                it.model(),
                it.preprocessing(),
                it.image(),
                it.weight(),
                start,
                end,
                it.balance(),
                it.scope());
    }

    static ControlUnit withBalance(ControlUnit it, ControlUnit.Balance balance) {
        return new ControlUnit(
                it.model(),
                it.preprocessing(),
                it.image(),
                it.weight(),
                it.start(),
                it.end(),
                balance,
                it.scope());
    }

    static ControlUnit with(ControlUnit it, Preprocessing preprocessing) {
        return new ControlUnit(
                it.model(),
                preprocessing,
                it.image(),
                it.weight(),
                it.start(),
                it.end(),
                it.balance(),
                it.scope());
    }

    /// Another module begins with its own numbers.
    static ControlUnit withModule(ControlUnit it, String module) {
        var old = it.preprocessing();
        return with(
                it,
                new Preprocessing(module, old.fit(), old.resolution(), -1, -1, old.pixelPerfect()));
    }

    static ControlUnit withNumbers(ControlUnit it, double a, double b) {
        var old = it.preprocessing();
        return with(
                it,
                new Preprocessing(
                        old.module(), old.fit(), old.resolution(), a, b, old.pixelPerfect()));
    }

    static ControlUnit withFit(ControlUnit it, ControlUnit.Fit fit) {
        var old = it.preprocessing();
        return with(
                it,
                new Preprocessing(
                        old.module(),
                        fit,
                        old.resolution(),
                        old.thresholdA(),
                        old.thresholdB(),
                        old.pixelPerfect()));
    }

    static ControlUnit withResolution(ControlUnit it, int resolution) {
        var old = it.preprocessing();
        return with(
                it,
                new Preprocessing(
                        old.module(),
                        old.fit(),
                        resolution,
                        old.thresholdA(),
                        old.thresholdB(),
                        old.pixelPerfect()));
    }

    static ControlUnit withPerfect(ControlUnit it, boolean perfect) {
        var old = it.preprocessing();
        return with(
                it,
                new Preprocessing(
                        old.module(),
                        old.fit(),
                        old.resolution(),
                        old.thresholdA(),
                        old.thresholdB(),
                        perfect));
    }
}
