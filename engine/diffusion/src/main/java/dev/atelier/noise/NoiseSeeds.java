package dev.atelier.noise;

import dev.atelier.recipe.NoiseSource;

/// Everything that decides the noise of a batch, in A1111's terms.
///
/// @param source which generator
/// @param images one seed per picture
/// @param variation the variation ("subseed") part
/// @param resizeFrom "seed resize from": paste the noise of this size into the full-size noise
/// @param etaNoiseSeedDelta "ENSD": added to the seeds for all noise after the first; 0 for none.
///   A1111 applies it to samplers marked as using it only, so pass 0 for the others
public record NoiseSeeds(
        NoiseSource source,
        Images images,
        Variation variation,
        Resize resizeFrom,
        long etaNoiseSeedDelta) {
    /// One unsigned 64-bit seed per picture of the batch.
    public record Images(long... seeds) {
        public Images {
            seeds = seeds.clone();
        }
    }

    /// Variation seeds and their strength 0..1; strength 0 means no variation. A picture beyond the
    /// end of `seeds` varies towards seed 0.
    public record Variation(double strength, long... seeds) {
        public static final Variation NONE = new Variation(0);

        public Variation {
            seeds = seeds.clone();
        }

        long seed(int image) {
            return image < seeds.length ? seeds[image] : 0;
        }
    }

    /// Size in latent pixels to take the noise from; zero or negative in either means none.
    public record Resize(int width, int height) {
        public static final Resize NONE = new Resize(0, 0);

        ImageSize noiseSize(ImageSize full) {
            return width <= 0 || height <= 0 ? full : new ImageSize(full.channels(), height, width);
        }
    }

    /// Plain seeds: no variation, no resize, no delta.
    public static NoiseSeeds of(NoiseSource source, long... seeds) {
        return new NoiseSeeds(source, new Images(seeds), Variation.NONE, Resize.NONE, 0);
    }
}
