package dev.atelier.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// Reads picture files: whatever the platform's ImageIO reads, PNG, JPEG, GIF, BMP and TIFF among
/// them.
public final class ImageFiles {
    /// More pixels than any recipe can use, and few enough to hold in memory.
    private static final long MOST_PIXELS = 100_000_000L;

    private ImageFiles() {}

    /// @return three channels, or four where the file has transparency
    /// @throws IOException with a sentence, where there is no file, it is none of those, is damaged
    ///   or too large
    public static Bitmap read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException(file + " is no picture that can be read here");
            }
            var reader = readers.next();
            try {
                reader.setInput(in);
                return bitmap(decoded(reader, file));
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage decoded(ImageReader reader, Path file) throws IOException {
        try {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_PIXELS) {
                throw new IOException(file + " has more than 100 megapixels");
            }
            return reader.read(0);
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw new IOException(file + " is damaged", e); // what readers throw at broken headers
        }
    }

    private static Bitmap bitmap(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int channels = image.getColorModel().hasAlpha() ? 4 : 3;
        var bytes = new byte[width * height * channels];
        var row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * channels;
                bytes[at] = (byte) (row[x] >> 16);
                bytes[at + 1] = (byte) (row[x] >> 8);
                bytes[at + 2] = (byte) row[x];
                if (channels == 4) {
                    bytes[at + 3] = (byte) (row[x] >> 24);
                }
            }
        }
        return new Bitmap(width, height, channels, bytes);
    }
}
