package dev.atelier.sandbox.oss.image;

import dev.atelier.image.ImageFiles;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.OssException;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// A chain such as `image/resize,w_256/format,png`. Chosen: at most 50 million pixels, read or
/// made.
public final class Processing {
    static final long MOST_PIXELS = 50_000_000;

    private Processing() {}

    /// @throws OssException on a picture or a chain that cannot be
    public static ProcessedImage apply(String chain, byte[] source) throws IOException {
        var actions = chain.split("/", -1);
        if (!actions[0].equals("image") || actions.length < 2 || actions.length > 10) {
            throw OssError.INVALID_ARGUMENT.because("The operation is not supported.");
        }
        try {
            var size = ImageFiles.size(source, "the picture");
            if ((long) size.width * size.height > MOST_PIXELS) {
                throw OssError.IMAGE_TOO_LARGE.exception();
            }
            return apply(actions, source, size);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw bad();
        }
    }

    private static ProcessedImage apply(String[] actions, byte[] source, Dimension size)
            throws IOException {
        var format = ImageFiles.format(source).orElseThrow(Processing::bad);
        if (actions[1].equals("info")) {
            return info(format, size.width, size.height, source.length);
        }
        var image = ImageFiles.read(source, "the picture").translucent();
        for (int i = 1; i < actions.length; i++) {
            var words = actions[i].split(",", -1);
            switch (words[0]) {
                case "resize" -> image = ResizeAction.parse(words).apply(image);
                case "format" -> format = format(words);
                case "quality", "auto-orient", "interlace", "" -> {}
                default ->
                        throw OssError.INVALID_ARGUMENT.because(
                                "The action " + words[0] + " is not supported.");
            }
        }
        return write(image, format);
    }

    private static ProcessedImage info(String format, int width, int height, int size) {
        var text =
                """
                {
                  "FileSize": {"value": "%d"},
                  "Format": {"value": "%s"},
                  "ImageHeight": {"value": "%d"},
                  "ImageWidth": {"value": "%d"}
                }
                """
                        .formatted(size, format, height, width);
        return new ProcessedImage("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String format(String[] words) {
        return switch (words.length == 2 ? words[1] : "") {
            case "jpg", "jpeg" -> "jpg";
            case "png" -> "png";
            case "bmp" -> "bmp";
            case "gif" -> "gif";
            default ->
                    throw OssError.INVALID_ARGUMENT.because(
                            "The format is not supported by the sandbox.");
        };
    }

    private static ProcessedImage write(BufferedImage image, String format) throws IOException {
        boolean alpha = format.equals("png") || format.equals("gif");
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(alpha ? image : flat(image), format, out)) {
            throw OssError.INVALID_ARGUMENT.because("The format is not supported by the sandbox.");
        }
        var type = format.equals("jpg") ? "image/jpeg" : "image/" + format;
        return new ProcessedImage(type, out.toByteArray());
    }

    private static BufferedImage flat(BufferedImage image) {
        var flat =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = flat.createGraphics();
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        return flat;
    }

    private static OssException bad() {
        return OssError.BAD_REQUEST.because("This image format is not supported.");
    }
}
