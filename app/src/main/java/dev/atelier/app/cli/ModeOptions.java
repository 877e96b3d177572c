package dev.atelier.app.cli;

import static java.util.Objects.requireNonNullElse;

import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Limits;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Mode.MaskSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Image to image and inpainting: a picture asks for the one, a mask with it for the other.
final class ModeOptions {
    /// A1111's default in its img2img tab.
    private static final double DENOISING = 0.75;

    @Option(
            names = {"--init-image", "--init"},
            paramLabel = "FILE",
            description = "Start from this picture.")
    private @Nullable String image;

    @Option(names = "--mask", paramLabel = "FILE", description = "Repaint where this is white.")
    private @Nullable String mask;

    @Option(
            names = {"--denoising-strength", "--denoise"},
            paramLabel = "0..1",
            description = "How much may change.")
    private @Nullable Double denoising;

    @Option(
            names = "--resize-mode",
            paramLabel = "MODE",
            description = "Bringing it to size: ${COMPLETION-CANDIDATES}.")
    private Mode.@Nullable Fit fit;

    @Option(
            names = "--inpainting-fill",
            paramLabel = "MODE",
            description = "What the masked part starts from: ${COMPLETION-CANDIDATES}.")
    private Mode.@Nullable Fill fill;

    @Option(names = "--mask-blur", paramLabel = "PX", description = "Softness of the mask's edge.")
    private @Nullable Integer blur;

    @Option(names = "--inpainting-mask-invert", description = "Paint what is not masked.")
    private @Nullable Boolean invert;

    @Option(names = "--no-mask-round", description = "Keep the mask soft in the latent.")
    private @Nullable Boolean soft;

    @Option(
            names = "--inpaint-full-res-padding",
            paramLabel = "PX",
            description = "Paint only the mask's surroundings, at full size, with this margin.")
    private @Nullable Integer onlyMasked;

    Mode over(Mode base) {
        requirePixels("--mask-blur", blur);
        requirePixels("--inpaint-full-res-padding", onlyMasked);
        return switch (base) {
            case Mode.TextToImage text -> image == null ? withoutImage(text) : begun(image);
            case Mode.ImageToImage(var from, var strength, var how) ->
                    mode(requireNonNullElse(image, from), strength, how);
            case Mode.Inpaint(var from, var area, var strength, var how, var settings) ->
                    new Mode.Inpaint(
                            requireNonNullElse(image, from),
                            requireNonNullElse(mask, area),
                            requireNonNullElse(denoising, strength),
                            requireNonNullElse(fit, how),
                            over(settings));
        };
    }

    private static void requirePixels(String option, @Nullable Integer pixels) {
        if (pixels != null && (pixels < 0 || pixels > Limits.MASK)) {
            throw InvalidValueException.of(
                    option, Message.of("expected.range", 0, Limits.MASK), pixels);
        }
    }

    private Mode withoutImage(Mode.TextToImage text) {
        if (mask != null || denoising != null || fit != null) {
            throw new InvalidValueException(Message.of("cli.needs-init"));
        }
        requireNoMaskSettings();
        return text;
    }

    /// Settings of a mask that is not there would be left out in silence.
    private void requireNoMaskSettings() {
        if (fill != null || blur != null || invert != null || soft != null || onlyMasked != null) {
            throw new InvalidValueException(Message.of("cli.needs-mask"));
        }
    }

    private Mode begun(String from) {
        return mode(from, DENOISING, Mode.Fit.STRETCH);
    }

    private Mode mode(String from, double strength, Mode.Fit how) {
        var denoise = requireNonNullElse(denoising, strength);
        var resize = requireNonNullElse(fit, how);
        if (mask == null) {
            requireNoMaskSettings();
            return new Mode.ImageToImage(from, denoise, resize);
        }
        return new Mode.Inpaint(from, mask, denoise, resize, over(MaskSettings.DEFAULT));
    }

    private MaskSettings over(MaskSettings base) {
        return new MaskSettings(
                requireNonNullElse(fill, base.fill()),
                requireNonNullElse(blur, base.blur()),
                requireNonNullElse(invert, base.invert()),
                soft == null ? base.round() : !soft,
                onlyMasked == null ? base.onlyMasked() : Optional.of(onlyMasked));
    }
}
