package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.image.Resize;
import dev.atelier.latent.Latent;
import java.util.LinkedHashMap;
import java.util.Map;

/// A rough picture of an eighth of the size, straight from a latent.
///
/// A large autoencoder would take longer than a step: each latent pixel becomes one pixel, its
/// colour a linear map of the channels. The map begins as A1111's for SD1 and is fitted to every
/// picture that this autoencoder finishes. A small one, such as the starter's, whose colours no
/// such map meets, decodes instead, in at most a fifth of the time.
final class Preview {
    private static final int KEPT = 8;
    private static final Map<String, Preview> KNOWN = new LinkedHashMap<>(16, 0.75f, true);

    /// Widest first level of an autoencoder that decodes its previews; SD1's has 128.
    private static final int SMALL = 48;

    private static final int MOST_SHARE = 4;

    private final boolean decodes;
    private final LinearColours colours;
    private long took;
    private long last;

    private Preview(Model model) {
        decodes = model.config().vae().channels() <= SMALL && !model.networks().vae().isEmpty();
        var latents = model.config().latents();
        colours =
                new LinearColours(
                        bytes(latents.preview().rows(latents.channels())), latents.downscale());
    }

    /// From [-1, 1] to bytes.
    private static double[][] bytes(double[][] rows) {
        for (var row : rows) {
            for (int c = 0; c < 3; c++) {
                row[c] *= 127.5;
            }
        }
        for (int c = 0; c < 3; c++) {
            rows[rows.length - 1][c] += 127.5;
        }
        return rows;
    }

    /// The one of a model's autoencoder.
    static Preview of(Model model) {
        synchronized (KNOWN) {
            var known = KNOWN.computeIfAbsent(model.autoencoder(), _ -> new Preview(model));
            while (KNOWN.size() > KEPT) {
                KNOWN.remove(KNOWN.keySet().iterator().next());
            }
            return known;
        }
    }

    /// Takes a finished picture into account.
    ///
    /// @param made what the autoencoder made of `latent`
    void learn(Latent latent, Bitmap made) {
        if (!decodes) {
            colours.learn(latent, made);
        }
    }

    /// Whether another one would not slow the run down much.
    synchronized boolean isDue() {
        return !decodes || System.nanoTime() - last >= MOST_SHARE * took;
    }

    /// Bytes of the small picture, row by row, red first: `[H/8, W/8, 3]`.
    synchronized byte[] rgb(Latent latent, Model model) {
        if (!decodes) {
            return mapped(latent, colours.factors());
        }
        long start = System.nanoTime();
        var whole = model.decoded(latent).picture();
        var small = Resize.to(whole, latent.width(), latent.height(), Resize.Filter.BICUBIC);
        last = System.nanoTime();
        took = last - start;
        return small.bytes();
    }

    private static byte[] mapped(Latent latent, double[][] factors) {
        int pixels = latent.height() * latent.width();
        var values = latent.values();
        int channels = factors.length - 1;
        var rgb = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int colour = 0; colour < 3; colour++) {
                double sum = factors[channels][colour];
                for (int channel = 0; channel < channels; channel++) {
                    sum += factors[channel][colour] * values[channel * pixels + i];
                }
                rgb[3 * i + colour] = (byte) Math.clamp(Math.round(sum), 0, 255);
            }
        }
        return rgb;
    }
}
