package dev.atelier.recipe.prompt;

/// A piece of prompt and the weight its tokens get: 1 is neutral.
public record Weighted(String text, double weight) {
    private static final double BREAK_WEIGHT = -1;

    /// The mark between two chunks.
    static Weighted chunkBreak() {
        return new Weighted("BREAK", BREAK_WEIGHT);
    }

    /// Whether this piece ends the chunk. A BREAK inside brackets has its mark multiplied away and
    /// is an ordinary word, as in A1111.
    public boolean isBreak() {
        return weight == BREAK_WEIGHT && text.equals("BREAK");
    }
}
