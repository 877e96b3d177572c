package dev.atelier.pipeline;

import dev.atelier.checkpoint.LatentColours;
import dev.atelier.checkpoint.TaesdFile.Part;
import dev.atelier.image.Bitmap;
import dev.atelier.image.Resize;
import dev.atelier.latent.Latent;
import dev.atelier.pipeline.Approximations.Fitting;
import dev.atelier.recipe.Observer;
import java.util.LinkedHashMap;
import java.util.Map;

/// A rough picture of an eighth of the size, straight from a latent.
///
/// TAESD draws it where its file is there, and a small autoencoder, such as the starter's, whose
/// colours no linear map meets, decodes truly; both in at most a fifth of the time. A large
/// autoencoder would take longer than a step: each latent pixel becomes one pixel, its colour a
/// linear map of the channels. The map is what the model's file says, else what was fitted to the
/// autoencoder before; until then A1111's, while a fit runs beside the first picture. Every picture
/// that this autoencoder finishes improves it.
final class LatentPreview {
    private static final int KEPT = 8;
    private static final Map<String, LatentPreview> KNOWN = new LinkedHashMap<>(16, 0.75f, true);

    /// Widest first level of an autoencoder that decodes its previews; SD1's has 128.
    private static final int SMALL = 48;

    private static final int MOST_SHARE = 4;

    private final boolean decodes;
    private final LinearColours colours;
    private final ColourCache cache;
    private boolean fits;
    private long took;
    private long last;

    private LatentPreview(Model model) {
        decodes = model.config().vae().channels() <= SMALL && !model.networks().vae().isEmpty();
        cache =
                new ColourCache(
                        model.approximations().fitting().map(Fitting::cache), model.autoencoder());
        var latents = model.config().latents();
        var own = model.approximations().colours();
        var known = own.or(() -> cache.read(latents.channels()));
        fits = known.isPresent() || decodes || model.networks().vae().isEmpty();
        var first = known.map(LatentColours::bytes).orElseGet(() -> usual(model));
        colours = new LinearColours(first, latents.downscale());
    }

    /// A1111's colours for the family of a model, in bytes.
    static double[][] usual(Model model) {
        var latents = model.config().latents();
        var rows = latents.preview().rows(latents.channels());
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
    static LatentPreview of(Model model) {
        synchronized (KNOWN) {
            var known = KNOWN.computeIfAbsent(model.autoencoder(), _ -> new LatentPreview(model));
            while (KNOWN.size() > KEPT) {
                KNOWN.remove(KNOWN.keySet().iterator().next());
            }
            return known;
        }
    }

    /// Begins to fit the colours where that is worth it. Closing it ends that.
    static ColourFit fitting(Model model, Observer observer) {
        boolean taesd = model.approximations().has(Part.DECODER);
        var fitting = model.approximations().fitting();
        var preview = of(model);
        var fit = new ColourFit(model, preview.colours, preview::fitted);
        if (fitting.isPresent() && observer.wantsPreviews() && !taesd && preview.begins()) {
            fitting.get().background().execute(fit);
        }
        return fit;
    }

    private synchronized boolean begins() {
        return !fits;
    }

    private synchronized void fitted() {
        fits = true;
        cache.write(colours.factors());
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
        return System.nanoTime() - last >= MOST_SHARE * took;
    }

    /// Bytes of the small picture, row by row, red first: `[H/8, W/8, 3]`.
    synchronized byte[] rgb(Latent latent, Model model) {
        boolean taesd = model.approximations().has(Part.DECODER);
        if (!decodes && !taesd) {
            return mapped(latent, colours.factors());
        }
        long start = System.nanoTime();
        var whole = taesd ? Autoencoder.tiny(model, latent) : model.decoded(latent).picture();
        var small = Resize.to(whole, latent.width(), latent.height(), Resize.Filter.BICUBIC);
        last = System.nanoTime();
        took = last - start;
        return small.bytes();
    }

    /// A picture by a map of [LinearColours].
    static byte[] mapped(Latent latent, double[][] factors) {
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
