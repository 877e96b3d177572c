package dev.atelier.sandbox.webui;

import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PngText;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// Pictures as the API sends them: PNG with A1111's text, in Base64.
final class Pictures {
    /// The version whose API this is.
    static final String VERSION = "v1.10.1";

    private Pictures() {}

    static String infotext(Picture picture) {
        return InfotextWriter.write(picture.recipe(), VERSION);
    }

    static byte[] png(Picture picture) {
        return png(image(picture.size(), picture.rgb()), infotext(picture));
    }

    /// @param infotext empty for none
    static byte[] png(BufferedImage image, String infotext) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return infotext.isEmpty()
                    ? bytes.toByteArray()
                    : PngText.write(bytes.toByteArray(), Map.of(PngText.PARAMETERS, infotext));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static BufferedImage image(Size size, byte[] rgb) {
        var image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        var pixels = new int[size.width() * size.height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] =
                    (rgb[3 * i] & 0xff) << 16
                            | (rgb[3 * i + 1] & 0xff) << 8
                            | (rgb[3 * i + 2] & 0xff);
        }
        image.setRGB(0, 0, size.width(), size.height(), pixels, 0, size.width());
        return image;
    }

    /// All pictures side by side, as square as may be.
    static BufferedImage grid(List<Picture> pictures) {
        int rows = (int) Math.max(1, Math.round(Math.sqrt(pictures.size())));
        int columns = (pictures.size() + rows - 1) / rows;
        var cell = pictures.getFirst().size();
        var grid =
                new BufferedImage(
                        columns * cell.width(), rows * cell.height(), BufferedImage.TYPE_INT_RGB);
        var pen = grid.createGraphics();
        for (int i = 0; i < pictures.size(); i++) {
            var picture = pictures.get(i);
            pen.drawImage(
                    image(picture.size(), picture.rgb()),
                    i % columns * cell.width(),
                    i / columns * cell.height(),
                    null);
        }
        pen.dispose();
        return grid;
    }
}
