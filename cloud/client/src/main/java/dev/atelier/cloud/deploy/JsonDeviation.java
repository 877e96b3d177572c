package dev.atelier.cloud.deploy;

/// What a text may have although JSON may not; people paste it from web pages.
public enum JsonDeviation {
    TRAILING_COMMA,
    COMMENT,
    LOOSE_QUOTES,
    /// Quotation marks or punctuation of another script than JSON's.
    TYPOGRAPHIC_MARKS,
    DUPLICATE_KEY
}
