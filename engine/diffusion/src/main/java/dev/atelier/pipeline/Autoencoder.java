package dev.atelier.pipeline;

import dev.atelier.checkpoint.TaesdFile.Part;
import dev.atelier.image.Bitmap;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning.VaeMethods;
import dev.atelier.recipe.VaeMethod;
import java.util.Optional;

/// Between pictures and latents by the methods of a recipe: the model's autoencoder or TAESD.
record Autoencoder(Model model, VaeMethods methods) {
    static Autoencoder of(Model model, Recipe recipe) {
        return new Autoencoder(model, recipe.sampling().tuning().vae());
    }

    /// The file of TAESD, without its ending, that a recipe needs and the model has not; empty if
    /// there is none.
    static Optional<String> lack(Model model, Recipe recipe) {
        var methods = recipe.sampling().tuning().vae();
        var name = model.config().family().taesd() + "_";
        if (methods.decode() == VaeMethod.TAESD && !model.approximations().has(Part.DECODER)) {
            return Optional.of(name + "decoder");
        }
        boolean encodes =
                recipe.secondPass().filter(it -> it.pixelUpscaler().isPresent()).isPresent()
                        || !(recipe.mode() instanceof Mode.TextToImage);
        boolean lacks =
                methods.encode() == VaeMethod.TAESD
                        && encodes
                        && !model.approximations().has(Part.ENCODER);
        return lacks ? Optional.of(name + "encoder") : Optional.empty();
    }

    /// One picture's latents as bytes. One at a time: a batch would need several times the memory
    /// and is not faster.
    Bitmap pixels(Latent latent) {
        return methods.decode() == VaeMethod.TAESD
                ? tiny(model, latent)
                : model.decoded(latent).picture();
    }

    /// The same by TAESD.
    static Bitmap tiny(Model model, Latent latent) {
        int height = latent.height();
        int width = latent.width();
        var size = model.pictureSize(latent);
        var torch = model.compute().torch();
        var taesd = model.approximations().tiny().orElseThrow();
        try (var z = torch.floats(latent.values(), 1, latent.channels(), height, width);
                var decoded = taesd.decodePixels(z)) {
            return new Bitmap(size.width(), size.height(), 3, decoded.bytes());
        }
    }

    /// @return a batch of one
    Latent encode(Bitmap picture) {
        if (methods.encode() == VaeMethod.FULL) {
            return new ImageEncoder(model).encode(picture);
        }
        int height = picture.height();
        int width = picture.width();
        var pixels = ImageEncoder.pixels(picture);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (pixels[i] + 1) / 2;
        }
        var taesd = model.approximations().tiny().orElseThrow();
        try (var x = model.compute().torch().floats(pixels, 1, 3, height, width);
                var latent = taesd.encode(x)) {
            var values = latent.floats();
            var shape = latent.shape();
            return Latent.of(
                    new Latent.Shape(1, (int) shape[1], (int) shape[2], (int) shape[3]), values);
        }
    }
}
