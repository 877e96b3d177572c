package dev.atelier.recipe.grid;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A base recipe and up to three axes: x runs to the right, y down, z from table to table.
///
/// @param base with every seed drawn, so that cells differ only along the axes
/// @param lines the axes in the order x, y, z
public record Grid(Recipe base, List<Line> lines) {
    private static final int MOST = 1000;

    /// One axis with its values.
    public record Line(Axis axis, List<String> values) {
        public Line {
            values = List.copyOf(values);
        }
    }

    /// One picture of a grid; a coordinate without an axis is 0.
    public record Cell(int x, int y, int z, Recipe recipe) {}

    public Grid {
        lines = List.copyOf(lines);
        if (lines.size() > 3) {
            throw new InvalidValueException(Message.of("axes.axes", 3, lines.size()));
        }
        long cells = 1;
        for (var line : lines) {
            cells *= line.values.size();
        }
        if (cells > MOST) {
            throw new InvalidValueException(Message.of("axes.pictures", MOST, cells));
        }
    }

    /// Draws what is random once, in the base and along the axes.
    public static Grid of(Recipe base, List<Line> lines) {
        return of(base, lines, new SplittableRandom());
    }

    static Grid of(Recipe base, List<Line> lines, RandomGenerator random) {
        var seeded = base.withSeed(base.seed().whollyResolved(random)).withBatch(Batch.ONE);
        return new Grid(seeded, lines.stream().map(line -> drawn(line, random)).toList());
    }

    private static Line drawn(Line line, RandomGenerator random) {
        if (line.axis != Axis.SEED && line.axis != Axis.VARIATION_SEED) {
            return line;
        }
        return new Line(
                line.axis,
                line.values.stream()
                        .map(v -> v.equals("-1") ? Long.toString(random.nextLong(1L << 32)) : v)
                        .toList());
    }

    /// How many values the axis has; 1 where there is none.
    ///
    /// @param at 0 for x, 1 for y, 2 for z
    public int length(int at) {
        return at < lines.size() ? lines.get(at).values.size() : 1;
    }

    /// All cells in the order to make them: the slower a change, the rarer.
    ///
    /// @throws IllegalArgumentException when a value is out of range; the message names it
    public List<Cell> cells() {
        // From the innermost to the outermost; of equals x is innermost.
        var order =
                IntStream.range(0, 3).boxed().sorted(Comparator.comparingInt(this::cost)).toList();
        int inner = order.get(0);
        int middle = order.get(1);
        int outer = order.get(2);
        var cells = new ArrayList<Cell>();
        var at = new int[3];
        for (at[outer] = 0; at[outer] < length(outer); at[outer]++) {
            for (at[middle] = 0; at[middle] < length(middle); at[middle]++) {
                for (at[inner] = 0; at[inner] < length(inner); at[inner]++) {
                    cells.add(new Cell(at[0], at[1], at[2], recipe(at)));
                }
            }
        }
        return List.copyOf(cells);
    }

    private int cost(int at) {
        return at < lines.size() ? lines.get(at).axis.cost() : 0;
    }

    private Recipe recipe(int[] at) {
        var recipe = base;
        for (int i = 0; i < lines.size(); i++) {
            var values = lines.get(i).values;
            recipe = lines.get(i).axis.with(recipe, values.getFirst(), values.get(at[i]));
        }
        return recipe;
    }
}
