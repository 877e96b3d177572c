package dev.atelier.app.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.atelier.app.mask.Mask;
import dev.atelier.app.ui.Theme;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SourceThumbTest {
    private static final int SIDE = 64;

    @BeforeAll
    static void theme() {
        Theme.prepare();
        Theme.DARK.apply();
    }

    /// Its left half is masked.
    @Test
    void showsTheMaskOverThePicture() {
        var thumb = new SourceThumb("drop", () -> {});
        thumb.setSize(SIDE, SIDE);
        var coverage = new byte[SIDE * SIDE];
        for (int i = 0; i < coverage.length; i++) {
            coverage[i] = (byte) (i % SIDE < SIDE / 2 ? 255 : 0);
        }

        thumb.show(Optional.of(grey()), Optional.of(new Mask(SIDE, SIDE, coverage)));
        var masked = painted(thumb);
        thumb.show(Optional.of(grey()), Optional.empty());
        var plain = painted(thumb);

        assertNotEquals(plain.getRGB(8, 32), masked.getRGB(8, 32));
        assertEquals(plain.getRGB(56, 32), masked.getRGB(56, 32));
    }

    private static BufferedImage grey() {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, 0x808080);
        }
        return image;
    }

    private static BufferedImage painted(SourceThumb thumb) {
        var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        thumb.paint(g);
        g.dispose();
        return image;
    }
}
