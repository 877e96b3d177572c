package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.NumberField.Limits;
import dev.atelier.app.ui.NumberSlider.Range;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.Optional;
import javax.swing.JComponent;

/// A second seed to drift towards, and the size a seed's noise is taken from.
final class VariationRows {
    private final ThemedPanel rows = ThemedPanel.clear("wrap 2", RecipeColumn.COLUMNS, "");

    VariationRows(DraftModel draft, RecipeColumn column) {
        column.row(
                rows,
                "strength",
                column.slider(
                        "strength",
                        new Range(0, 1, 0.01, 0),
                        new Limits(0, 1, 0.01, false),
                        draft.field(
                                "strength",
                                r -> r.seed().strength(),
                                (r, v) -> with(r, v, r.seed().resizeFrom()))));
        column.row(
                rows,
                "subseed",
                column.seed(
                        "subseed",
                        draft.field(
                                "subseed",
                                r -> r.seed().variation(),
                                (r, v) -> r.withSeed(r.seed().withVariation(v)))));
        var row = ThemedPanel.clear("", "[grow,fill]4[grow,fill]", "[28!]");
        row.add(column.number("resize-width", side(), side(draft, "resize-width", true)), "h 28!");
        row.add(
                column.number("resize-height", side(), side(draft, "resize-height", false)),
                "h 28!");
        column.row(rows, "resize", row);
    }

    JComponent component() {
        return rows;
    }

    /// 0 stands for "not resized".
    private static Limits side() {
        return new Limits(0, Size.MAX, 8, true);
    }

    private static Value<Double> side(DraftModel draft, String name, boolean width) {
        return draft.field(
                name,
                r ->
                        r.seed()
                                .resizeFrom()
                                .map(from -> (double) (width ? from.width() : from.height()))
                                .orElse(0.0),
                (r, v) -> with(r, r.seed().strength(), resized(r, width, v)));
    }

    /// The other side starts as that of the picture.
    private static Optional<Size> resized(Recipe recipe, boolean width, double pixels) {
        if (pixels < Size.nearestSide(0)) {
            return Optional.empty();
        }
        int side = Size.nearestSide(pixels);
        var from = recipe.seed().resizeFrom().orElse(recipe.size());
        return Optional.of(width ? new Size(side, from.height()) : new Size(from.width(), side));
    }

    private static Recipe with(Recipe recipe, double strength, Optional<Size> resizeFrom) {
        var seed = recipe.seed();
        return recipe.withSeed(new Seed(seed.value(), seed.variation(), strength, resizeFrom));
    }
}
