package dev.atelier.sampling.schedule;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The timesteps of DDIM, PLMS and UniPC.
public final class Timesteps {
    private static final int TRAINED = 1000;

    private Timesteps() {}

    /// Ascending from 1 with a stride of `1000 / steps` rounded down, at most 999. May hold more
    /// than `steps` (7 gives 8), since the stride is rounded; never more than 1000, where A1111
    /// fails.
    public static int[] of(int steps) {
        int stride = Math.max(1, TRAINED / steps);
        return IntStream.iterate(0, t -> t < TRAINED, t -> t + stride)
                .map(t -> Math.clamp(t + 1L, 0, TRAINED - 1))
                .toArray();
    }

    /// The part of [#of] that image to image runs.
    public static int[] of(ImageToImageSteps steps) {
        var all = of(steps.total());
        return Arrays.copyOf(all, Math.min(steps.encode(), all.length));
    }

    /// The timestep whose noise level the start of image to image gets, one above the first run.
    public static int start(ImageToImageSteps steps) {
        var all = of(steps.total());
        return all[Math.min(steps.encode(), all.length - 1)];
    }
}
