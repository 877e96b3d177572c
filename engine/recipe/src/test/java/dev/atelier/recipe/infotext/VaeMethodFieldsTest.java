package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.SamplerTuning.VaeMethods;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.VaeMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A1111 v1.10.1's fields `VAE Encoder` and `VAE Decoder`.
class VaeMethodFieldsTest {
    private static Recipe recipe(VaeMethod encode, VaeMethod decode) {
        var tuning = SamplerTuning.DEFAULT.withVae(new VaeMethods(encode, decode));
        return Recipe.of("a boat", new Size(64, 64))
                .withSeed(Seed.of(3))
                .withSampling(Sampling.DEFAULT.withTuning(tuning));
    }

    /// `p.extra_generation_params['VAE Decoder']` is set after sampling: last before the version.
    @Test
    void theDecoderStandsBeforeTheVersion() {
        var text = InfotextWriter.write(recipe(VaeMethod.FULL, VaeMethod.TAESD), "v1.10.1");

        assertTrue(text.endsWith(", VAE Decoder: TAESD, Version: v1.10.1"), text);
        assertFalse(text.contains("VAE Encoder"), text);
    }

    /// Nothing is encoded for text to image, and then A1111 does not say how.
    @Test
    void theEncoderIsNamedForPicturesToStartFrom() {
        var recipe = recipe(VaeMethod.TAESD, VaeMethod.FULL);

        assertFalse(InfotextWriter.write(recipe, "").contains("VAE Encoder"));
        var image = recipe.withMode(new Mode.ImageToImage("a.png", 0.5, Mode.Fit.STRETCH));
        assertTrue(InfotextWriter.write(image, "").contains(", VAE Encoder: TAESD"));
    }

    @Test
    void bothAreRead() {
        var text =
                "a boat\nSteps: 4, Sampler: LCM, Size: 64x64, VAE Encoder: TAESD, VAE Decoder: TAESD";

        var parsed = InfotextReader.read(text);

        var methods = parsed.recipe().sampling().tuning().vae();
        assertEquals(new VaeMethods(VaeMethod.TAESD, VaeMethod.TAESD), methods);
        assertEquals(List.of(), parsed.sentences());
        assertEquals(List.of(), parsed.recipe().extras());
    }

    @Test
    void anUnknownMethodIsReported() {
        var parsed =
                InfotextReader.read(
                        "a boat\nSteps: 4, Sampler: LCM, Size: 64x64, VAE Decoder: Approx NN");

        assertEquals(VaeMethods.DEFAULT, parsed.recipe().sampling().tuning().vae());
        assertTrue(parsed.sentences().toString().contains("VAE Decoder: Approx NN"));
    }
}
