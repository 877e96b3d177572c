package dev.atelier.app.control;

import dev.atelier.recipe.ControlUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Lists of units with one thing changed.
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
}
