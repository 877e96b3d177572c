package dev.atelier.webui;

import dev.atelier.image.LossyImages;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.infotext.InfotextWriter;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.webui.request.PictureFormat;
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

    /// A picture as the settings want it sent.
    ///
    /// @param texts what a PNG carries; a JPEG or WebP carries A1111's alone
    static String base64(BufferedImage image, Map<String, String> texts, PictureFormat format) {
        return base64(file(image, texts, format));
    }

    static String base64(Picture picture, PictureFormat format) {
        return base64(file(picture, format));
    }

    static byte[] file(Picture picture, PictureFormat format) {
        return file(
                image(picture.size(), picture.rgb()),
                Map.of(PngText.PARAMETERS, infotext(picture)),
                format);
    }

    /// The bytes of a picture file, as [#base64] encodes them.
    static byte[] file(BufferedImage image, Map<String, String> texts, PictureFormat format) {
        try {
            var infotext = texts.getOrDefault(PngText.PARAMETERS, "");
            int quality = format.quality();
            return switch (format.kind()) {
                case PNG -> {
                    var png = png(image, "");
                    yield texts.isEmpty() ? png : PngText.write(png, texts);
                }
                case JPEG -> PictureText.write(LossyImages.jpeg(image, quality), infotext);
                case WEBP -> PictureText.write(LossyImages.webp(image, quality), infotext);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static BufferedImage image(Size size, byte[] rgb) {
        return image(size.width(), size.height(), rgb);
    }

    static BufferedImage image(int width, int height, byte[] rgb) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] =
                    (rgb[3 * i] & 0xff) << 16
                            | (rgb[3 * i + 1] & 0xff) << 8
                            | (rgb[3 * i + 2] & 0xff);
        }
        image.setRGB(0, 0, width, height, pixels, 0, width);
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
