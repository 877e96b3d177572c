package dev.atelier.image;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Images as files of the formats that may lose something, without any metadata.
public final class LossyImages {
    /// The longest side of a WebP.
    private static final int WEBP_MOST = 16_383;

    private LossyImages() {}

    /// @param image what is transparent becomes white
    /// @param quality 1 to 100
    public static byte[] jpeg(BufferedImage image, int quality) throws IOException {
        var plain =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = plain.createGraphics();
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality / 100f);
        return write(writer, plain, how);
    }

    /// By libwebp.
    ///
    /// @param quality 1 to 99; 100 keeps every pixel as it is
    /// @throws IOException with a sentence, where a side is too long or this system has no encoder
    public static byte[] webp(BufferedImage image, int quality) throws IOException {
        if (Math.max(image.getWidth(), image.getHeight()) > WEBP_MOST) {
            throw new MessageException(Message.of("picture.webp-large", WEBP_MOST));
        }
        try {
            var writer = new WebPImageWriterSpi().createWriterInstance(null);
            var how = (WebPWriteParam) writer.getDefaultWriteParam();
            boolean exact = quality == 100;
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType(exact ? CompressionType.Lossless : CompressionType.Lossy);
            how.setCompressionQuality(exact ? 0.75f : quality / 100f); // effort, where it is exact
            return write(writer, image, how);
        } catch (LinkageError e) {
            throw new MessageException(Message.of("picture.webp-none"), e);
        }
    }

    private static byte[] write(ImageWriter writer, BufferedImage image, ImageWriteParam how)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
