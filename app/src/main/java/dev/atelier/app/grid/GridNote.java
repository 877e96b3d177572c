package dev.atelier.app.grid;

import dev.atelier.app.grid.GridModel.Row;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import dev.atelier.recipe.json.JsonText;
import dev.atelier.recipe.json.RecipeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of a grid outlives the program: the axes as they are typed, the grid that was ordered and
/// the numbers of its jobs. The pictures themselves are the queue's. Text that cannot be read is
/// taken as none.
final class GridNote {
    private static final String AXIS = "axis";
    private static final String VALUES = "values";

    private GridNote() {}

    /// A grid with one job for each of its cells, in their order.
    record Ordered(Grid grid, List<Long> jobs) {}

    static String rows(List<Row> rows) {
        var list = new ArrayList<Map<String, Object>>();
        for (var row : rows) {
            list.add(Map.of(AXIS, row.axis().map(Axis::name).orElse(""), VALUES, row.values()));
        }
        return JsonText.line(Map.of("rows", list));
    }

    static Optional<List<Row>> rows(String text) {
        return read(
                text,
                note -> {
                    var rows = new ArrayList<Row>();
                    for (var row : maps(note.get("rows"))) {
                        var name = String.valueOf(row.get(AXIS));
                        var axis =
                                name.isEmpty()
                                        ? Optional.<Axis>empty()
                                        : Optional.of(Axis.valueOf(name));
                        rows.add(new Row(axis, String.valueOf(row.get(VALUES))));
                    }
                    return rows.size() == GridModel.AXES ? List.copyOf(rows) : null;
                });
    }

    static String grid(Ordered ordered) {
        var axes = new ArrayList<Map<String, Object>>();
        for (var line : ordered.grid().lines()) {
            axes.add(Map.of(AXIS, line.axis().name(), VALUES, line.values()));
        }
        return JsonText.line(
                Map.of(
                        "base", RecipeJson.write(ordered.grid().base()),
                        "axes", axes,
                        "jobs", ordered.jobs()));
    }

    static Optional<Ordered> grid(String text) {
        return read(
                text,
                note -> {
                    var lines = new ArrayList<Grid.Line>();
                    for (var line : maps(note.get("axes"))) {
                        var axis = Axis.valueOf(String.valueOf(line.get(AXIS)));
                        var values = list(line.get(VALUES)).stream().map(String::valueOf).toList();
                        lines.add(new Grid.Line(axis, values));
                    }
                    var base = RecipeJson.read(String.valueOf(note.get("base"))).recipe();
                    var jobs =
                            list(note.get("jobs")).stream()
                                    .map(id -> Long.valueOf(String.valueOf(id)))
                                    .toList();
                    var ordered = new Ordered(new Grid(base, lines), jobs);
                    return ordered.grid().cells().size() == jobs.size() ? ordered : null;
                });
    }

    private interface Reader<T> {
        @Nullable T read(Map<String, Object> note);
    }

    private static <T> Optional<T> read(String text, Reader<T> reader) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(reader.read(JsonText.object(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a person edited it, or a newer version wrote it
        }
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("grid: expected a list, got " + value);
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        var maps = new ArrayList<Map<?, ?>>();
        for (var each : list(value)) {
            if (each instanceof Map<?, ?> map) {
                maps.add(map);
            }
        }
        return maps;
    }
}
