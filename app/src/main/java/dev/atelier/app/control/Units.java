package dev.atelier.app.control;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.recipe.ControlUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The ControlNet units of the recipe that the user edits. Each change is a step that can be
/// undone. Event thread.
record Units(RecipeDraft draft) {
    /// As many as the webui has at most.
    static final int MOST = 10;

    /// The units now.
    List<ControlUnit> all() {
        return draft.recipe().get().controls();
    }

    /// Changes one unit; nothing where it is gone.
    ///
    /// @param part which field of it, empty for a step of its own
    void change(int at, String part, UnaryOperator<ControlUnit> change) {
        var field = part.isEmpty() ? "" : "control " + part + " " + at;
        edit(
                field,
                units -> {
                    if (at < units.size()) {
                        units.set(at, change.apply(units.get(at)));
                    }
                });
    }

    void add(int at, ControlUnit unit) {
        edit("", units -> units.add(Math.min(at, units.size()), unit));
    }

    void remove(int at) {
        edit(
                "",
                units -> {
                    if (at < units.size()) {
                        units.remove(at);
                    }
                });
    }

    void move(int from, int to) {
        edit(
                "",
                units -> {
                    if (from < units.size() && to >= 0 && to < units.size()) {
                        units.add(to, units.remove(from));
                    }
                });
    }

    private void edit(String field, Consumer<List<ControlUnit>> change) {
        draft.edit(
                field,
                recipe -> {
                    var next = new ArrayList<>(recipe.controls());
                    change.accept(next);
                    return recipe.withControls(next);
                });
    }

    /// Whether a unit takes part.
    static boolean isOn(ControlUnit it) {
        return it.scope().on();
    }
}
