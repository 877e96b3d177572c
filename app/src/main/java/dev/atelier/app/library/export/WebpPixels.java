package dev.atelier.app.library.export;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Pixels as WebP, by libwebp.
final class WebpPixels {
    /// The longest side of the format.
    private static final int MOST = 16_383;

    private WebpPixels() {}

    /// @param quality 1 to 99; 100 keeps every pixel as it is
    /// @throws IOException with a sentence, where a side is too long or this system has no encoder
    static byte[] write(BufferedImage image, int quality) throws IOException {
        if (Math.max(image.getWidth(), image.getHeight()) > MOST) {
            throw new MessageException(Message.of("picture.webp-large", MOST));
        }
        var out = new ByteArrayOutputStream();
        var writer = new WebPImageWriterSpi().createWriterInstance(null);
        try (var stream = ImageIO.createImageOutputStream(out)) {
            var how = (WebPWriteParam) writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType(
                    quality == 100 ? CompressionType.Lossless : CompressionType.Lossy);
            how.setCompressionQuality(quality == 100 ? 0.75f : quality / 100f);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (LinkageError e) {
            throw new MessageException(Message.of("picture.webp-none"), e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
