package dev.atelier.recipe;

/// The hash of a file that a recipe uses besides its checkpoint, as infotext lists it.
///
/// @param name how the prompt names it
/// @param hash the first hexadecimal digits of a SHA-256, as many as its kind shows
public record ResourceHash(Kind kind, String name, String hash) {
    /// What the file is.
    public enum Kind {
        /// Infotext "Lora hashes".
        LORA,
        /// Infotext "TI hashes".
        EMBEDDING,
        /// Infotext "VAE hash".
        VAE
    }
}
