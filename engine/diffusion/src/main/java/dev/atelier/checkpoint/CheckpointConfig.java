package dev.atelier.checkpoint;

import dev.atelier.checkpoint.TextConfig.Activation;
import dev.atelier.checkpoint.TextConfig.Output;
import dev.atelier.checkpoint.TextConfig.Spelling;
import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.List;

/// Everything about a checkpoint's networks that running them needs.
///
/// @param family which generation it belongs to
/// @param texts its text models, at least one; two in SDXL
/// @param nativeSize the edge of the pictures it was trained on, in pixels
public record CheckpointConfig(
        Family family,
        UnetConfig unet,
        VaeConfig vae,
        List<TextConfig> texts,
        Training training,
        int nativeSize) {
    /// Stable Diffusion 1.5, as in its `v1-inference.yaml`.
    public static final CheckpointConfig SD15 =
            new CheckpointConfig(
                    Family.SD1,
                    new UnetConfig(
                            4,
                            4,
                            320,
                            List.of(1, 2, 4, 4),
                            2,
                            List.of(1, 1, 1, 0),
                            1,
                            768,
                            8,
                            0,
                            0,
                            false),
                    new VaeConfig(128, List.of(1, 2, 4, 4), 2, 32, LatentFormat.SD1),
                    List.of(
                            new TextConfig(
                                    Spelling.HUGGING_FACE,
                                    TensorLayout.TEXT,
                                    768,
                                    12,
                                    12,
                                    3072,
                                    49408,
                                    77,
                                    Activation.QUICK_GELU,
                                    1e-5,
                                    0,
                                    Output.CHOSEN)),
                    Training.STABLE_DIFFUSION,
                    512);

    public CheckpointConfig {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("texts: expected at least one");
        }
    }

    /// What the UNet sees besides the noise.
    public Variant variant() {
        return Variant.of(unet.inChannels(), vae.latents().channels());
    }

    /// Family and variant in words.
    public Message label() {
        return family == Family.UNKNOWN
                ? Message.of("kind.no-checkpoint")
                : variant().of(family.label());
    }

    /// Whether the engine can run it.
    public boolean supported() {
        return family != Family.UNKNOWN && variant() != Variant.OTHER;
    }

    /// What latents are like for its UNet.
    public LatentFormat latents() {
        return vae.latents();
    }

    /// The same, predicting something else.
    public CheckpointConfig withPrediction(Prediction prediction) {
        return new CheckpointConfig(
                family, unet, vae, texts, training.withPrediction(prediction), nativeSize);
    }

    /// The first text model.
    public TextConfig text() {
        return texts.getFirst();
    }

    /// Heads split the width of an attention evenly.
    void requireWholeHeads(Path file) throws CheckpointException {
        for (int level = 0; level < unet.multipliers().size(); level++) {
            int width = unet.width(level);
            int divisor = unet.heads() > 0 ? unet.heads() : unet.headChannels();
            if (unet.depths().get(level) > 0 && width % divisor != 0) {
                throw new CheckpointException(file, Message.of("file.heads", width, divisor));
            }
        }
        for (var text : texts) {
            if (text.width() % text.heads() != 0) {
                throw new CheckpointException(
                        file, Message.of("file.text-heads", text.width(), text.heads()));
            }
        }
    }
}
