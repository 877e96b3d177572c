package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Why two pictures differ.
class ComparisonTest {
    private static final Recipe BOAT = Recipe.of("a boat", new Size(16, 16)).withSeed(Seed.of(7));

    @TempDir private Path folder;

    private ComparedPicture made(String name, Recipe recipe) throws IOException {
        var file = folder.resolve(name);
        var size = recipe.size();
        var black = new byte[size.width() * size.height() * 3];
        PictureFile.write(new Picture(size, black, recipe, Map.of()), file);
        return ComparedPicture.read(file);
    }

    @Test
    void theLikeliestCauseComesFirst() throws IOException {
        var other =
                BOAT.withSeed(Seed.of(8))
                        .withNoise(NoiseSource.NV)
                        .withText(BOAT.text().withClipSkip(2));

        var comparison = Comparison.of(made("a.png", BOAT), made("b.png", other));

        assertEquals("Seed", comparison.causes().getFirst().name());
        assertEquals("7", comparison.causes().getFirst().a());
        assertEquals("8", comparison.causes().getFirst().b());
        var names = comparison.causes().stream().map(Comparison.Cause::name).toList();
        assertTrue(names.indexOf("RNG") < names.indexOf("Clip skip"), names.toString());
        assertTrue(comparison.same().contains("Prompt"));
        assertFalse(names.contains("Prompt"));
    }

    @Test
    void ofOneRecipeNothingDiffers() throws IOException {
        var comparison = Comparison.of(made("a.png", BOAT), made("b.png", BOAT));

        assertTrue(comparison.hasFields());
        assertTrue(comparison.causes().isEmpty());
        assertEquals(PictureDifference.Grade.BIT_EXACT, comparison.grade());
    }

    @Test
    void aFileWithoutSettingsIsComparedByItsPixels() throws IOException {
        var plain = folder.resolve("plain.png").toFile();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", plain);

        var comparison = Comparison.of(made("a.png", BOAT), ComparedPicture.read(plain.toPath()));

        assertFalse(comparison.hasFields());
        assertTrue(comparison.causes().isEmpty());
        assertEquals(1, comparison.difference().orElseThrow().identical());
    }

    @Test
    void otherSizesAreNotMeasured() throws IOException {
        var wide = BOAT.withSize(new Size(24, 16));

        var comparison = Comparison.of(made("a.png", BOAT), made("b.png", wide));

        assertTrue(comparison.difference().isEmpty());
        assertEquals(PictureDifference.Grade.DIFFERENT, comparison.grade());
        assertEquals("Size", comparison.causes().getFirst().name());
    }
}
