package dev.atelier.checkpoint;

/// Sizes of a CLIP text model, and where a checkpoint keeps it.
///
/// @param prefix what its keys start with, up to a full stop
/// @param inner width inside the feed-forward layers
/// @param positions the longest text in tokens, start and end included
/// @param activation between the two feed-forward layers
/// @param epsilon added to the variance by every layer normalisation
/// @param projection width of the pooled text, 0 where the family makes no use of it
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
        int projection) {
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

    /// Whether the activation is OpenAI's approximation of GELU.
    public boolean quickGelu() {
        return activation == Activation.QUICK_GELU;
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
                projection);
    }
}
