package dev.atelier.recipe;

/// A LoRA-family network used besides those the prompt itself calls with `<lora:name:weight>`.
///
/// @param name the file name without folder and extension
/// @param textWeight its weight in the text encoder
/// @param unetWeight its weight in the UNet
/// @param rank the rank it is cut to, 0 for its own (A1111 `dyn`)
/// @param hash the hash A1111 shows, empty where unknown
public record LoraUse(String name, double textWeight, double unetWeight, int rank, String hash) {
    public LoraUse {
        Require.notBlank("lora", name);
        Require.finite("lora text weight", textWeight);
        Require.finite("lora UNet weight", unetWeight);
        Require.within("lora rank", rank, 0, 65536);
    }

    /// A network with one weight for both places.
    public static LoraUse of(String name, double weight) {
        return new LoraUse(name, weight, weight, 0, "");
    }

    /// A copy with another `name`.
    public LoraUse withName(String name) {
        return new LoraUse(name, textWeight, unetWeight, rank, hash);
    }

    /// A copy with another `textWeight`.
    public LoraUse withTextWeight(double textWeight) {
        return new LoraUse(name, textWeight, unetWeight, rank, hash);
    }

    /// A copy with another `unetWeight`.
    public LoraUse withUnetWeight(double unetWeight) {
        return new LoraUse(name, textWeight, unetWeight, rank, hash);
    }

    /// A copy with another `rank`.
    public LoraUse withRank(int rank) {
        return new LoraUse(name, textWeight, unetWeight, rank, hash);
    }

    /// A copy with another `hash`.
    public LoraUse withHash(String hash) {
        return new LoraUse(name, textWeight, unetWeight, rank, hash);
    }
}
