package dev.atelier.recipe;

/// How prompts are read.
///
/// @param clipSkip 1 to 12: which layer of the text encoder from the end is used
/// @param commaBacktrack `comma_padding_backtrack`: how far back a chunk may be cut at a comma
/// @param padding how prompts of unequal length share a call
/// @param oldEditing `use_old_scheduling`: A1111's prompt editing before 1.6
/// @param sdxl what only SDXL uses
public record TextSettings(
        int clipSkip,
        Emphasis emphasis,
        int commaBacktrack,
        Padding padding,
        boolean oldEditing,
        Sdxl sdxl) {
    public static final TextSettings DEFAULT =
            new TextSettings(1, Emphasis.ORIGINAL, 20, Padding.NONE, false);

    public TextSettings {
        if (clipSkip < 1 || clipSkip > 12) {
            throw InvalidValueException.of(
                    "clip skip", Message.of("expected.range", 1, 12), clipSkip);
        }
        if (commaBacktrack < 0 || commaBacktrack > 74) {
            throw InvalidValueException.of(
                    "comma backtrack", Message.of("expected.range", 0, 74), commaBacktrack);
        }
    }

    /// With A1111's defaults for SDXL.
    public TextSettings(
            int clipSkip,
            Emphasis emphasis,
            int commaBacktrack,
            Padding padding,
            boolean oldEditing) {
        this(clipSkip, emphasis, commaBacktrack, padding, oldEditing, Sdxl.DEFAULT);
    }

    /// What SDXL and its refiner take besides words.
    ///
    /// @param clipSkip `sdxl_clip_l_skip`: the first text encoder follows clip skip
    /// @param cropTop `sdxl_crop_top`: pixels that were cut off the training picture
    /// @param cropLeft `sdxl_crop_left`
    /// @param aestheticHigh `sdxl_refiner_high_aesthetic_score`: of the prompt
    /// @param aestheticLow `sdxl_refiner_low_aesthetic_score`: of the negative prompt
    public record Sdxl(
            boolean clipSkip,
            int cropTop,
            int cropLeft,
            double aestheticHigh,
            double aestheticLow) {
        public static final Sdxl DEFAULT = new Sdxl(false, 0, 0, 6, 2.5);
    }

    /// What happens when prompt and negative prompt differ in length.
    public enum Padding {
        /// Each is evaluated by itself.
        NONE,
        /// `pad_cond_uncond`: the shorter is filled with empty chunks.
        EMPTY_CHUNKS,
        /// `pad_cond_uncond_v0`: the shorter repeats its last vector, the longer is cut.
        REPEAT_LAST
    }

    public TextSettings withClipSkip(int value) {
        return new TextSettings(value, emphasis, commaBacktrack, padding, oldEditing, sdxl);
    }

    public TextSettings withEmphasis(Emphasis value) {
        return new TextSettings(clipSkip, value, commaBacktrack, padding, oldEditing, sdxl);
    }

    public TextSettings withPadding(Padding value) {
        return new TextSettings(clipSkip, emphasis, commaBacktrack, value, oldEditing, sdxl);
    }
}
