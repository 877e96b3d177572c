package dev.atelier.recipe;

import java.util.Optional;

/// A second pass that enlarges the picture and works on it again (A1111 "Hires. fix").
///
/// @param target the size of the result
/// @param upscaler A1111's name of the upscaler; [#LATENT] and its variants work on the latent
/// @param steps 0 for the first pass's number, to 10000
/// @param strength the denoising strength, 0 to 1
/// @param overrides what differs from the first pass
public record HiresPass(
        Target target, String upscaler, int steps, double strength, Overrides overrides) {
    public HiresPass {
        Require.notBlank("hires upscaler", upscaler);
        Require.within("hires steps", steps, 0, 10_000);
        Require.within("hires denoising strength", strength, 0.0, 1.0);
    }

    /// The upscaler that interpolates the latent bilinearly.
    public static final String LATENT = "Latent";

    /// The defaults of A1111's interface: twice the size, latent upscaler, strength 0.7.
    public static final HiresPass DEFAULT =
            new HiresPass(new Target.Scale(2), LATENT, 0, 0.7, Overrides.NONE);

    /// A copy with another `target`.
    public HiresPass withTarget(Target target) {
        return new HiresPass(target, upscaler, steps, strength, overrides);
    }

    /// A copy with another `upscaler`.
    public HiresPass withUpscaler(String upscaler) {
        return new HiresPass(target, upscaler, steps, strength, overrides);
    }

    /// A copy with another `steps`.
    public HiresPass withSteps(int steps) {
        return new HiresPass(target, upscaler, steps, strength, overrides);
    }

    /// A copy with another `strength`.
    public HiresPass withStrength(double strength) {
        return new HiresPass(target, upscaler, steps, strength, overrides);
    }

    /// A copy with another `overrides`.
    public HiresPass withOverrides(Overrides overrides) {
        return new HiresPass(target, upscaler, steps, strength, overrides);
    }

    /// The size the second pass works at.
    public sealed interface Target {

        /// The size for a first pass of size `first`, rounded down to multiples of 8.
        Size of(Size first);

        /// A multiple of the first size, 0.05 to 16 (infotext `Hires upscale`).
        record Scale(double factor) implements Target {
            public Scale {
                Require.within("hires scale", factor, 0.05, 16.0);
            }

            @Override
            public Size of(Size first) {
                return Size.within((int) (first.width() * factor), (int) (first.height() * factor));
            }
        }

        /// A size in pixels (infotext `Hires resize`). A side of 0 follows from the other and the
        /// first pass's proportions; where both are given the surplus is cut off.
        record Resize(int width, int height) implements Target {
            public Resize {
                Require.within("hires width", width, 0, Size.MAX);
                Require.within("hires height", height, 0, Size.MAX);
                if (width == 0 && height == 0) {
                    throw new IllegalArgumentException("hires size: expected a width or a height");
                }
            }

            @Override
            public Size of(Size first) {
                return Size.within(
                        width == 0 ? height * first.width() / first.height() : width,
                        height == 0 ? width * first.height() / first.width() : height);
            }
        }
    }

    /// What the second pass does differently; what is absent is the first pass's.
    ///
    /// @param sampler the sampler
    /// @param schedule the noise schedule
    /// @param prompt the prompt
    /// @param negativePrompt the negative prompt
    /// @param checkpoint the checkpoint
    public record Overrides(
            Optional<SamplerId> sampler,
            Optional<ScheduleId> schedule,
            Optional<String> prompt,
            Optional<String> negativePrompt,
            Optional<ModelRef> checkpoint) {
        /// Everything as in the first pass.
        public static final Overrides NONE =
                new Overrides(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        /// A copy with another `sampler`.
        public Overrides withSampler(Optional<SamplerId> sampler) {
            return new Overrides(sampler, schedule, prompt, negativePrompt, checkpoint);
        }

        /// A copy with another `schedule`.
        public Overrides withSchedule(Optional<ScheduleId> schedule) {
            return new Overrides(sampler, schedule, prompt, negativePrompt, checkpoint);
        }

        /// A copy with another `prompt`.
        public Overrides withPrompt(Optional<String> prompt) {
            return new Overrides(sampler, schedule, prompt, negativePrompt, checkpoint);
        }

        /// A copy with another `negativePrompt`.
        public Overrides withNegativePrompt(Optional<String> negativePrompt) {
            return new Overrides(sampler, schedule, prompt, negativePrompt, checkpoint);
        }

        /// A copy with another `checkpoint`.
        public Overrides withCheckpoint(Optional<ModelRef> checkpoint) {
            return new Overrides(sampler, schedule, prompt, negativePrompt, checkpoint);
        }
    }
}
