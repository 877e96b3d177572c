package dev.atelier.pipeline;

import com.sun.management.OperatingSystemMXBean;
import dev.atelier.checkpoint.VaeConfig;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import dev.atelier.torch.Dtype;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// Refuses pictures that this machine cannot decode: the system would end the program instead of
/// reporting an error.
///
/// @param available bytes of memory and swap together
record MemoryNeed(VaeConfig vae, Dtype dtype, long available) {
    private static final double GIGA = 1e9;

    /// What libraries take for themselves, a guess.
    private static final long WORKSPACE = 200L << 20;

    /// Maps of the widest level that a UNet holds at its peak, of its base width; a guess for fused
    /// attention: skips, the four-fold width of the feed-forward parts and what convolutions
    /// unfold.
    private static final int UNET_MAPS = 90;

    /// Maps that a decoder holds at its peak, in units of its last enlargement's input.
    private static final int DECODER_MAPS = 4;

    /// Maps that an encoder holds at its peak, of the picture's size and the encoder's first width.
    private static final int ENCODER_MAPS = 4;

    /// For this machine, or for the limit of the container that this process is in.
    static MemoryNeed here(VaeConfig vae, Dtype dtype) {
        return new MemoryNeed(vae, dtype, machine());
    }

    private static long machine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() + machine.getTotalSwapSpaceSize()
                : Long.MAX_VALUE;
    }

    /// Bytes that decoding cannot do without: the last enlargement's input and output are there at
    /// once, each as large as the picture and as wide as the decoder's second level from outside.
    long least(int width, int height) {
        int level = Math.min(1, vae.multipliers().size() - 1);
        long channels = (long) vae.channels() * vae.multipliers().get(level);
        return 2 * channels * dtype.sizeBytes() * width * height;
    }

    /// Bytes that one call of the UNet takes besides its weights, guessed.
    ///
    /// @param texts rows for each picture of `x`
    static long unet(Model model, Latent x, int texts) {
        var config = model.config().unet();
        long map = (long) x.height() * x.width() * config.channels() * texts * x.batch();
        return WORKSPACE + UNET_MAPS * map * model.compute().strategy().dtype().sizeBytes();
    }

    /// Bytes that reading prompts takes besides the weights, a guess: rows of text are small.
    static long text() {
        return WORKSPACE / 4;
    }

    /// Bytes that decoding latents of this size takes besides the weights, guessed.
    static long decoding(Model model, int height, int width) {
        int downscale = model.config().latents().downscale();
        var need = new MemoryNeed(model.config().vae(), computed(model), Long.MAX_VALUE);
        return WORKSPACE + DECODER_MAPS / 2 * need.least(downscale * width, downscale * height);
    }

    /// Bytes that encoding a picture of this size takes besides the weights, guessed.
    static long encoding(Model model, int height, int width) {
        long map = (long) model.config().vae().channels() * height * width;
        return WORKSPACE + ENCODER_MAPS * map * computed(model).sizeBytes();
    }

    /// The format that the model's autoencoder computes in.
    private static Dtype computed(Model model) {
        return model.exact().loaded().isPresent() ? Dtype.F32 : model.compute().strategy().dtype();
    }

    /// Why a picture of this size cannot be made here.
    Optional<Failure> problem(int width, int height) {
        long least = least(width, height);
        return least <= available
                ? Optional.empty()
                : Optional.of(
                        new Failure.OutOfMemory(
                                Message.of(
                                        "problem.memory-needed",
                                        width,
                                        height,
                                        Math.round(least / GIGA),
                                        Math.round(available / GIGA))));
    }
}
