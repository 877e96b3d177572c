package dev.atelier.recipe;

import java.time.Duration;
import java.util.Optional;

/// How far a generation is.
///
/// @param phase what is being done
/// @param image the index of the current picture, 0-based; the first of the round where several are
///     computed together
/// @param imageCount how many pictures the recipe makes, at least 1
/// @param step sampling steps done in this pass, 0 to `steps`
/// @param steps sampling steps of this pass; 0 while not known
/// @param stepsPerSecond the recent speed; 0 while not known
/// @param remaining the time until the last picture is done; absent while not known
public record Progress(
        Phase phase,
        int image,
        int imageCount,
        int step,
        int steps,
        double stepsPerSecond,
        Optional<Duration> remaining) {
    public Progress {
        Require.within("image count", imageCount, 1, Integer.MAX_VALUE);
        Require.within("image", image, 0, imageCount);
        Require.within("steps", steps, 0, Integer.MAX_VALUE);
        Require.within("step", step, 0, steps);
        Require.notNegative("steps per second", stepsPerSecond);
    }

    /// A phase without steps, speed and time.
    public static Progress of(Phase phase, int image, int imageCount) {
        return new Progress(phase, image, imageCount, 0, 0, 0, Optional.empty());
    }

    /// The part of the current pass done, 0 to 1.
    public double passFraction() {
        return steps == 0 ? 0 : (double) step / steps;
    }

    /// What a generator is doing.
    public enum Phase {
        /// Waits for its turn.
        QUEUED,
        /// Brings model files into memory.
        LOADING,
        /// Encodes prompts and pictures.
        ENCODING,
        /// The first pass.
        SAMPLING,
        /// The hires pass.
        HIRES,
        /// Turns the latent into a picture.
        DECODING,
        /// Moves pictures over the network.
        TRANSFERRING
    }
}
