package dev.atelier.image;

import dev.atelier.recipe.Message;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageReader;

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

    /// The same of a picture in memory.
    ///
    /// @param name of a file or an address, in messages
    public static Bitmap read(byte[] content, String name) throws IOException {
        return read(content, Message.plain(name));
    }

    /// The same of one that has no name.
    ///
    /// @param name of the picture in messages, as a part of a sentence
    /// @throws IOException with a sentence, as of a file
    public static Bitmap read(byte[] content, Message name) throws IOException {
        var size = size(content, name);
        long pixels = (long) size.width * size.height;
        if (pixels * WORK > Runtime.getRuntime().maxMemory()) {
            throw new PictureException(
                    Message.of("picture.pixels-memory", name, size.width, size.height));
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
        return size(content, Message.plain(name));
    }

    private static Dimension size(byte[] content, Message name) throws IOException {
        if (content.length == 0) {
            throw new PictureException(Message.of("picture.empty", name));
        }
        var sides = safely(name, () -> sides(content));
        if (sides[0] < 1 || sides[1] < 1) {
            throw new PictureException(Message.of("picture.no-size", name));
        }
        if ((long) sides[0] * sides[1] > MOST_PIXELS) {
            throw new PictureException(Message.of("picture.pixels", name, sides[0], sides[1]));
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

    /// What a file is that [#read] cannot read, by the first bytes, as a part of a sentence such as
    /// `an AVIF picture`; empty for what can be read and for what nothing is known of.
    public static Optional<Message> otherKind(byte[] content) {
        return format(content).isPresent() ? Optional.empty() : PictureKind.unreadable(content);
    }

    /// The first of some readers that runs in Java alone, so that sizes and animations are read the
    /// same where there is no native library; still WebP is read by one where there is.
    public static Optional<ImageReader> own(Iterator<ImageReader> readers) {
        while (readers.hasNext()) {
            var reader = readers.next();
            if (!reader.getClass().getName().startsWith("com.luciad.")) {
                return Optional.of(reader);
            }
            reader.dispose();
        }
        return Optional.empty();
    }

    private static byte[] content(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new PictureException(Message.of("picture.folder", file));
        }
        if (!Files.isRegularFile(file)) {
            throw new PictureException(Message.of("picture.gone", file));
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new PictureException(Message.of("picture.bytes", file));
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
    private static <T> T safely(Message name, Work<T> work) throws IOException {
        try {
            return work.done();
        } catch (OtherPixels.NoPictureException e) {
            throw new PictureException(e.reason(name), e, e.isKnown());
        } catch (PictureException e) {
            throw new PictureException(Message.of("picture.damaged-how", name, e.reason()), e);
        } catch (IOException | RuntimeException e) {
            throw new PictureException(Message.of("picture.damaged", name), e);
        } catch (OutOfMemoryError e) {
            throw new PictureException(Message.of("picture.memory", name), e);
        }
    }
}
