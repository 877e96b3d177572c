package dev.atelier.app.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.compare.PictureDifference.Grade;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Against scikit-image; see the README beside the pictures.
class PictureDifferenceTest {
    private static BufferedImage picture(String name) throws IOException {
        return ImageIO.read(PictureDifferenceTest.class.getResource(name));
    }

    @Test
    void fewBitsApartIsVisuallyTheSame() throws IOException {
        var near = PictureDifference.of(picture("a.png"), picture("near.png"));

        assertEquals(0.6831293706293706, near.identical(), 1e-12);
        assertEquals(2, near.largest());
        assertEquals(50.13169739355193, near.psnr(), 1e-9);
        assertEquals(0.997506807123133, near.ssim().orElseThrow(), 1e-9);
        assertEquals(Grade.VISUALLY_THE_SAME, near.grade());
    }

    @Test
    void anotherCompositionIsDifferent() throws IOException {
        var far = PictureDifference.of(picture("a.png"), picture("far.png"));

        assertEquals(0, far.identical());
        assertEquals(200, far.largest());
        assertEquals(13.391629337309702, far.psnr(), 1e-9);
        assertEquals(0.5866598502621616, far.ssim().orElseThrow(), 1e-9);
        assertEquals(Grade.DIFFERENT, far.grade());
    }

    @Test
    void aPictureIsBitExactToItself() throws IOException {
        var same = PictureDifference.of(picture("a.png"), picture("a.png"));

        assertEquals(1, same.identical());
        assertEquals(Double.POSITIVE_INFINITY, same.psnr());
        assertEquals(1, same.ssim().orElseThrow(), 1e-12);
        assertEquals(Grade.BIT_EXACT, same.grade());
    }

    @Test
    void belowTheWindowThereIsNoStructure() {
        var small = new BufferedImage(10, 64, BufferedImage.TYPE_INT_RGB);

        assertTrue(PictureDifference.of(small, small).ssim().isEmpty());
    }

    @Test
    void sizesMustBeEqual() throws IOException {
        var a = picture("a.png");
        var other = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);

        assertThrows(IllegalArgumentException.class, () -> PictureDifference.of(a, other));
    }

    @Test
    void theMapIsDarkWhereNothingDiffersAndLighterWithTheGain() throws IOException {
        var a = picture("a.png");
        var near = picture("near.png");
        int still = HeatColors.of(0);

        var map = PictureDifference.map(a, near, 8);
        var stronger = PictureDifference.map(a, near, 32);

        long light = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                boolean same = a.getRGB(x, y) == near.getRGB(x, y);
                int shown = map.getRGB(x, y) & 0xFFFFFF;
                assertEquals(same, shown == still, x + " " + y);
                assertTrue(green(stronger.getRGB(x, y)) >= green(shown));
                light += same ? 0 : 1;
            }
        }
        assertTrue(light > 0);
    }

    private static int green(int rgb) {
        return rgb >> 8 & 0xFF;
    }
}
