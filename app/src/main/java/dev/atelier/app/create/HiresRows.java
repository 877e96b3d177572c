package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.NumberField.Limits;
import dev.atelier.app.ui.NumberSlider.Range;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javax.swing.JCheckBox;
import javax.swing.JComponent;

/// The second pass at a larger size.
final class HiresRows {

    private final ThemedPanel rows =
            ThemedPanel.clear("wrap 2,hidemode 3", RecipeColumn.COLUMNS, "");
    private final DraftModel draft;

    HiresRows(DraftModel draft, RecipeColumn column) {
        this.draft = draft;
        var on =
                draft.field(
                        "hires",
                        r -> r.hires().isPresent(),
                        (r, yes) ->
                                r.withHires(
                                        yes ? Optional.of(HiresPass.DEFAULT) : Optional.empty()));
        var box = new JCheckBox(column.messages().text("field.hires.on"));
        box.setName("hires");
        box.setOpaque(false);
        var idle = Label.small(column.messages().text("hires.idle"));
        on.bind(box::setSelected);
        box.addActionListener(event -> on.set(box.isSelected()));
        column.row(rows, "hires", box);
        rows.add(idle, "skip,wmin 0");
        var fields = ThemedPanel.clear("wrap 2", RecipeColumn.COLUMNS, "");
        column.row(
                fields,
                "hires-scale",
                column.slider(
                        "hires-scale",
                        new Range(1, 4, 0.05, 2),
                        new Limits(1, 8, 0.05, false),
                        field("hires-scale", HiresPass::scale, HiresRows::withScale)));
        column.row(
                fields,
                "hires-denoising",
                column.slider(
                        "hires-denoising",
                        new Range(0, 1, 0.01, 0.7),
                        new Limits(0, 1, 0.01, false),
                        field("hires-denoising", HiresPass::denoising, HiresPass::withDenoising)));
        addMethod(fields, column);
        own(fields, column);
        draft.recipe()
                .map(recipe -> recipe.mode() instanceof Mode.TextToImage)
                .bind(words -> {
                    box.setEnabled(words);
                    idle.setVisible(!words);
                });
        draft.recipe().map(r -> r.secondPass().isPresent()).bind(fields::setVisible);
        FieldEntries.opens(fields, "hires");
        rows.add(fields, "span,growx");
    }

    private void addMethod(ThemedPanel fields, RecipeColumn column) {
        column.row(
                fields,
                "hires-steps",
                column.number(
                        "hires-steps",
                        new Limits(0, 10_000, 1, true),
                        field(
                                "hires-steps",
                                h -> (double) h.steps(),
                                (h, v) -> h.withSteps(v.intValue()))));
        column.row(
                fields,
                "hires-upscaler",
                column.choice(
                        "hires-upscaler",
                        column.models().upscalers(),
                        name -> name,
                        field("hires-upscaler", HiresPass::upscaler, HiresPass::withUpscaler)));
        column.row(fields, "hires-size", size(column));
    }

    /// The exact size to reach; nothing in both means by the factor above.
    private JComponent size(RecipeColumn column) {
        var row = ThemedPanel.clear("", "[64!]8[]8[64!]push", "[28!]");
        var legal = new Limits(0, Size.MAX, 8, true);
        var width = field("hires-width", h -> side(h, Size::width), HiresRows::withWidth);
        var height = field("hires-height", h -> side(h, Size::height), HiresRows::withHeight);
        row.add(column.number("hires-width", legal, width), "h 28!,wmin 0");
        row.add(Label.field("×"));
        row.add(column.number("hires-height", legal, height), "h 28!,wmin 0");
        return row;
    }

    /// What the second pass may have of its own.
    private void own(ThemedPanel fields, RecipeColumn column) {
        var same = column.messages().text("hires.same");
        column.row(
                fields,
                "hires-sampler",
                column.choice(
                        "hires-sampler",
                        column.models().samplers().map(HiresRows::withNone),
                        id -> id.map(SamplerId::label).orElse(same),
                        field("hires-sampler", HiresPass::sampler, HiresPass::withSampler)));
        column.row(
                fields,
                "hires-schedule",
                column.choice(
                        "hires-schedule",
                        column.models().schedules().map(HiresRows::withNone),
                        id -> id.map(ScheduleId::label).orElse(same),
                        field("hires-schedule", HiresPass::schedule, HiresPass::withSchedule)));
        column.row(
                fields,
                "hires-prompt",
                column.line(
                        "hires-prompt",
                        same,
                        field("hires-prompt", HiresPass::prompt, HiresPass::withPrompt)));
        column.row(
                fields,
                "hires-negative",
                column.line(
                        "hires-negative",
                        same,
                        field(
                                "hires-negative",
                                HiresPass::negativePrompt,
                                HiresPass::withNegativePrompt)));
    }

    private static <T> List<Optional<T>> withNone(List<T> values) {
        return Stream.concat(Stream.of(Optional.<T>empty()), values.stream().map(Optional::of))
                .toList();
    }

    private static double side(HiresPass h, ToIntFunction<Size> side) {
        return h.resize().map(size -> (double) side.applyAsInt(size)).orElse(0.0);
    }

    private static HiresPass withWidth(HiresPass h, double width) {
        return sized(h, (int) width, (int) side(h, Size::height));
    }

    private static HiresPass withHeight(HiresPass h, double height) {
        return sized(h, (int) side(h, Size::width), (int) height);
    }

    /// One side alone makes a square until the other is typed.
    private static HiresPass sized(HiresPass h, int width, int height) {
        int wide = width == 0 ? height : width;
        int high = height == 0 ? width : height;
        boolean none = wide < Size.MIN || high < Size.MIN || (width == 0 && h.resize().isPresent());
        boolean gone = none || (height == 0 && h.resize().isPresent());
        return h.withResize(gone ? Optional.empty() : Optional.of(Size.onGrid(wide, high)));
    }

    JComponent component() {
        return rows;
    }

    private <T> Value<T> field(
            String name, Function<HiresPass, T> get, BiFunction<HiresPass, T, HiresPass> with) {
        return draft.field(
                name,
                r -> get.apply(pass(r)),
                (r, v) -> r.withHires(r.hires().map(hires -> with.apply(hires, v))));
    }

    private static HiresPass pass(Recipe recipe) {
        return recipe.hires().orElse(HiresPass.DEFAULT);
    }

    /// A scale takes the place of an exact size.
    private static HiresPass withScale(HiresPass h, double scale) {
        return scale == h.scale() ? h : h.withScale(scale).withResize(Optional.empty());
    }
}
