package dev.atelier.pipeline;

import dev.atelier.checkpoint.Family;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.text.Conditioning;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// What families such as SDXL were given of each training picture besides its text, joined to the
/// pooled text as sinusoids: its size, what was cut off it, and the size it was cut to or how much
/// it was liked. Heights come before widths. SDXL report, arXiv:2307.01952, section 2.2; values as
/// A1111 v1.10.1 gives them (`sd_models_xl.py`).
///
/// @param model whose family decides
/// @param size of the picture to be made
record SizeConditioning(Model model, Size size, TextSettings.Sdxl settings) {
    /// Numbers of each sinusoid.
    private static final int WIDTH = 256;

    /// The conditioning with what is known of the picture; unchanged in families that know nothing.
    ///
    /// @param negative whether the text says what is not wanted
    Conditioning joinedTo(Conditioning text, boolean negative) {
        var facts = model.config().family().facts();
        return facts.isEmpty() ? text : joined(text, numbers(facts, negative));
    }

    private float[] numbers(List<Family.Fact> facts, boolean negative) {
        var all = facts.stream().flatMapToDouble(it -> numbers(it, negative)).toArray();
        var numbers = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            numbers[i] = (float) all[i];
        }
        return numbers;
    }

    private DoubleStream numbers(Family.Fact fact, boolean negative) {
        return switch (fact) {
            case SIZE, TARGET_SIZE -> DoubleStream.of(size.height(), size.width());
            case CROP -> DoubleStream.of(settings.cropTop(), settings.cropLeft());
            case AESTHETIC_SCORE ->
                    DoubleStream.of(negative ? settings.aestheticLow() : settings.aestheticHigh());
        };
    }

    private Conditioning joined(Conditioning text, float... numbers) {
        var made = model.networks().unet().sinusoids(numbers, WIDTH);
        int from = text.pooled().length;
        var vector = Arrays.copyOf(text.pooled(), from + made.length);
        System.arraycopy(made, 0, vector, from, made.length);
        return text.withPooled(vector);
    }
}
