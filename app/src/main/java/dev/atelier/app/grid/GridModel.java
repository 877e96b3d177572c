package dev.atelier.app.grid;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.Job;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the axes say, and the grid that is being drawn. The queue draws it as ordinary jobs, so its
/// pictures are kept like all others, and what is left of it is drawn after a restart. Event
/// thread.
public final class GridModel {
    public static final int AXES = 3;

    /// What the axes are called, in order.
    static final List<String> NAMES = List.of("X", "Y", "Z");

    private final Observed<Recipe> draft;
    private final Queue queue;
    private final Value<List<Row>> rows;
    private final Value<Check> check;
    private final Value<Optional<QueuedGrid>> queued = Value.of(Optional.empty());
    private final Settings settings;

    /// Where in the grid a job's picture belongs.
    private final Map<Long, Integer> places = new HashMap<>();

    /// Where cells are drawn.
    public interface Queue {
        /// @return the number of the job
        long add(Recipe recipe);

        void cancel(long job);

        /// All jobs it remembers.
        Observed<List<Job>> jobs();

        /// Why it takes nothing, a sentence; empty where it does.
        Observed<Optional<String>> refusal();
    }

    /// One axis as it is typed.
    public record Row(Optional<Axis> axis, String values) {
        static final Row NONE = new Row(Optional.empty(), "");
    }

    /// Whether the rows make a grid.
    ///
    /// @param recipes of the cells; empty where they make no grid
    /// @param sentence what is wrong; empty where nothing is
    public record Check(List<Recipe> recipes, String sentence) {
        static final Check NOTHING = new Check(List.of(), "");

        public Check {
            recipes = List.copyOf(recipes);
        }

        static Check wrong(String sentence) {
            return new Check(List.of(), sentence);
        }

        /// How many pictures.
        public int cells() {
            return recipes.size();
        }
    }

    /// Takes up the axes and the grid of the last time.
    public GridModel(Observed<Recipe> draft, Queue queue, Settings settings) {
        this.draft = draft;
        this.queue = queue;
        this.settings = settings;
        rows =
                Value.of(
                        GridNote.rows(settings.get(StudioSettings.GRID_ROWS))
                                .orElse(List.of(Row.NONE, Row.NONE, Row.NONE)));
        check = Value.of(checked());
        GridNote.grid(settings.get(StudioSettings.GRID_ORDERED)).ifPresent(this::show);
        draft.onChange(now -> check.set(checked()));
        queue.jobs().onChange(this::update);
        queue.refusal().onChange(now -> check.set(checked()));
    }

    public Observed<List<Row>> rows() {
        return rows;
    }

    public Observed<Check> check() {
        return check;
    }

    public Observed<Optional<QueuedGrid>> queued() {
        return queued;
    }

    /// @param at 0 for x, 1 for y, 2 for z
    public void row(int at, Row row) {
        var next = new ArrayList<>(rows.get());
        next.set(at, row);
        type(next);
    }

    /// X becomes y, and y x.
    public void swap() {
        var now = rows.get();
        type(List.of(now.get(1), now.get(0), now.get(2)));
    }

    private void type(List<Row> next) {
        rows.set(List.copyOf(next));
        settings.put(StudioSettings.GRID_ROWS, GridNote.rows(next));
        check.set(checked());
    }

    /// Refusals call an axis by its name on the command line; here it has one of its own.
    private static Message named(Message refusal) {
        var arguments = new ArrayList<>(refusal.arguments());
        var words = Messages.of(GridModel.class);
        arguments.stream()
                .findFirst()
                .flatMap(first -> Axis.ofLabel(first.toString()))
                .ifPresent(axis -> arguments.set(0, words.text("axis." + axis.name())));
        return new Message(refusal.key(), arguments);
    }

    private Check checked() {
        for (int at = 0; at < AXES; at++) {
            var row = rows.get().get(at);
            if (row.axis().isPresent() && row.values().isBlank()) {
                var words = Messages.of(GridModel.class);
                return Check.wrong(words.text("grid.no-values", NAMES.get(at)));
            }
        }
        try {
            var lines = lines();
            var refusal = queue.refusal().get();
            if (refusal.isPresent() && !lines.isEmpty()) {
                return Check.wrong(refusal.get());
            }
            return lines.isEmpty()
                    ? Check.NOTHING
                    : new Check(recipes(Grid.of(draft.get(), lines)), "");
        } catch (IllegalArgumentException e) {
            var language = Locale.getDefault(Locale.Category.DISPLAY);
            return Check.wrong(named(InvalidValueException.reason(e)).in(language));
        }
    }

    private static List<Recipe> recipes(Grid grid) {
        return grid.cells().stream().map(Grid.Cell::recipe).toList();
    }

    /// A row whose axis was chosen just now: where its values are a few names, and none was typed,
    /// all of them are written out to be picked from.
    static Row filled(Row old, Row chosen) {
        boolean untouched = old.values().isBlank() || old.equals(allOf(old.axis()));
        return untouched ? allOf(chosen.axis()) : chosen;
    }

    private static Row allOf(Optional<Axis> axis) {
        var names = axis.filter(it -> it.kind() == Axis.Kind.CHOICE).map(it -> it.read(""));
        return new Row(axis, names.map(all -> String.join(", ", all)).orElse(""));
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
        places.clear();
        var grid = Grid.of(draft.get(), lines());
        var jobs = grid.cells().stream().map(cell -> queue.add(cell.recipe())).toList();
        var ordered = new GridNote.Ordered(grid, jobs);
        settings.put(StudioSettings.GRID_ORDERED, GridNote.grid(ordered));
        show(ordered);
    }

    private void show(GridNote.Ordered ordered) {
        var known = new HashMap<Long, Job>();
        queue.jobs().get().forEach(job -> known.put(job.id(), job));
        places.clear();
        var all = new ArrayList<QueuedGrid.Place>();
        for (var cell : ordered.grid().cells()) {
            var job = ordered.jobs().get(all.size());
            places.put(job, all.size());
            all.add(new QueuedGrid.Place(cell, Optional.ofNullable(known.get(job))));
        }
        queued.set(Optional.of(new QueuedGrid(ordered.grid(), all)));
    }

    /// Cancels what is not drawn yet.
    public void cancel() {
        var waiting =
                queued.get().stream()
                        .flatMap(now -> now.places().stream())
                        .filter(QueuedGrid.Place::waits)
                        .flatMap(place -> place.job().stream())
                        .toList();
        waiting.forEach(job -> queue.cancel(job.id()));
    }

    /// Jobs that the queue has forgotten stay as they were last seen.
    private void update(List<Job> jobs) {
        if (places.isEmpty() || queued.get().isEmpty()) {
            return;
        }
        var now = queued.get().get();
        var all = new ArrayList<>(now.places());
        boolean changed = false;
        for (var job : jobs) {
            var at = places.get(job.id());
            if (at != null && !all.get(at).job().equals(Optional.of(job))) {
                all.set(at, new QueuedGrid.Place(all.get(at).cell(), Optional.of(job)));
                changed = true;
            }
        }
        if (changed) {
            queued.set(Optional.of(new QueuedGrid(now.grid(), all)));
        }
    }
}
