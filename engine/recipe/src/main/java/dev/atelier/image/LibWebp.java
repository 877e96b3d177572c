package dev.atelier.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Still WebP by libwebp, which Pillow uses: Java's own decoder of lossy pictures repeats colours
/// where libwebp smooths them.
final class LibWebp {
    private static final int FLAGS = 20;
    private static final int ANIMATED = 2;

    private LibWebp() {}

    /// @return empty where it moves, or where this system has no library
    /// @throws IOException where it is damaged
    static Optional<BufferedImage> read(byte[] file) throws IOException {
        if (moves(file)) {
            return Optional.empty();
        }
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            var reader = new WebPImageReaderSpi().createReaderInstance(null);
            try {
                reader.setInput(in, true, true);
                return Optional.of(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean moves(byte[] file) {
        return file.length > FLAGS
                && file[12] == 'V'
                && file[13] == 'P'
                && file[14] == '8'
                && file[15] == 'X'
                && (file[FLAGS] & ANIMATED) != 0;
    }
}
