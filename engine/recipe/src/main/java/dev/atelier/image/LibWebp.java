package dev.atelier.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// WebP by libwebp, which Pillow uses: Java's own decoder of lossy pictures repeats colours where
/// libwebp smooths them.
final class LibWebp {
    private LibWebp() {}

    /// @param file a still picture
    /// @return empty where this system has no library
    /// @throws IOException where it is damaged
    static Optional<BufferedImage> read(byte[] file) throws IOException {
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
}
