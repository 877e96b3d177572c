package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTextTest {
    private static final String INFOTEXT = "一只船, a boat\nSteps: 20, Seed: 7, Size: 64x64";

    /// One black pixel without loss; the smallest WebP that libwebp's own documents show.
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    private static byte[] jpeg() throws IOException {
        var image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, 0xFF8800);
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    @Test
    void aJpegCarriesSettingsAndKeepsItsPixels() throws IOException {
        var plain = jpeg();
        assertEquals(Map.of(), PictureText.read(plain));
        var written = PictureText.write(plain, INFOTEXT);

        assertEquals(Map.of("parameters", INFOTEXT), PictureText.read(written));
        assertArrayEquals(pixels(plain), pixels(written));
        var again = PictureText.write(written, "other");
        assertEquals(Map.of("parameters", "other"), PictureText.read(again));
    }

    private static int[] pixels(byte[] jpeg) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(jpeg));
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void aWebpBecomesExtendedAndKeepsItsBitstream() throws IOException {
        assertEquals(Map.of(), PictureText.read(WEBP));
        var written = PictureText.write(WEBP, INFOTEXT);

        assertEquals(Map.of("parameters", INFOTEXT), PictureText.read(written));
        var riff = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(written.length - 8, riff.getInt(4));
        assertEquals("VP8X", PictureText.four(written, 12));
        assertEquals(0x08 | (WEBP[24] & 0x10), written[20] & 0xFF);
        assertEquals(0, written[24] | written[25] | written[27]); // 1 × 1, less one
        assertArrayEquals(
                Arrays.copyOfRange(WEBP, 12, WEBP.length),
                Arrays.copyOfRange(written, 30, 30 + WEBP.length - 12));
        var again = PictureText.write(written, "other");
        assertEquals(Map.of("parameters", "other"), PictureText.read(again));
    }

    /// Little-endian, as cameras and Pillow write it, with the comment's bytes in that order, too.
    @Test
    void readsCommentsOfBothOrdersAndComfysTwoFields() throws IOException {
        var little = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        little.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) 2);
        var prompt = "prompt:{\"a\":1}\0".getBytes(StandardCharsets.US_ASCII);
        entry(little, 0x0110, 2, prompt.length, 60);
        entry(little, 0x8769, 4, 1, 38);
        little.putInt(0);
        little.position(38);
        little.putShort((short) 1);
        entry(little, 0x9286, 7, 8 + 10, 100);
        little.position(60).put(prompt).position(100);
        little.put("UNICODE\0".getBytes(StandardCharsets.US_ASCII));
        little.put("Steps".getBytes(StandardCharsets.UTF_16LE));
        assertEquals(
                Map.of("prompt", "{\"a\":1}", "parameters", "Steps"),
                PictureText.read(inJpeg(little.array())));
    }

    private static void entry(ByteBuffer into, int tag, int type, int count, int value) {
        into.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static byte[] inJpeg(byte[] exif) throws IOException {
        var out = new ByteArrayOutputStream();
        int length = exif.length + 8;
        out.writeBytes(
                new byte[] {
                    (byte) 0xFF,
                    (byte) 0xD8,
                    (byte) 0xFF,
                    (byte) 0xE1,
                    (byte) (length >> 8),
                    (byte) length
                });
        out.writeBytes(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        out.writeBytes(exif);
        out.writeBytes(Arrays.copyOfRange(jpeg(), 2, jpeg().length));
        return out.toByteArray();
    }

    @Test
    void damageIsASentenceOrLessText() throws IOException {
        var random = new Random(3);
        for (var whole :
                new byte[][] {
                    PictureText.write(jpeg(), INFOTEXT), PictureText.write(WEBP, INFOTEXT)
                }) {
            for (int i = 0; i < whole.length; i++) {
                tryToRead(Arrays.copyOf(whole, i));
            }
            for (int i = 0; i < 20_000; i++) {
                var hurt = whole.clone();
                for (int j = 0; j < 4; j++) {
                    hurt[random.nextInt(Math.min(hurt.length, 260))] = (byte) random.nextInt();
                }
                tryToRead(hurt);
            }
        }
        assertThrows(IOException.class, () -> PictureText.read(new byte[0]));
        assertThrows(IOException.class, () -> PictureText.write(new byte[40], "text"));
    }

    /// Anything but an answer or an [IOException] fails the test.
    private static void tryToRead(byte[] picture) {
        try {
            PictureText.read(picture);
        } catch (IOException e) {
            assertEquals(true, e.getMessage() != null);
        }
        try {
            PictureText.write(picture, "x");
        } catch (IOException e) {
            assertEquals(true, e.getMessage() != null);
        }
    }
}
