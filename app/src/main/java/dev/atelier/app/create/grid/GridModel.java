package dev.atelier.app.create.grid;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.Finished;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import dev.atelier.recipe.grid.Grid.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the axes say, and the grid that is being drawn. The queue draws it as ordinary jobs, so its
/// pictures are kept like all others. Event thread.
public final class GridModel {
    public static final int AXES = 3;

    private final Observed<Recipe> draft;
    private final Queue queue;
    private final Value<List<Row>> rows;
    private final Value<Check> check;
    private final Value<Optional<Sheet>> sheet = Value.of(Optional.empty());
    private final Map<Long, Cell> waiting = new HashMap<>();

    /// Where cells are drawn.
    public interface Queue {
        /// @return the number of the job
        long add(Recipe recipe);

        void cancel(long job);
    }

    /// One axis as it is typed.
    public record Row(Optional<Axis> axis, String values) {
        static final Row NONE = new Row(Optional.empty(), "");
    }

    /// Whether the rows make a grid.
    ///
    /// @param cells how many pictures; 0 where they make none
    /// @param sentence what is wrong; empty where nothing is
    public record Check(int cells, String sentence) {}

    /// A grid and what is drawn of it.
    public record Sheet(Grid grid, Map<Cell, Finished> drawn) {
        public Sheet {
            drawn = Map.copyOf(drawn);
        }

        Sheet with(Cell cell, Finished picture) {
            var more = new HashMap<>(drawn);
            more.put(cell, picture);
            return new Sheet(grid, more);
        }

        /// How many cells there are.
        public int cells() {
            return grid.length(0) * grid.length(1) * grid.length(2);
        }
    }

    /// @param latest the queue's newest picture
    public GridModel(Observed<Recipe> draft, Queue queue, Observed<Optional<Finished>> latest) {
        this.draft = draft;
        this.queue = queue;
        rows = Value.of(List.of(Row.NONE, Row.NONE, Row.NONE));
        check = Value.of(checked());
        draft.onChange(now -> check.set(checked()));
        latest.onChange(picture -> picture.ifPresent(this::hear));
    }

    public Observed<List<Row>> rows() {
        return rows;
    }

    public Observed<Check> check() {
        return check;
    }

    public Observed<Optional<Sheet>> sheet() {
        return sheet;
    }

    /// How many cells still wait.
    public int waiting() {
        return waiting.size();
    }

    /// @param at 0 for x, 1 for y, 2 for z
    public void row(int at, Row row) {
        var next = new ArrayList<>(rows.get());
        next.set(at, row);
        rows.set(List.copyOf(next));
        check.set(checked());
    }

    /// X becomes y, and y x.
    public void swap() {
        var now = rows.get();
        rows.set(List.of(now.get(1), now.get(0), now.get(2)));
        check.set(checked());
    }

    private Check checked() {
        boolean unfinished = rows.get().stream().anyMatch(GridModel::isUnfinished);
        if (unfinished) {
            return new Check(0, ""); // somebody is about to type
        }
        try {
            var lines = lines();
            return lines.isEmpty()
                    ? new Check(0, "")
                    : new Check(Grid.of(draft.get(), lines).cells().size(), "");
        } catch (IllegalArgumentException e) {
            return new Check(0, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isUnfinished(Row row) {
        return row.values().isBlank()
                && row.axis().filter(axis -> axis.kind() != Axis.Kind.CHOICE).isPresent();
    }

    /// Rows without an axis stand for nothing; the ones below move up.
    private List<Grid.Line> lines() {
        var lines = new ArrayList<Grid.Line>();
        for (var row : rows.get()) {
            row.axis().ifPresent(axis -> lines.add(new Grid.Line(axis, axis.read(row.values()))));
        }
        return lines;
    }

    /// Orders the whole grid. What an earlier one still waits for is cancelled.
    public void make() {
        if (check.get().cells() == 0) {
            return;
        }
        cancel();
        var grid = Grid.of(draft.get(), lines());
        sheet.set(Optional.of(new Sheet(grid, Map.of())));
        for (var cell : grid.cells()) {
            waiting.put(queue.add(cell.recipe()), cell);
        }
    }

    /// Cancels what is not drawn yet.
    public void cancel() {
        var jobs = List.copyOf(waiting.keySet());
        waiting.clear();
        jobs.forEach(queue::cancel);
    }

    private void hear(Finished picture) {
        var cell = waiting.remove(picture.job());
        if (cell != null) {
            sheet.update(present -> present.map(now -> now.with(cell, picture)));
        }
    }
}
