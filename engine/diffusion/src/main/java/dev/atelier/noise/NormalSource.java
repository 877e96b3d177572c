package dev.atelier.noise;

import dev.atelier.recipe.NoiseSource;

/// A seeded stream of standard normal numbers. Not thread-safe: one stream belongs to one thread.
public interface NormalSource {
    /// The next `count` normals, as one draw: some generators depend on how draws are cut.
    float[] next(int count);

    /// A fresh stream of `source` for `seed`, all 64 bits taken as unsigned.
    ///
    /// [NoiseSource#GPU] gives the NV stream. CUDA's own equals it to about 1e-6 while the values
    /// of one picture fit the card's resident threads (processors x threads per processor, 2^18 or
    /// more on desktop cards); beyond that, CUDA uses more outputs per thread and differs.
    static NormalSource of(NoiseSource source, long seed) {
        return switch (source) {
            case NV, GPU -> new PhiloxNormals(seed);
            case CPU -> new TorchNormals(seed);
        };
    }
}
