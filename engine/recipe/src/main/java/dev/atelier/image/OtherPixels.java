package dev.atelier.image;

import dev.atelier.recipe.Message;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// The pixels of WebP, GIF, BMP and TIFF: the stored numbers that a reader of the platform finds,
/// without its colour spaces, as Pillow takes them.
final class OtherPixels {
    private OtherPixels() {}

    /// @throws NoPictureException where it is none of these
    static int[] size(byte[] file) throws IOException {
        var canvas = PictureKind.isWebp(file) ? MovingWebp.canvas(file) : Optional.<int[]>empty();
        if (canvas.isPresent()) {
            return canvas.get();
        }
        var reader = reader(file);
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            return new int[] {reader.getWidth(0), reader.getHeight(0)};
        } finally {
            reader.dispose();
        }
    }

    /// The first picture in it; three channels, or four where it is transparent by degrees.
    static Bitmap read(byte[] file) throws IOException {
        if (PictureKind.isWebp(file) && PictureKind.isCutWebp(file)) {
            throw new PictureException(Message.of("picture.cut"));
        }
        var webp = PictureKind.isWebp(file) ? webp(file) : Optional.<Bitmap>empty();
        if (webp.isPresent()) {
            return webp.get();
        }
        var reader = reader(file);
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            return bitmap(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    /// Of an animation the first frame, on its canvas.
    private static Optional<Bitmap> webp(byte[] file) throws IOException {
        var moving = MovingWebp.of(file);
        if (moving.isEmpty()) {
            return LibWebp.read(file).map(OtherPixels::bitmap);
        }
        return LibWebp.read(moving.get().still()).map(OtherPixels::bitmap).map(moving.get()::on);
    }

    /// By our own look at the first bytes: some readers claim files that are none of theirs.
    private static ImageReader reader(byte[] file) throws IOException {
        var format = PictureKind.format(file).orElseThrow(() -> new NoPictureException(file));
        var readers = ImageIO.getImageReadersByFormatName(format);
        return ImageFiles.own(readers).orElseThrow(() -> new NoPictureException(file));
    }

    private static Bitmap bitmap(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return chosen(image.getRaster(), palette);
        }
        int bands = image.getRaster().getNumBands();
        boolean wide = image.getRaster().getTransferType() == DataBuffer.TYPE_USHORT;
        boolean bytes = image.getRaster().getTransferType() == DataBuffer.TYPE_BYTE;
        boolean whole = image.getColorModel().getComponentSize(0) == (wide ? 16 : 8);
        boolean transparent = image.getColorModel().hasAlpha();
        boolean printed = bands == 4 && !transparent;
        return whole && (bytes || wide) && bands <= 4
                ? stored(image.getRaster(), wide, transparent && bands == 4, printed)
                : computed(image);
    }

    private static Bitmap chosen(Raster raster, IndexColorModel palette) {
        int width = raster.getWidth();
        var pixels = new byte[Math.multiplyExact(width * raster.getHeight(), 3)];
        var row = new int[width];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int index : row) {
                int rgb = index < palette.getMapSize() ? palette.getRGB(index) : 0;
                pixels[to++] = (byte) (rgb >> 16);
                pixels[to++] = (byte) (rgb >> 8);
                pixels[to++] = (byte) rgb;
            }
        }
        return new Bitmap(width, raster.getHeight(), 3, pixels);
    }

    private static Bitmap stored(
            Raster raster, boolean wide, boolean transparent, boolean printed) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int channels = transparent ? 4 : 3;
        var pixels = new byte[Math.multiplyExact(width * raster.getHeight(), channels)];
        var row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * bands;
                if (printed) {
                    printed(row, at, wide);
                    Cmyk.rgb(row, at, 255, pixels, to);
                } else {
                    for (int c = 0; c < channels; c++) {
                        int value = row[bands < 3 ? at : at + c];
                        pixels[to + c] = (byte) narrow(value, wide, bands < 3);
                    }
                }
                to += channels;
            }
        }
        return new Bitmap(width, raster.getHeight(), channels, pixels);
    }

    /// Turns ink into the light that it leaves.
    private static void printed(int[] row, int at, boolean wide) {
        for (int c = 0; c < 4; c++) {
            row[at + c] = 255 - narrow(row[at + c], wide, false);
        }
    }

    /// Pillow takes the high byte of colours, and cuts grey off above 255.
    private static int narrow(int value, boolean wide, boolean grey) {
        if (!wide) {
            return value;
        }
        return grey ? Math.min(value, 255) : value >> 8;
    }

    /// What has fewer bits a colour, or packs them.
    private static Bitmap computed(BufferedImage image) {
        int width = image.getWidth();
        int channels = image.getColorModel().hasAlpha() ? 4 : 3;
        var pixels = new byte[Math.multiplyExact(width * image.getHeight(), channels)];
        var row = new int[width];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                pixels[to++] = (byte) (argb >> 16);
                pixels[to++] = (byte) (argb >> 8);
                pixels[to++] = (byte) argb;
                if (channels == 4) {
                    pixels[to++] = (byte) (argb >> 24);
                }
            }
        }
        return new Bitmap(width, image.getHeight(), channels, pixels);
    }

    /// No reader knows these bytes; the message follows the name of the file.
    static final class NoPictureException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Message> kind;

        NoPictureException(byte[] file) {
            super("no picture");
            kind = PictureKind.unreadable(file);
        }

        /// Whether it is of a kind that has a name.
        boolean isKnown() {
            return kind.isPresent();
        }

        /// What is wrong with the picture of this name.
        Message reason(Message name) {
            return kind.map(it -> Message.of("picture.kind", name, it))
                    .orElseGet(() -> Message.of("picture.other", name));
        }
    }
}
