package dev.atelier.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A second pass at a larger size ("Hires. fix").
///
/// @param scale factor on both sides, ignored where `resize` is given
/// @param resize the exact size to reach
/// @param upscaler A1111's name, one of [#UPSCALERS] or that of a model
/// @param steps 0 for as many as the first pass
/// @param denoising 0 to 1
/// @param sampler empty for the first pass's
/// @param schedule empty for the first pass's
/// @param prompt empty for the first pass's
/// @param negativePrompt empty for the first pass's
public record HiresPass(
        double scale,
        Optional<Size> resize,
        String upscaler,
        int steps,
        double denoising,
        Optional<SamplerId> sampler,
        Optional<ScheduleId> schedule,
        String prompt,
        String negativePrompt) {
    /// A1111's defaults.
    public static final HiresPass DEFAULT =
            new HiresPass(
                    2,
                    Optional.empty(),
                    "Latent",
                    0,
                    0.7,
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "");

    /// The names of all upscalers that need no model of their own, in A1111's order.
    public static final List<String> UPSCALERS =
            Stream.concat(
                            Arrays.stream(LatentUpscaler.values()).map(LatentUpscaler::label),
                            Arrays.stream(PixelUpscaler.values()).map(PixelUpscaler::label))
                    .toList();

    public HiresPass {
        if (!(scale >= 1 && scale <= 8)) {
            throw InvalidValueException.of(
                    "hires scale", Message.of("expected.range", 1, 8), scale);
        }
        if (!(denoising >= 0 && denoising <= 1)) {
            throw InvalidValueException.of(
                    "hires denoising", Message.of("expected.range", 0, 1), denoising);
        }
        if (steps < 0) {
            throw InvalidValueException.of("hires steps", Message.of("expected.least", 0), steps);
        }
    }

    public HiresPass withScale(double value) {
        return new HiresPass(
                value,
                resize,
                upscaler,
                steps,
                denoising,
                sampler,
                schedule,
                prompt,
                negativePrompt);
    }

    public HiresPass withResize(Optional<Size> value) {
        return new HiresPass(
                scale,
                value,
                upscaler,
                steps,
                denoising,
                sampler,
                schedule,
                prompt,
                negativePrompt);
    }

    public HiresPass withUpscaler(String value) {
        return new HiresPass(
                scale, resize, value, steps, denoising, sampler, schedule, prompt, negativePrompt);
    }

    public HiresPass withSteps(int value) {
        return new HiresPass(
                scale,
                resize,
                upscaler,
                value,
                denoising,
                sampler,
                schedule,
                prompt,
                negativePrompt);
    }

    public HiresPass withDenoising(double value) {
        return new HiresPass(
                scale, resize, upscaler, steps, value, sampler, schedule, prompt, negativePrompt);
    }

    public HiresPass withSampler(Optional<SamplerId> value) {
        return new HiresPass(
                scale, resize, upscaler, steps, denoising, value, schedule, prompt, negativePrompt);
    }

    public HiresPass withSchedule(Optional<ScheduleId> value) {
        return new HiresPass(
                scale, resize, upscaler, steps, denoising, sampler, value, prompt, negativePrompt);
    }

    public HiresPass withPrompt(String value) {
        return new HiresPass(
                scale,
                resize,
                upscaler,
                steps,
                denoising,
                sampler,
                schedule,
                value,
                negativePrompt);
    }

    public HiresPass withNegativePrompt(String value) {
        return new HiresPass(
                scale, resize, upscaler, steps, denoising, sampler, schedule, prompt, value);
    }

    /// How the latent is enlarged, or empty where the upscaler works on pictures.
    public Optional<LatentUpscaler> latentUpscaler() {
        return LatentUpscaler.ofLabel(upscaler);
    }

    /// How the decoded picture is enlarged, or empty where the upscaler works on latents or is a
    /// model.
    public Optional<PixelUpscaler> pixelUpscaler() {
        return PixelUpscaler.ofLabel(upscaler);
    }
}
