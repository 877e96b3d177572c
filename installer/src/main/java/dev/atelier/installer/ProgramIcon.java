package dev.atelier.installer;

import com.formdev.flatlaf.extras.FlatSVGIcon;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// The program's mark in the file formats of the desktops.
final class ProgramIcon {
    private static final String MARK = "dev/atelier/assets/icons/mark.svg";

    /// The largest edge that the formats of Windows name.
    private static final int ICO_EDGE = 256;

    private static final int ICNS_EDGE = 512;

    private ProgramIcon() {}

    /// A PNG file for Linux.
    static byte[] png(int edge) throws IOException {
        var image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        new FlatSVGIcon(MARK, edge, edge).paintIcon(null, g, 0, 0);
        g.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /// An ICO file with one picture as PNG, which Windows reads since Vista.
    /// [Source](https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10))
    static byte[] ico() throws IOException {
        var picture = png(ICO_EDGE);
        int header = 6 + 16;
        return ByteBuffer.allocate(header + picture.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 1)
                .put((byte) 0) // an edge of 256
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) 0)
                .putShort((short) 1)
                .putShort((short) 32)
                .putInt(picture.length)
                .putInt(header)
                .put(picture)
                .array();
    }

    /// An ICNS file with one picture of 512 pixels as PNG, which macOS reads since 10.7.
    static byte[] icns() throws IOException {
        var picture = png(ICNS_EDGE);
        int entry = 8 + picture.length;
        return ByteBuffer.allocate(8 + entry)
                .put("icns".getBytes(StandardCharsets.US_ASCII))
                .putInt(8 + entry)
                .put("ic09".getBytes(StandardCharsets.US_ASCII))
                .putInt(entry)
                .put(picture)
                .array();
    }
}
