package dev.atelier.recipe;

/// How prompts are read.
///
/// @param clipSkip 1 to 12: which layer of the text encoder from the end is used
/// @param commaBacktrack `comma_padding_backtrack`: how far back a chunk may be cut at a comma
/// @param padding how prompts of unequal length share a call
/// @param oldEditing `use_old_scheduling`: A1111's prompt editing before 1.6
public record TextSettings(
        int clipSkip, Emphasis emphasis, int commaBacktrack, Padding padding, boolean oldEditing) {
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
        return new TextSettings(value, emphasis, commaBacktrack, padding, oldEditing);
    }

    public TextSettings withEmphasis(Emphasis value) {
        return new TextSettings(clipSkip, value, commaBacktrack, padding, oldEditing);
    }

    public TextSettings withPadding(Padding value) {
        return new TextSettings(clipSkip, emphasis, commaBacktrack, value, oldEditing);
    }
}
