package dev.atelier.recipe;

/// How prompts become conditioning (A1111's options of the same purpose).
///
/// @param clipSkip 1 takes the last layer of the text encoder, 2 the one before; 1 to 12
/// @param emphasis what weights do
/// @param commaPaddingBacktrack how many tokens a chunk break may move back to a comma, 0 to 74
/// @param padCondUncond pads the shorter of prompt and negative with empty chunks so that both run
///     as one batch
/// @param padCondUncondV0 the same as the first webui releases did it: repeats the last vector,
///     cuts a longer negative
/// @param sdxlClipSkip lets `clipSkip` count in SDXL's CLIP-L too (`sdxl_clip_l_skip`)
/// @param oldPromptTimelines reads `[a:b:0.5]` in a hires pass as webui 1.5 did
///     (`use_old_scheduling`)
public record TextOptions(
        int clipSkip,
        Emphasis emphasis,
        int commaPaddingBacktrack,
        boolean padCondUncond,
        boolean padCondUncondV0,
        boolean sdxlClipSkip,
        boolean oldPromptTimelines) {
    public TextOptions {
        Require.within("clip skip", clipSkip, 1, 12);
        Require.within("comma padding backtrack", commaPaddingBacktrack, 0, 74);
    }

    /// A1111 v1.10.1's defaults.
    public static final TextOptions DEFAULT =
            new TextOptions(1, Emphasis.ORIGINAL, 20, false, false, false, false);

    /// A copy with another `clipSkip`.
    public TextOptions withClipSkip(int clipSkip) {
        return new TextOptions(
                clipSkip,
                emphasis,
                commaPaddingBacktrack,
                padCondUncond,
                padCondUncondV0,
                sdxlClipSkip,
                oldPromptTimelines);
    }

    /// A copy with another `emphasis`.
    public TextOptions withEmphasis(Emphasis emphasis) {
        return new TextOptions(
                clipSkip,
                emphasis,
                commaPaddingBacktrack,
                padCondUncond,
                padCondUncondV0,
                sdxlClipSkip,
                oldPromptTimelines);
    }

    /// A copy with another `commaPaddingBacktrack`.
    public TextOptions withCommaPaddingBacktrack(int commaPaddingBacktrack) {
        return new TextOptions(
                clipSkip,
                emphasis,
                commaPaddingBacktrack,
                padCondUncond,
                padCondUncondV0,
                sdxlClipSkip,
                oldPromptTimelines);
    }

    /// A copy with another `padCondUncond`.
    public TextOptions withPadCondUncond(boolean padCondUncond) {
        return new TextOptions(
                clipSkip,
                emphasis,
                commaPaddingBacktrack,
                padCondUncond,
                padCondUncondV0,
                sdxlClipSkip,
                oldPromptTimelines);
    }

    /// A copy with another `padCondUncondV0`.
    public TextOptions withPadCondUncondV0(boolean padCondUncondV0) {
        return new TextOptions(
                clipSkip,
                emphasis,
                commaPaddingBacktrack,
                padCondUncond,
                padCondUncondV0,
                sdxlClipSkip,
                oldPromptTimelines);
    }

    /// A copy with another `sdxlClipSkip`.
    public TextOptions withSdxlClipSkip(boolean sdxlClipSkip) {
        return new TextOptions(
                clipSkip,
                emphasis,
                commaPaddingBacktrack,
                padCondUncond,
                padCondUncondV0,
                sdxlClipSkip,
                oldPromptTimelines);
    }

    /// A copy with another `oldPromptTimelines`.
    public TextOptions withOldPromptTimelines(boolean oldPromptTimelines) {
        return new TextOptions(
                clipSkip,
                emphasis,
                commaPaddingBacktrack,
                padCondUncond,
                padCondUncondV0,
                sdxlClipSkip,
                oldPromptTimelines);
    }
}
