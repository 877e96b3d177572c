package dev.atelier.noise;

import dev.atelier.latent.Latent;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/// The noise of the SDE samplers: increments of one Brownian path per picture, so that the same
/// seed gives nearly the same picture at any step count (k-diffusion's `BrownianTreeNoiseSampler`
/// with A1111's generators). Independent draws still come from the batch's own stream. Stateful and
/// not thread-safe: one per run.
public final class BrownianNoise implements StepNoise {
    private final StepNoise draws;
    private final ImageSize size;
    private final List<BrownianTree> trees;

    /// @param draws the batch's stream, for [#next]
    /// @param sigmas the **full** schedule, also when only its tail is run (image to image): its
    ///   smallest positive and its largest value bound the path
    public BrownianNoise(StepNoise draws, NoiseSeeds seeds, ImageSize size, double[] sigmas) {
        this(draws, seeds, size, sigmas, _ -> {});
    }

    /// As above, passing every generator seed to `drawn` that the paths use.
    BrownianNoise(
            StepNoise draws,
            NoiseSeeds seeds,
            ImageSize size,
            double[] sigmas,
            LongConsumer drawn) {
        this.draws = draws;
        this.size = size;
        double min = Arrays.stream(sigmas).filter(sigma -> sigma > 0).min().orElseThrow();
        double max = Arrays.stream(sigmas).max().orElseThrow();
        LongFunction<float[]> normals =
                seed -> NormalSource.of(seeds.source(), seed).next(size.values());
        trees =
                Arrays.stream(seeds.images().seeds())
                        .mapToObj(seed -> new BrownianTree(seed, min, max, normals, drawn))
                        .toList();
    }

    @Override
    public Latent next() {
        return draws.next();
    }

    /// Unit normal noise `[batch, C, H, W]` of the path between two sigmas, in either order.
    @Override
    public Latent between(double sigma, double sigmaNext) {
        // A1111's sigmas are float32, and the tree's rounding to 6 decimals can see the difference.
        double from = Math.min((float) sigma, (float) sigmaNext);
        double to = Math.max((float) sigma, (float) sigmaNext);
        double sign = sigma > sigmaNext ? -1 : 1;
        return Latent.stack(
                        trees.stream()
                                .map(tree -> Latent.of(size.batch(1), tree.increment(from, to)))
                                .toList())
                .times(sign / Math.sqrt(to - from));
    }
}
