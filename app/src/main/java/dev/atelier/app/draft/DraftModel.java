package dev.atelier.app.draft;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Subscription;
import dev.atelier.app.observe.Value;
import dev.atelier.app.shell.UndoHistory;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.prompt.LoraTag;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// The recipe that the user edits. Every change of the form goes through [#edit], so that all of it
/// can be undone; edits of one field without a pause are one step, and so is a word that is typed.
/// Event thread.
public final class DraftModel implements RecipeDraft {
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final Value<Recipe> recipe;
    private final UndoHistory history;
    private final LongSupplier nanos;
    private BooleanSupplier form = () -> true;
    private String lastField = "";
    private long lastEdit;

    /// @param history takes every edit
    public DraftModel(Recipe first, UndoHistory history) {
        this(first, history, System::nanoTime);
    }

    /// @param nanos a clock, as [System#nanoTime]
    DraftModel(Recipe first, UndoHistory history, LongSupplier nanos) {
        recipe = Value.of(first);
        this.history = history;
        this.nanos = nanos;
    }

    /// Says how what is typed and not yet taken gets into the recipe.
    ///
    /// @param settles takes all of it; false where a field holds what cannot be used, which it then
    ///   points at
    public void form(BooleanSupplier settles) {
        form = settles;
    }

    /// Takes what is typed in the form. Ask before the recipe is used: nothing is made with other
    /// values than are shown.
    ///
    /// @return whether the recipe is what the form shows
    public boolean settle() {
        return form.getAsBoolean();
    }

    @Override
    public Observed<Recipe> recipe() {
        return recipe;
    }

    /// What [#edit] adds to.
    public UndoHistory history() {
        return history;
    }

    @Override
    public void edit(String field, UnaryOperator<Recipe> change) {
        var before = recipe.get();
        var after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        long now = nanos.getAsLong();
        boolean goesOn =
                !field.isEmpty() && field.equals(lastField) && now - lastEdit <= PAUSE_NANOS;
        if (goesOn && history.last().orElse(null) instanceof Edit last) {
            history.amend(new Edit(last.before, after));
        } else {
            history.did(new Edit(before, after));
        }
        lastField = field;
        lastEdit = now;
        recipe.set(after);
    }

    private final class Edit implements UndoHistory.Step {
        private final Recipe before;
        private final Recipe after;

        Edit(Recipe before, Recipe after) {
            this.before = before;
            this.after = after;
        }

        @Override
        public void undo() {
            lastField = "";
            recipe.set(before);
        }

        @Override
        public void redo() {
            lastField = "";
            recipe.set(after);
        }
    }

    /// Another recipe altogether, such as one read from a picture.
    public void replace(Recipe other) {
        edit("", old -> tagged(other));
    }

    /// LoRAs that another program lists beside the prompt become tags, which is what their cards
    /// change.
    public static Recipe tagged(Recipe recipe) {
        return recipe.loras().isEmpty()
                ? recipe
                : recipe.withPrompt(LoraTag.prompt(recipe)).withLoras(List.of());
    }

    public void swapSize() {
        edit("", r -> r.withSize(new Size(r.size().height(), r.size().width())));
    }

    /// The same area in another shape, on the grid of 8.
    public void ratio(int across, int down) {
        edit(
                "",
                r -> {
                    double area = (double) r.size().width() * r.size().height();
                    double unit = Math.sqrt(area / across / down);
                    return r.withSize(
                            new Size(
                                    Size.nearestSide(across * unit),
                                    Size.nearestSide(down * unit)));
                });
    }

    /// One field as a value of its own that follows the recipe, and changes it when set.
    public <T> Value<T> field(
            String name, Function<Recipe, T> get, BiFunction<Recipe, T, Recipe> with) {
        var value = Value.of(get.apply(recipe.get()));
        recipe.onChange(now -> value.set(get.apply(now)));
        value.onChange(set -> {
            var old = get.apply(recipe.get());
            if (old instanceof String was
                    && set instanceof String is
                    && !TypingRun.goesOn(was, is)) {
                lastField = "";
            }
            edit(name, r -> get.apply(r).equals(set) ? r : with.apply(r, set));
            value.set(get.apply(recipe.get())); // the recipe may have rounded it
        });
        return value;
    }

    /// Calls the listener at every change.
    public Subscription onChange(Consumer<Recipe> listener) {
        return recipe.onChange(listener);
    }
}
