package dev.atelier.image;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The one reader of pictures that come in: PNG, JPEG, WebP, GIF, BMP and TIFF, with the pixels
/// that Pillow 9.5 gives to A1111 v1.10.1 (`images.read`). Turned upright by EXIF; profiles and
/// gamma are ignored.
public final class ImageFiles {
    /// More pixels than any recipe can use, and few enough to hold in memory.
    public static final long MOST_PIXELS = 100_000_000L;

    private static final long MOST_BYTES = 1L << 29;

    /// Bytes for each pixel while it is read.
    private static final int WORK = 10;

    private ImageFiles() {}

    /// @return three channels, or four where the file has transparency that A1111 looks at
    /// @throws IOException with a sentence, where there is no file, it is none of those, is damaged
    ///   or too large
    public static Bitmap read(Path file) throws IOException {
        return read(content(file), file.toString());
    }

    /// @param name of the picture in messages
    /// @throws IOException with a sentence, as of a file
    public static Bitmap read(byte[] content, String name) throws IOException {
        var size = size(content, name);
        long pixels = (long) size.width * size.height;
        if (pixels * WORK > Runtime.getRuntime().maxMemory()) {
            throw new IOException(
                    name
                            + " has %d x %d pixels, too many for this program's memory"
                                    .formatted(size.width, size.height));
        }
        return safely(
                name,
                () -> {
                    int orientation = Orientation.of(content);
                    return Orientation.upright(pixels(content), orientation);
                });
    }

    /// Width and height as [#read] will give them, from the head alone.
    ///
    /// @throws IOException with a sentence, also where there are more than [#MOST_PIXELS]
    public static Dimension size(Path file) throws IOException {
        return size(content(file), file.toString());
    }

    /// The same of a picture in memory.
    ///
    /// @param name of the picture in messages
    public static Dimension size(byte[] content, String name) throws IOException {
        if (content.length == 0) {
            throw new IOException(name + " is empty");
        }
        var sides = safely(name, () -> sides(content));
        if (sides[0] < 1 || sides[1] < 1) {
            throw new IOException(name + " is damaged: it says that it has no pixels");
        }
        if ((long) sides[0] * sides[1] > MOST_PIXELS) {
            throw new IOException(
                    name
                            + " has %d x %d pixels, more than the 100 million that can be read"
                                    .formatted(sides[0], sides[1]));
        }
        boolean turned = Orientation.turnsSides(safely(name, () -> Orientation.of(content)));
        return turned ? new Dimension(sides[1], sides[0]) : new Dimension(sides[0], sides[1]);
    }

    /// `png`, `jpg`, `webp`, `gif`, `bmp` or `tiff`, by the first bytes; empty for all else.
    public static Optional<String> format(byte[] content) {
        if (PngPixels.is(content)) {
            return Optional.of("png");
        }
        return JpegPixels.is(content) ? Optional.of("jpg") : PictureKind.format(content);
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than 512 MiB");
        }
        return Files.readAllBytes(file);
    }

    private static int[] sides(byte[] content) throws IOException {
        if (PngPixels.is(content)) {
            return PngPixels.size(content);
        }
        return JpegPixels.is(content) ? JpegPixels.size(content) : OtherPixels.size(content);
    }

    private static Bitmap pixels(byte[] content) throws IOException {
        if (PngPixels.is(content)) {
            return PngPixels.read(content);
        }
        return JpegPixels.is(content) ? JpegPixels.read(content) : OtherPixels.read(content);
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException;
    }

    /// Decoders throw nearly anything at damaged bytes.
    private static <T> T safely(String name, Work<T> work) throws IOException {
        try {
            return work.done();
        } catch (OtherPixels.NoPictureException e) {
            throw new IOException(name + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new IOException(name + " is damaged" + reason(e), e);
        } catch (OutOfMemoryError e) {
            throw new IOException(name + " is too large for this program's memory", e);
        }
    }

    private static String reason(Exception e) {
        var said = e.getMessage();
        boolean ours = e.getClass() == IOException.class && said != null && said.startsWith("it");
        return ours ? ": " + said : "";
    }
}
