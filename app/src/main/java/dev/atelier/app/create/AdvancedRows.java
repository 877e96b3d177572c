package dev.atelier.app.create;

import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.NumberField.Limits;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.SamplerTuning.Stochastic;
import dev.atelier.recipe.SamplerTuning.VaeMethods;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.VaeMethod;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.swing.JCheckBox;
import javax.swing.JComponent;

/// What few recipes change.
final class AdvancedRows {
    private static final long MAX_SEED = (1L << 53) - 1;

    private final ThemedPanel rows = ThemedPanel.clear("wrap 2", RecipeColumn.COLUMNS, "");
    private final DraftModel draft;
    private final RecipeColumn column;

    AdvancedRows(DraftModel draft, RecipeColumn column) {
        this.draft = draft;
        this.column = column;
        words();
        noise();
        freshNoise();
        churn();
        guidance();
        decoder();
        var tiling = new JCheckBox(column.messages().text("field.tiling.on"));
        tiling.setName("tiling");
        tiling.setOpaque(false);
        var tiled = draft.field("tiling", Recipe::tiling, Recipe::withTiling);
        tiled.bind(tiling::setSelected);
        tiling.addActionListener(event -> tiled.set(tiling.isSelected()));
        column.row(rows, "tiling", tiling);
    }

    JComponent component() {
        return rows;
    }

    private void words() {
        number(
                "clip-skip",
                new Limits(1, 12, 1, true),
                r -> (double) r.text().clipSkip(),
                (r, v) -> r.withText(r.text().withClipSkip(v.intValue())));
        column.row(
                rows,
                "emphasis",
                column.choice(
                        "emphasis",
                        Arrays.asList(Emphasis.values()),
                        Emphasis::label,
                        draft.field(
                                "emphasis",
                                r -> r.text().emphasis(),
                                (r, v) -> r.withText(r.text().withEmphasis(v)))));
        column.row(
                rows,
                "padding",
                column.choice(
                        "padding",
                        Arrays.asList(Padding.values()),
                        p -> column.messages().text("padding." + p.name()),
                        draft.field(
                                "padding",
                                r -> r.text().padding(),
                                (r, v) -> r.withText(r.text().withPadding(v)))));
    }

    private void noise() {
        column.row(
                rows,
                "noise",
                column.choice(
                        "noise",
                        Arrays.asList(NoiseSource.values()),
                        Enum::name,
                        draft.field("noise", Recipe::noise, Recipe::withNoise)));
    }

    private void freshNoise() {
        stochastic(
                "ensd",
                new Limits(0, MAX_SEED, 1, true),
                s -> (double) s.ensd(),
                (s, v) -> s.withEnsd(v.longValue()));
        var share = new Limits(0, 1, 0.01, false);
        stochastic("eta", share, Stochastic::eta, Stochastic::withEta);
        stochastic("eta-ddim", share, Stochastic::etaDdim, Stochastic::withEtaDdim);
    }

    private void churn() {
        stochastic("churn", new Limits(0, 100, 1, false), Stochastic::churn, Stochastic::withChurn);
        stochastic(
                "churn-noise",
                new Limits(0, 2, 0.001, false),
                Stochastic::noise,
                Stochastic::withNoise);
    }

    private void guidance() {
        number(
                "ngms",
                new Limits(0, 15, 0.1, false),
                r -> r.sampling().tuning().guidance().ngms(),
                (r, v) -> tuned(r, t -> t.withGuidance(t.guidance().withNgms(v))));
        number(
                "skip-early",
                new Limits(0, 1, 0.01, false),
                r -> r.sampling().tuning().guidance().skipEarly(),
                (r, v) -> tuned(r, t -> t.withGuidance(t.guidance().withSkipEarly(v))));
    }

    /// What makes pictures of latents.
    private void decoder() {
        column.row(
                rows,
                "decoder",
                column.choice(
                        "decoder",
                        Arrays.asList(VaeMethod.values()),
                        it -> column.messages().text("decoder." + it.name()),
                        draft.field(
                                "decoder",
                                r -> r.sampling().tuning().vae().decode(),
                                (r, v) ->
                                        tuned(
                                                r,
                                                t ->
                                                        t.withVae(
                                                                new VaeMethods(
                                                                        t.vae().encode(), v))))));
    }

    private void number(
            String key,
            Limits legal,
            Function<Recipe, Double> get,
            BiFunction<Recipe, Double, Recipe> with) {
        Value<Double> value = draft.field(key, get, with);
        column.row(rows, key, column.number(key, legal, value));
    }

    private void stochastic(
            String key,
            Limits legal,
            Function<Stochastic, Double> get,
            BiFunction<Stochastic, Double, Stochastic> with) {
        number(
                key,
                legal,
                r -> get.apply(r.sampling().tuning().stochastic()),
                (r, v) -> tuned(r, t -> t.withStochastic(with.apply(t.stochastic(), v))));
    }

    private static Recipe tuned(Recipe recipe, Function<SamplerTuning, SamplerTuning> change) {
        var sampling = recipe.sampling();
        return recipe.withSampling(sampling.withTuning(change.apply(sampling.tuning())));
    }
}
