package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.mask.Margins;
import dev.atelier.app.observe.Value;
import dev.atelier.app.source.PictureDrop;
import dev.atelier.app.source.SourceEditor;
import dev.atelier.app.source.SourceModel;
import dev.atelier.app.source.SourceModel.Kind;
import dev.atelier.app.source.SourcePane;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.NumberField.Limits;
import dev.atelier.app.ui.NumberSlider.Range;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Mode.MaskSettings;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.swing.JCheckBox;
import javax.swing.JComponent;

/// What a picture starts from besides words: another picture, and the mask of what is repainted.
final class ImageRows {
    private static final int PADDING = 32;
    private static final int MOST = 512;

    private final ThemedPanel rows =
            ThemedPanel.clear("wrap 2,hidemode 3", RecipeColumn.COLUMNS, "");
    private final DraftModel draft;
    private final RecipeColumn column;
    private final SourceEditor editor;
    private final Value<Double> margin = Value.of(64.0);

    ImageRows(DraftModel draft, RecipeColumn column, Source source) {
        this.draft = draft;
        this.column = column;
        this.editor = source.editor;
        rows.add(new SourcePane(source.model, editor, source.drop).component(), "span,growx");
        var some = ThemedPanel.clear("wrap 2,hidemode 3", RecipeColumn.COLUMNS, "");
        some(some);
        var mask = ThemedPanel.clear("wrap 2,hidemode 3", RecipeColumn.COLUMNS, "");
        mask(mask);
        FieldEntries.opens(some, "source-open");
        FieldEntries.opens(mask, "source-mask", "source-open");
        source.model
                .kind()
                .bind(kind -> {
                    some.setVisible(kind != Kind.NOISE);
                    mask.setVisible(kind == Kind.MASKED);
                });
        rows.add(some, "span,growx");
        rows.add(mask, "span,growx");
    }

    /// The parts it is made from.
    record Source(SourceModel model, SourceEditor editor, PictureDrop drop) {}

    JComponent component() {
        return rows;
    }

    private void some(ThemedPanel target) {
        column.row(
                target,
                "denoising",
                column.slider(
                        "denoising",
                        new Range(0, 1, 0.01, SourceModel.DENOISING),
                        new Limits(0, 1, 0.01, false),
                        draft.field(
                                "denoising",
                                SourceModel::denoising,
                                (r, v) -> SourceModel.with(r, v, SourceModel.fit(r)))));
        column.row(
                target,
                "fit",
                column.choice(
                        "fit",
                        Arrays.asList(Mode.Fit.values()),
                        fit -> column.messages().text("fit." + fit.name()),
                        draft.field(
                                "fit",
                                SourceModel::fit,
                                (r, v) -> SourceModel.with(r, SourceModel.denoising(r), v))));
        column.row(target, "extend", extend());
        column.row(
                target,
                "colors",
                box(
                        "check.colors",
                        draft.field(
                                "colors",
                                r -> r.sampling().tuning().imageInput().colorCorrection(),
                                ImageRows::withColors)));
    }

    private JComponent extend() {
        var row = ThemedPanel.clear("", "[64!]8[28!]2[28!]2[28!]2[28!]push", "[28!]");
        row.add(
                column.number("extend", new Limits(Size.GRID, 1024, Size.GRID, true), margin),
                "h 28!,wmin 0");
        row.add(side("left", "left", n -> new Margins(n, 0, 0, 0)), "h 28!");
        row.add(side("up", "up", n -> new Margins(0, n, 0, 0)), "h 28!");
        row.add(side("down", "down", n -> new Margins(0, 0, 0, n)), "h 28!");
        row.add(side("right", "right", n -> new Margins(0, 0, n, 0)), "h 28!");
        return row;
    }

    private JComponent side(String side, String icon, Function<Integer, Margins> margins) {
        var button =
                Buttons.icon(
                        icon,
                        column.messages().text("extend." + side),
                        () -> {
                            if (draft.settle()) {
                                editor.extend(margins.apply((int) Math.round(margin.get())));
                            }
                        });
        button.setName("extend-" + side);
        return button;
    }

    private void mask(ThemedPanel target) {
        column.row(
                target,
                "fill",
                column.choice(
                        "fill",
                        Arrays.asList(Mode.Fill.values()),
                        fill -> column.messages().text("fill." + fill.name()),
                        field("fill", MaskSettings::fill, ImageRows::withFill)));
        column.row(
                target,
                "mask-blur",
                column.slider(
                        "mask-blur",
                        new Range(0, 64, 1, 4),
                        new Limits(0, 256, 1, true),
                        field("mask-blur", s -> (double) s.blur(), ImageRows::withBlur)));
        column.row(target, "area", area());
        var padding =
                column.slider(
                        "mask-padding",
                        new Range(0, 256, 4, PADDING),
                        new Limits(0, MOST, 1, true),
                        field(
                                "padding",
                                s -> (double) s.onlyMasked().orElse(PADDING),
                                (s, v) -> withPadding(s, s.onlyMasked().map(old -> v.intValue()))));
        column.row(target, "mask-padding", padding);
        column.row(
                target,
                "mask-invert",
                box(
                        "check.invert",
                        field("mask-invert", MaskSettings::invert, ImageRows::inverted)));
        column.row(
                target,
                "mask-soft",
                box("check.soft", field("mask-soft", s -> !s.round(), ImageRows::softened)));
        draft.recipe()
                .map(r -> SourceModel.settings(r).onlyMasked().isPresent())
                .bind(only -> {
                    for (var part : padding.getComponents()) {
                        part.setEnabled(only);
                    }
                });
    }

    private JComponent area() {
        return column.choice(
                "area",
                List.of(false, true),
                only -> column.messages().text(only ? "area.masked" : "area.whole"),
                field(
                        "area",
                        s -> s.onlyMasked().isPresent(),
                        (s, only) ->
                                withPadding(s, only ? Optional.of(PADDING) : Optional.empty())));
    }

    private JComponent box(String key, Value<Boolean> value) {
        var box = new JCheckBox(column.messages().text(key));
        box.setName(key);
        box.setOpaque(false);
        value.bind(box::setSelected);
        box.addActionListener(event -> value.set(box.isSelected()));
        return box;
    }

    private <T> Value<T> field(
            String name,
            Function<MaskSettings, T> get,
            BiFunction<MaskSettings, T, MaskSettings> with) {
        return draft.field(
                name,
                r -> get.apply(SourceModel.settings(r)),
                (Recipe r, T v) -> SourceModel.with(r, with.apply(SourceModel.settings(r), v)));
    }

    private static Recipe withColors(Recipe recipe, boolean kept) {
        var sampling = recipe.sampling();
        var tuning = sampling.tuning();
        var input = tuning.imageInput().withColorCorrection(kept);
        return recipe.withSampling(sampling.withTuning(tuning.withImageInput(input)));
    }

    private static MaskSettings withFill(MaskSettings s, Mode.Fill fill) {
        return new MaskSettings(fill, s.blur(), s.invert(), s.round(), s.onlyMasked());
    }

    private static MaskSettings withBlur(MaskSettings s, double blur) {
        return new MaskSettings(s.fill(), (int) blur, s.invert(), s.round(), s.onlyMasked());
    }

    private static MaskSettings withPadding(MaskSettings s, Optional<Integer> padding) {
        return new MaskSettings(s.fill(), s.blur(), s.invert(), s.round(), padding);
    }

    private static MaskSettings inverted(MaskSettings s, boolean invert) {
        return new MaskSettings(s.fill(), s.blur(), invert, s.round(), s.onlyMasked());
    }

    private static MaskSettings softened(MaskSettings s, boolean soft) {
        return new MaskSettings(s.fill(), s.blur(), s.invert(), !soft, s.onlyMasked());
    }
}
