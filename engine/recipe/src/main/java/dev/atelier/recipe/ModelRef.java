package dev.atelier.recipe;

/// Names a model file without saying where it lies.
///
/// @param name the file name without folder and extension; empty where only the hash is known
/// @param hash the hexadecimal hash A1111 shows (first 10 of the SHA-256), empty where unknown
public record ModelRef(String name, String hash) {
    public ModelRef {
        if (name.isBlank() && hash.isBlank()) {
            throw new IllegalArgumentException("model: expected a name or a hash, got neither");
        }
    }

    /// A model known by name only.
    public static ModelRef named(String name) {
        return new ModelRef(name, "");
    }

    /// `name [hash]`, as A1111 titles a model.
    @Override
    public String toString() {
        return hash.isEmpty() ? name : (name + " [" + hash + "]").strip();
    }

    /// A copy with another `name`.
    public ModelRef withName(String name) {
        return new ModelRef(name, hash);
    }

    /// A copy with another `hash`.
    public ModelRef withHash(String hash) {
        return new ModelRef(name, hash);
    }
}
