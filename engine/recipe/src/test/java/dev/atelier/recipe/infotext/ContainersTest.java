package dev.atelier.recipe.infotext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts where other programs put them. The `pillow_` files were written by Pillow 9.4, which
/// A1111, Fooocus and ComfyUI write with.
class ContainersTest {
    private static final String TEXT =
            "a red boat\nNegative prompt: fog\nSteps: 3, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 64x48";

    private static byte[] file(String name) throws IOException {
        try (var in = ContainersTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pillow_foo.jpg",
                "pillow_foo.webp",
                "pillow_com.jpg",
                "pillow_z.png",
                "pillow_zi.png"
            })
    void pillowsFiles(String name) throws IOException {
        var text = PictureText.read(file(name)).get(PngText.PARAMETERS);
        assertEquals(name.contains("zi") ? TEXT + "日" : TEXT, text);
        assertArrayEquals(new int[] {64, 48}, PictureText.size(file(name)).orElseThrow());
    }

    @Test
    void fooocussFormAndComfysGraphInExif() throws IOException {
        assertEquals("a1111", PictureText.read(file("pillow_foo.jpg")).get("fooocus_scheme"));
        assertTrue(
                PictureText.read(file("pillow_comfy.webp"))
                        .getOrDefault("prompt", "")
                        .startsWith("{\"3\""));
    }

    /// A comment in each of the standard's encodings, and in some that programs use besides.
    @ParameterizedTest
    @CsvSource({
        "UNICODE, UTF-16BE", "UNICODE, UTF-16LE", "UNICODE, UTF-16", "UNICODE, UTF-8",
        "ASCII, UTF-8", "JIS, Shift_JIS", "JIS, ISO-2022-JP", "'', UTF-8"
    })
    void commentsInAnyEncoding(String code, String charset) throws IOException {
        var text = "一只船, Steps: 20, Seed: 7";
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Arrays.copyOf(code.getBytes(StandardCharsets.US_ASCII), 8));
        var said = code.equals("JIS") ? text.replace("只", "日") : text;
        bytes.writeBytes(said.getBytes(Charset.forName(charset)));
        bytes.writeBytes(new byte[2]);
        assertEquals(
                Map.of(PngText.PARAMETERS, said),
                PictureText.read(jpeg(tiff(bytes.toByteArray()))));
    }

    private static byte[] tiff(byte[] comment) {
        return ByteBuffer.allocate(26 + comment.length)
                .put(new byte[] {'M', 'M', 0, 42})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x9286)
                .putShort((short) 7)
                .putInt(comment.length)
                .putInt(26)
                .putInt(0)
                .put(comment)
                .array();
    }

    private static byte[] jpeg(byte[] tiff) {
        int length = tiff.length + 8;
        return ByteBuffer.allocate(tiff.length + 16)
                .putShort((short) 0xFFD8)
                .putShort((short) 0xFFFF) // fill bytes
                .putShort((short) 0xFFE1)
                .putShort((short) length)
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(tiff)
                .putShort((short) 0xFFD9)
                .array();
    }

    /// As ImageMagick writes it: digits in lines of 72, with or without the mark in front.
    @ParameterizedTest
    @ValueSource(strings = {"", "457869660000"})
    void exifAsATextOfAPng(String mark) throws IOException {
        var comment = "ASCII\0\0\0a red boat, Steps: 20".getBytes(StandardCharsets.US_ASCII);
        var digits = mark + HexFormat.of().formatHex(tiff(comment));
        var lines = digits.replaceAll("(.{72})", "$1\n");
        var text = "\nexif\n%8d\n%s\n".formatted(digits.length() / 2, lines);
        var plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", plain);
        var png = PngText.write(plain.toByteArray(), Map.of("Raw profile type exif", text));

        assertEquals("a red boat, Steps: 20", PictureText.read(png).get(PngText.PARAMETERS));
    }

    /// As libavif lays it out: `Exif` is an item whose bytes stand in `mdat`.
    @Test
    void exifOfAnAvif() throws IOException {
        var avif = avif();
        assertEquals(Map.of(PngText.PARAMETERS, TEXT), PictureText.read(avif));
        assertArrayEquals(new int[] {64, 48}, PictureText.size(avif).orElseThrow());
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            var hurt = i < avif.length ? Arrays.copyOf(avif, i) : avif.clone();
            for (int j = 0; j < 4 && i >= avif.length; j++) {
                hurt[16 + random.nextInt(150)] = (byte) random.nextInt();
            }
            try {
                PictureText.read(hurt);
            } catch (IOException e) {
                assertTrue(e.getMessage() != null);
            }
            PictureText.size(hurt);
        }
    }

    private static byte[] avif() {
        var comment = ("ASCII\0\0\0" + TEXT).getBytes(StandardCharsets.US_ASCII);
        var exif = tiff(comment);
        var item = ByteBuffer.allocate(4 + exif.length).putInt(0).put(exif).array();
        var ftyp = box("ftyp", "avif\0\0\0\0avifmif1".getBytes(StandardCharsets.US_ASCII));
        byte[] meta = {};
        for (int round = 0;
                round < 2;
                round++) { // the place depends on the length, not the other way
            int place = ftyp.length + meta.length + 8;
            var infe =
                    box(
                            "infe",
                            ByteBuffer.allocate(13)
                                    .putInt(2 << 24)
                                    .putShort((short) 2)
                                    .putShort((short) 0)
                                    .put("Exif".getBytes(StandardCharsets.US_ASCII))
                                    .put((byte) 0)
                                    .array());
            var iinf =
                    box(
                            "iinf",
                            ByteBuffer.allocate(6 + infe.length)
                                    .putInt(0)
                                    .putShort((short) 1)
                                    .put(infe)
                                    .array());
            var iloc =
                    box(
                            "iloc",
                            ByteBuffer.allocate(22)
                                    .putInt(0)
                                    .putShort((short) 0x4400)
                                    .putShort((short) 1)
                                    .putShort((short) 2)
                                    .putShort((short) 0)
                                    .putShort((short) 1)
                                    .putInt(place)
                                    .putInt(item.length)
                                    .array());
            var ispe = box("ispe", ByteBuffer.allocate(12).putInt(0).putInt(64).putInt(48).array());
            var iprp = box("iprp", box("ipco", ispe));
            meta =
                    box(
                            "meta",
                            ByteBuffer.allocate(4 + iinf.length + iloc.length + iprp.length)
                                    .putInt(0)
                                    .put(iinf)
                                    .put(iloc)
                                    .put(iprp)
                                    .array());
        }
        var mdat = box("mdat", item);
        return ByteBuffer.allocate(ftyp.length + meta.length + mdat.length)
                .put(ftyp)
                .put(meta)
                .put(mdat)
                .array();
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }

    /// UTF-8 in a chunk that should be Latin, as NovelAI and others write it; and Latin that stays.
    @Test
    void latinChunksMayHoldUtf8() throws IOException {
        for (var text : new String[] {"一只船", "é à", "Ã©", "plain"}) {
            var bytes = text.equals("一只船") ? text.getBytes(StandardCharsets.UTF_8) : null;
            var png =
                    bytes == null
                            ? PngText.write(file("pillow_z.png"), Map.of("x", text))
                            : PngText.write(
                                    file("pillow_z.png"),
                                    Map.of("x", new String(bytes, StandardCharsets.ISO_8859_1)));
            assertEquals(
                    bytes == null ? text : new String(bytes, StandardCharsets.ISO_8859_1),
                    PngText.read(png).get("x"));
        }
        assertEquals(
                "一只船",
                PngText.read(chunk("tEXt", "x\0一只船".getBytes(StandardCharsets.UTF_8))).get("x"));
    }

    /// 100 MB of zeros in a few bytes stop at the limit.
    @Test
    void bombsStop() throws IOException {
        try (var deflater = new Deflater(9)) {
            deflater.setInput(new byte[100 << 20]);
            deflater.finish();
            var packed = new byte[1 << 20];
            int length = deflater.deflate(packed);
            var data = new ByteArrayOutputStream();
            data.writeBytes(new byte[] {'p', 0, 0});
            data.write(packed, 0, length);
            var png = chunk("zTXt", data.toByteArray());
            assertThrows(IOException.class, () -> PictureText.read(png));
        }
    }

    private static byte[] chunk(String type, byte[] data) throws IOException {
        var png = file("pillow_z.png");
        var crc = new CRC32();
        var name = type.getBytes(StandardCharsets.US_ASCII);
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(png.length + data.length + 12)
                .put(png, 0, 33)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .put(png, 33, png.length - 33)
                .array();
    }
}
