package dev.atelier.checkpoint;

/// Sizes of a CLIP text model, and where a checkpoint keeps it.
///
/// @param prefix what its keys start with, up to a full stop
/// @param inner width inside the feed-forward layers
/// @param positions the longest text in tokens, start and end included
/// @param activation between the two feed-forward layers
/// @param epsilon added to the variance by every layer normalisation
/// @param projection width of the pooled text, 0 where the family makes no use of it
/// @param output what the UNet gets of it
public record TextConfig(
        Spelling spelling,
        String prefix,
        int width,
        int layers,
        int heads,
        int inner,
        int vocabulary,
        int positions,
        Activation activation,
        double epsilon,
        int projection,
        Output output) {
    /// Whose names the keys follow.
    public enum Spelling {
        HUGGING_FACE,
        OPEN_CLIP
    }

    /// Nonlinearities of CLIP models.
    public enum Activation {
        /// OpenAI's approximation `x * sigmoid(1.702 x)`.
        QUICK_GELU,
        GELU
    }

    /// Which hidden states the UNet was trained on.
    public enum Output {
        /// Those that clip skip chooses, after the final norm: SD1.
        CHOSEN,
        /// Those before the last layer, after the final norm: SD2.
        PENULTIMATE_NORMED,
        /// Those of the last layer, after the final norm: SD2 where the file lacks the layer it
        /// does not use.
        LAST_NORMED,
        /// Those before the last layer as they are: SDXL's second.
        PENULTIMATE,
        /// The same, unless clip skip is wanted for SDXL too: SDXL's first.
        PENULTIMATE_OR_CHOSEN;

        /// Whether the final norm follows.
        public boolean normed() {
            return this == CHOSEN || this == PENULTIMATE_NORMED || this == LAST_NORMED;
        }

        /// The layer they come before, counted from the end; 1 is after the last.
        ///
        /// @param clipSkip 1 for the last layer, 2 for the one before it, …
        /// @param sdxl whether SDXL's first text model follows it
        public int stop(int clipSkip, boolean sdxl) {
            return switch (this) {
                case CHOSEN -> clipSkip;
                case LAST_NORMED -> 1;
                case PENULTIMATE_NORMED, PENULTIMATE -> 2;
                case PENULTIMATE_OR_CHOSEN -> sdxl ? clipSkip : 2;
            };
        }
    }

    /// Whether the activation is OpenAI's approximation of GELU.
    public boolean quickGelu() {
        return activation == Activation.QUICK_GELU;
    }

    TextConfig with(Output other) {
        return new TextConfig(
                spelling,
                prefix,
                width,
                layers,
                heads,
                inner,
                vocabulary,
                positions,
                activation,
                epsilon,
                projection,
                other);
    }

    TextConfig with(int otherHeads, Activation otherActivation, double otherEpsilon) {
        return new TextConfig(
                spelling,
                prefix,
                width,
                layers,
                otherHeads,
                inner,
                vocabulary,
                positions,
                otherActivation,
                otherEpsilon,
                projection,
                output);
    }
}
