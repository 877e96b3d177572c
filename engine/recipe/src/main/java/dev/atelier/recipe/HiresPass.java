package dev.atelier.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
        return with(fields -> fields.scale = value);
    }

    public HiresPass withResize(Optional<Size> value) {
        return with(fields -> fields.resize = value);
    }

    public HiresPass withUpscaler(String value) {
        return with(fields -> fields.upscaler = value);
    }

    public HiresPass withSteps(int value) {
        return with(fields -> fields.steps = value);
    }

    public HiresPass withDenoising(double value) {
        return with(fields -> fields.denoising = value);
    }

    public HiresPass withSampler(Optional<SamplerId> value) {
        return with(fields -> fields.sampler = value);
    }

    public HiresPass withSchedule(Optional<ScheduleId> value) {
        return with(fields -> fields.schedule = value);
    }

    public HiresPass withPrompt(String value) {
        return with(fields -> fields.prompt = value);
    }

    public HiresPass withNegativePrompt(String value) {
        return with(fields -> fields.negativePrompt = value);
    }

    private HiresPass with(Consumer<Fields> change) {
        var fields = new Fields(this);
        change.accept(fields);
        return fields.pass();
    }

    /// The components on their way to another pass.
    private static final class Fields {
        private double scale;
        private Optional<Size> resize;
        private String upscaler;
        private int steps;
        private double denoising;
        private Optional<SamplerId> sampler;
        private Optional<ScheduleId> schedule;
        private String prompt;
        private String negativePrompt;

        Fields(HiresPass pass) {
            scale = pass.scale;
            resize = pass.resize;
            upscaler = pass.upscaler;
            steps = pass.steps;
            denoising = pass.denoising;
            sampler = pass.sampler;
            schedule = pass.schedule;
            prompt = pass.prompt;
            negativePrompt = pass.negativePrompt;
        }

        HiresPass pass() {
            return new HiresPass(
                    scale,
                    resize,
                    upscaler,
                    steps,
                    denoising,
                    sampler,
                    schedule,
                    prompt,
                    negativePrompt);
        }
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
