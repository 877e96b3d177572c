package dev.atelier.pipeline;

import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.text.Conditioning;
import java.util.Arrays;

/// What SDXL and its refiner were given of each training picture besides its text, joined to the
/// pooled text as sinusoids: its size, what was cut off it, and the size it was cut to or how much
/// it was liked. Heights come before widths. SDXL report, arXiv:2307.01952, section 2.2; values as
/// A1111 v1.10.1 gives them (`sd_models_xl.py`).
///
/// @param model whose family decides
/// @param size of the picture to be made
record SizeConditioning(Model model, Size size, TextSettings.Sdxl settings) {
    /// Numbers of each sinusoid.
    private static final int WIDTH = 256;

    /// How many numbers both families take.
    private static final int FIRST = 4;

    /// The conditioning with what is known of the picture; unchanged in families that know nothing.
    ///
    /// @param negative whether the text says what is not wanted
    Conditioning joinedTo(Conditioning text, boolean negative) {
        return switch (model.config().family()) {
            case SDXL -> joined(text, size.height(), size.width());
            case SDXL_REFINER ->
                    joined(text, negative ? settings.aestheticLow() : settings.aestheticHigh());
            case SD1, SD2, UNKNOWN -> text;
        };
    }

    private Conditioning joined(Conditioning text, double... last) {
        var numbers = new float[FIRST + last.length];
        numbers[0] = size.height();
        numbers[1] = size.width();
        numbers[2] = settings.cropTop();
        numbers[3] = settings.cropLeft();
        for (int i = 0; i < last.length; i++) {
            numbers[FIRST + i] = (float) last[i];
        }
        var made = model.networks().unet().sinusoids(numbers, WIDTH);
        int from = text.pooled().length;
        var vector = Arrays.copyOf(text.pooled(), from + made.length);
        System.arraycopy(made, 0, vector, from, made.length);
        return text.withPooled(vector);
    }
}
