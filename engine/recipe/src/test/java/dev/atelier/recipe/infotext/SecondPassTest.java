package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A1111 knows hires fix in text to image only.
class SecondPassTest {
    private static final Recipe LARGE =
            Recipe.of("a boat", new Size(64, 64)).withHires(Optional.of(HiresPass.DEFAULT));

    @Test
    void aPictureFromAnotherHasNoSecondPassAndTellsOfNone() {
        var image = LARGE.withMode(new Mode.ImageToImage("a.png", 0.5, Mode.Fit.STRETCH));

        assertEquals(Optional.empty(), image.secondPass());
        assertEquals(LARGE.hires(), image.hires()); // kept for when the picture is taken away
        assertFalse(InfotextWriter.write(image, "v1.10.1").contains("Hires"));
        assertTrue(InfotextWriter.write(LARGE, "v1.10.1").contains("Hires upscale: 2"));
    }
}
