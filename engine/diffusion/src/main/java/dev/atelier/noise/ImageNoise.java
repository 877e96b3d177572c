package dev.atelier.noise;

import dev.atelier.latent.Latent;
import java.util.Arrays;
import java.util.List;

/// The noise stream of a batch by A1111's rules (`ImageRNG`): the first draw is the starting noise,
/// the later ones are the sampler's. Every picture has its own generator, so a picture does not
/// depend on the batch it is made in. Stateful and not thread-safe: one per run.
public final class ImageNoise implements StepNoise {
    private final NoiseSeeds seeds;
    private final ImageSize size;
    private List<NormalSource> generators;
    private boolean first = true;

    public ImageNoise(NoiseSeeds seeds, ImageSize size) {
        this.seeds = seeds;
        this.size = size;
        this.generators = generators(0);
    }

    /// Unit normal noise `[batch, C, H, W]`; the first call applies variation and seed resize.
    @Override
    public Latent next() {
        if (first) {
            first = false;
            return firstDraw();
        }
        return Latent.stack(
                generators.stream()
                        .map(generator -> latent(generator.next(size.values())))
                        .toList());
    }

    private Latent firstDraw() {
        var images = new Latent[generators.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = latent(firstImage(i));
        }
        if (seeds.etaNoiseSeedDelta() != 0) {
            generators = generators(seeds.etaNoiseSeedDelta());
        }
        return Latent.stack(List.of(images));
    }

    private float[] firstImage(int image) {
        long seed = seeds.images().seeds()[image];
        var generator = generators.get(image);
        var noiseSize = seeds.resizeFrom().noiseSize(size);
        boolean resized = !noiseSize.equals(size);
        var noise = (resized ? fresh(seed) : generator).next(noiseSize.values());
        var variation = seeds.variation();
        if (variation.strength() != 0 && variation.seeds().length > 0) {
            var other = fresh(variation.seed(image)).next(noiseSize.values());
            noise = Slerp.mix((float) variation.strength(), noise, other, noiseSize);
        }
        return resized ? paste(noise, noiseSize, generator.next(size.values())) : noise;
    }

    /// Copies the centre of `noise` onto the centre of `full` and returns `full`.
    private float[] paste(float[] noise, ImageSize from, float[] full) {
        int dx = Math.floorDiv(size.width() - from.width(), 2);
        int dy = Math.floorDiv(size.height() - from.height(), 2);
        int width = dx >= 0 ? from.width() : from.width() + 2 * dx;
        int height = dy >= 0 ? from.height() : from.height() + 2 * dy;
        for (int c = 0; c < size.channels(); c++) {
            for (int y = 0; y < height; y++) {
                int row = c * from.height() + y + Math.max(-dy, 0);
                int fullRow = c * size.height() + y + Math.max(dy, 0);
                System.arraycopy(
                        noise,
                        row * from.width() + Math.max(-dx, 0),
                        full,
                        fullRow * size.width() + Math.max(dx, 0),
                        width);
            }
        }
        return full;
    }

    private List<NormalSource> generators(long delta) {
        return Arrays.stream(seeds.images().seeds()).mapToObj(seed -> fresh(seed + delta)).toList();
    }

    private NormalSource fresh(long seed) {
        return NormalSource.of(seeds.source(), seed);
    }

    private Latent latent(float[] values) {
        return Latent.of(size.batch(1), values);
    }
}
