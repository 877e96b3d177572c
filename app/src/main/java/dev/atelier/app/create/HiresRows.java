package dev.atelier.app.create;

import dev.atelier.app.kit.Layer;
import dev.atelier.app.kit.NumberField.Legal;
import dev.atelier.app.kit.NumberSlider.Range;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LatentUpscaler;
import dev.atelier.recipe.Recipe;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.swing.JCheckBox;
import javax.swing.JComponent;

/// The second pass at a larger size.
final class HiresRows {
    private final Layer rows = Layer.clear("wrap 2", "[80!]8[grow,fill]", "");
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
        box.setOpaque(false);
        on.bind(box::setSelected);
        box.addActionListener(event -> on.set(box.isSelected()));
        column.row(rows, "hires", box);
        var fields = Layer.clear("wrap 2", "[80!]8[grow,fill]", "");
        column.row(
                fields,
                "hires-scale",
                column.slider(
                        "hires-scale",
                        new Range(1, 4, 0.05, 2),
                        new Legal(1, 8, 0.05, false),
                        field("hires-scale", HiresPass::scale, HiresRows::withScale)));
        column.row(
                fields,
                "hires-denoising",
                column.slider(
                        "hires-denoising",
                        new Range(0, 1, 0.01, 0.7),
                        new Legal(0, 1, 0.01, false),
                        field("hires-denoising", HiresPass::denoising, HiresRows::withDenoising)));
        column.row(
                fields,
                "hires-steps",
                column.number(
                        "hires-steps",
                        new Legal(0, 10_000, 1, true),
                        field("hires-steps", h -> (double) h.steps(), HiresRows::withSteps)));
        column.row(
                fields,
                "hires-upscaler",
                column.choice(
                        "hires-upscaler",
                        Arrays.asList(LatentUpscaler.values()),
                        LatentUpscaler::label,
                        field(
                                "hires-upscaler",
                                h -> h.latentUpscaler().orElse(LatentUpscaler.LATENT),
                                (h, v) -> h.withUpscaler(v.label()))));
        on.bind(fields::setVisible);
        rows.add(fields, "span,growx");
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

    private static HiresPass withScale(HiresPass h, double scale) {
        return rebuilt(h, scale, h.steps(), h.denoising());
    }

    private static HiresPass withDenoising(HiresPass h, double denoising) {
        return rebuilt(h, h.scale(), h.steps(), denoising);
    }

    private static HiresPass withSteps(HiresPass h, double steps) {
        return rebuilt(h, h.scale(), (int) steps, h.denoising());
    }

    private static HiresPass rebuilt(HiresPass h, double scale, int steps, double denoising) {
        return new HiresPass(
                scale,
                scale == h.scale() ? h.resize() : Optional.empty(),
                h.upscaler(),
                steps,
                denoising,
                h.sampler(),
                h.schedule(),
                h.prompt(),
                h.negativePrompt());
    }
}
