package dev.atelier.app.cli;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.grid.Axis;
import dev.atelier.recipe.grid.Grid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A grid of pictures instead of one; any of these options asks for it.
final class GridOptions {
    @Option(
            names = "--grid-x",
            paramLabel = "AXIS=VALUES",
            description =
                    "A picture for each value, side by side: \"steps=4, 8, 20\", \"cfg=3-9 (+2)\", \"seed=1-10 [4]\"; \"sampler=\" takes all.")
    private @Nullable String x;

    @Option(names = "--grid-y", paramLabel = "AXIS=VALUES", description = "The same downwards.")
    private @Nullable String y;

    @Option(names = "--grid-z", paramLabel = "AXIS=VALUES", description = "Table below table.")
    private @Nullable String z;

    /// The grid that is requested, its random seeds drawn; empty for none.
    ///
    /// @throws CommandException when the axes make none over this recipe
    Optional<Grid> over(Recipe recipe) {
        var lines = lines();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            var grid = Grid.of(recipe, lines);
            grid.cells().forEach(cell -> Limits.check(cell.recipe())); // each value is tried
            return Optional.of(grid);
        } catch (IllegalArgumentException e) {
            throw refused(String.join(", ", given().keySet()), Explained.reasonOf(e));
        }
    }

    /// In the order x, y, z.
    private List<Grid.Line> lines() {
        return given().entrySet().stream().map(it -> line(it.getKey(), it.getValue())).toList();
    }

    private Map<String, String> given() {
        var given = new LinkedHashMap<String, String>();
        Optional.ofNullable(x).ifPresent(text -> given.put("--grid-x", text));
        Optional.ofNullable(y).ifPresent(text -> given.put("--grid-y", text));
        Optional.ofNullable(z).ifPresent(text -> given.put("--grid-z", text));
        return given;
    }

    private static CommandException refused(String option, Message reason) {
        return CommandException.usage(Message.of("cli.fault", option, reason));
    }

    private static Grid.Line line(String option, String text) {
        int sign = text.indexOf('=');
        var name = sign < 0 ? text : text.substring(0, sign);
        var axis =
                Axis.ofLabel(name)
                        .orElseThrow(() ->
                                refused(option, Message.of("cli.no-axis", name.strip(), names())));
        if (sign < 0 && axis.kind() != Axis.Kind.CHOICE) {
            throw refused(option, Message.of("cli.axis-values", name));
        }
        try {
            return new Grid.Line(axis, axis.read(sign < 0 ? "" : text.substring(sign + 1)));
        } catch (IllegalArgumentException e) {
            throw refused(option, Explained.reasonOf(e));
        }
    }

    private static String names() {
        return Arrays.stream(Axis.values()).map(Axis::label).collect(Collectors.joining(", "));
    }
}
