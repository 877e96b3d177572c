package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The texts in picture files, without touching the pixels: PNG by its chunks, JPEG (ITU-T T.81),
/// WebP (RFC 9649) and AVIF by their EXIF and XMP, JPEG also by its comments. A comment counts as
/// A1111's `parameters`; ComfyUI's two fields, which begin with their keyword, go under it.
public final class PictureText {
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] XMP =
            "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
    private static final String XMP_KEYWORD = "XML:com.adobe.xmp";
    private static final String FOOOCUS_SCHEME = "fooocus_scheme";
    private static final int COMMENT = 0xFE;
    private static final int MAX_BLOCK = 16 << 20;
    private static final int JPEG_MOST = 65_533 - EXIF.length;

    /// Fields of EXIF whose text names what follows, as in `Prompt: {…}`.
    private static final Pattern NAMED =
            Pattern.compile(
                    "(prompt|workflow|extra_pnginfo): ?(?=[{\\[])", Pattern.CASE_INSENSITIVE);

    private PictureText() {}

    /// All texts by keyword.
    ///
    /// @throws IOException with a sentence, when it is none of the four or is damaged
    public static Map<String, String> read(byte[] picture) throws IOException {
        if (JpegSegments.isJpeg(picture)) {
            return jpeg(picture);
        }
        var texts = new LinkedHashMap<String, String>();
        if (isWebp(picture)) {
            exif(chunk(picture, "EXIF"), texts);
            xmp(new String(chunk(picture, "XMP "), StandardCharsets.UTF_8), texts);
        } else if (Heif.is(picture)) {
            Heif.exif(picture).ifPresent(block -> exif(block, texts));
            Heif.xmp(picture)
                    .ifPresent(block -> xmp(new String(block, StandardCharsets.UTF_8), texts));
        } else {
            png(picture, texts);
        }
        return texts;
    }

    /// Width and height in pixels, without the turn that EXIF may ask for; empty where the file
    /// does not say or is none of the four.
    public static Optional<int[]> size(byte[] picture) {
        try {
            return PictureSize.of(picture);
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty(); // damage
        }
    }

    /// The same JPEG or WebP with other settings; its pixels stay as they are.
    public static byte[] write(byte[] picture, String infotext) throws IOException {
        var block = Exif.write(infotext);
        if (JpegSegments.isJpeg(picture)) {
            if (block.length > JPEG_MOST) {
                throw new MessageException(Message.of("picture.long-settings"));
            }
            return intoJpeg(picture, block);
        }
        if (isWebp(picture)) {
            return Webp.withExif(picture, block);
        }
        throw new MessageException(Message.of("picture.no-jpeg-webp"));
    }

    static boolean isWebp(byte[] b) {
        return b.length > 12 && four(b, 0).equals("RIFF") && four(b, 8).equals("WEBP");
    }

    static String four(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static void exif(byte[] block, Map<String, String> texts) {
        Exif.read(block)
                .forEach((tag, text) -> {
                    var name = NAMED.matcher(text);
                    if (name.lookingAt()) {
                        var keyword = name.group(1).toLowerCase(Locale.ROOT);
                        texts.putIfAbsent(keyword, text.substring(name.end()));
                    } else if (tag.equals(Exif.COMMENT)) {
                        texts.putIfAbsent(PngText.PARAMETERS, text);
                    } else if (tag.equals(Exif.MAKER)) {
                        scheme(text, texts);
                    } else {
                        texts.putIfAbsent(tag, text);
                    }
                });
    }

    /// Fooocus leaves the name of its form here, cameras anything.
    private static void scheme(String text, Map<String, String> texts) {
        if (text.equals("fooocus") || text.equals("a1111")) {
            texts.putIfAbsent(FOOOCUS_SCHEME, text);
        }
    }

    private static void xmp(String packet, Map<String, String> texts) {
        Xmp.read(packet)
                .forEach((name, text) -> {
                    if (name.equals(Exif.COMMENT)) {
                        texts.putIfAbsent(PngText.PARAMETERS, text);
                    } else {
                        texts.putIfAbsent(name, text);
                    }
                });
    }

    /// Texts of chunks first; then EXIF and XMP where a program keeps its settings there.
    private static void png(byte[] picture, Map<String, String> texts) throws IOException {
        var chunks = PngText.all(picture);
        texts.putAll(chunks.texts());
        chunks.exif().ifPresent(block -> exif(block, texts));
        var packet = texts.get(XMP_KEYWORD);
        if (packet != null) {
            xmp(packet, texts);
        }
    }

    private static Map<String, String> jpeg(byte[] picture) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        var comments = new StringBuilder();
        for (var segment : JpegSegments.of(picture)) {
            if (isExif(segment, picture)) {
                exif(part(picture, segment, EXIF.length), texts);
            } else if (segment.startsWith(picture, XMP) && segment.marker() == 0xE1) {
                xmp(utf8(part(picture, segment, XMP.length)), texts);
            } else if (segment.marker() == COMMENT) {
                comments.append(utf8(part(picture, segment, 0)));
            }
        }
        if (!comments.isEmpty()) {
            var comment = comments.toString();
            int end = comment.indexOf('\0');
            texts.putIfAbsent(
                    texts.containsKey(PngText.PARAMETERS) ? "Comment" : PngText.PARAMETERS,
                    end < 0 ? comment : comment.substring(0, end));
        }
        return texts;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] part(byte[] picture, JpegSegments.Segment segment, int skip) {
        return Arrays.copyOfRange(picture, segment.data() + skip, segment.end());
    }

    private static boolean isExif(JpegSegments.Segment segment, byte[] picture) {
        return segment.marker() == 0xE1 && segment.startsWith(picture, EXIF);
    }

    /// EXIF stands first, behind JFIF's own segment where there is one.
    private static byte[] intoJpeg(byte[] picture, byte[] block) throws IOException {
        var segments = JpegSegments.of(picture);
        var out = new ByteArrayOutputStream(picture.length + block.length + 16);
        out.write(picture, 0, 2);
        boolean jfif = !segments.isEmpty() && segments.getFirst().marker() == 0xE0;
        if (jfif) {
            write(out, picture, segments.getFirst());
        }
        int length = 2 + EXIF.length + block.length;
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
        out.writeBytes(EXIF);
        out.writeBytes(block);
        for (var segment : segments.subList(jfif ? 1 : 0, segments.size())) {
            if (!isExif(segment, picture)) {
                write(out, picture, segment);
            }
        }
        int rest = segments.isEmpty() ? 2 : segments.getLast().end();
        out.write(picture, rest, picture.length - rest);
        return out.toByteArray();
    }

    private static void write(
            ByteArrayOutputStream out, byte[] picture, JpegSegments.Segment segment) {
        out.write(picture, segment.from(), segment.end() - segment.from());
    }

    /// A chunk of a WebP; empty where it has none.
    private static byte[] chunk(byte[] picture, String type) throws IOException {
        var riff = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 12; at + 8 <= picture.length; ) {
            long size = riff.getInt(at + 4) & 0xFFFFFFFFL;
            if (at + 8 + size > picture.length || size > Integer.MAX_VALUE - 16) {
                throw new MessageException(
                        Message.of("picture.no-webp", Message.of("picture.cut")));
            }
            if (four(picture, at).equals(type) && size <= MAX_BLOCK) {
                var block = Arrays.copyOfRange(picture, at + 8, at + 8 + (int) size);
                boolean marked =
                        block.length >= EXIF.length
                                && Arrays.equals(block, 0, EXIF.length, EXIF, 0, EXIF.length);
                return marked ? Arrays.copyOfRange(block, EXIF.length, block.length) : block;
            }
            at += 8 + (int) (size + (size & 1));
        }
        return new byte[0];
    }
}
