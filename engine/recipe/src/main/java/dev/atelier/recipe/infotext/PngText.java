package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The text chunks of PNG files (https://www.w3.org/TR/png-3/#11textinfo), without touching the
/// pixels. A text of Latin letters is written as `tEXt`, any other as `iTXt`, as Pillow does for
/// A1111.
public final class PngText {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    /// Larger texts, alone or together, are no settings; a compressed bomb stops here.
    private static final int MAX_TEXT_BYTES = 16 << 20;

    /// A1111's keyword.
    public static final String PARAMETERS = "parameters";

    /// The keyword of our own recipe JSON.
    public static final String RECIPE = "atelier";

    private PngText() {}

    /// All texts of a PNG by keyword, in file order.
    ///
    /// @throws PngException when the bytes are no sound PNG
    public static Map<String, String> read(byte[] png) throws PngException {
        return all(png).texts();
    }

    /// @param exif the block of an `eXIf` chunk
    record Content(Map<String, String> texts, Optional<byte[]> exif) {}

    /// The texts, and the block of EXIF where there is one.
    static Content all(byte[] png) throws PngException {
        var texts = new LinkedHashMap<String, String>();
        Optional<byte[]> exif = Optional.empty();
        long letters = 0;
        for (var chunks = new Chunks(png); chunks.next(); ) {
            letters +=
                    switch (chunks.type) {
                        case "tEXt" -> plain(chunks.data, texts);
                        case "iTXt" -> international(chunks.data, texts);
                        case "zTXt" -> compressed(chunks.data, texts);
                        default -> 0;
                    };
            if (letters > MAX_TEXT_BYTES) {
                throw new PngException(Message.of("picture.long-texts"));
            }
            if (chunks.type.equals("eXIf")) {
                exif = Optional.of(chunks.data);
            }
        }
        return new Content(texts, exif.or(() -> profile(texts)));
    }

    /// EXIF as ImageMagick keeps it in PNG: a name, a length and hexadecimal digits in a text.
    private static Optional<byte[]> profile(Map<String, String> texts) {
        var text = texts.getOrDefault("Raw profile type exif", texts.get("Raw profile type APP1"));
        if (text == null) {
            return Optional.empty();
        }
        var parts = text.strip().split("\\s+", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            var digits = parts[2].replaceAll("\\s+", "");
            var bytes = HexFormat.of().parseHex(digits, 0, digits.length() / 2 * 2);
            boolean marked = latin(bytes, 0, Math.min(6, bytes.length)).equals("Exif\0\0");
            return Optional.of(marked ? Arrays.copyOfRange(bytes, 6, bytes.length) : bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The same PNG with these texts in front of the pixels; texts it had under the same keywords
    /// go.
    public static byte[] write(byte[] png, Map<String, String> texts) throws PngException {
        var out = new ByteArrayOutputStream(png.length + 4096);
        out.writeBytes(SIGNATURE);
        for (var chunks = new Chunks(png); chunks.next(); ) {
            if (!chunks.holdsTextOf(texts)) {
                out.write(png, chunks.start, chunks.end - chunks.start);
            }
            if (chunks.type.equals("IHDR")) {
                texts.forEach((keyword, text) -> chunk(out, keyword, text));
            }
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String keyword, String text) {
        boolean latin =
                StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)
                        && decoded(text.getBytes(StandardCharsets.ISO_8859_1)).equals(text);
        var data = new ByteArrayOutputStream();
        data.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        data.write(0);
        if (latin) {
            data.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            data.writeBytes(new byte[] {0, 0, 0, 0}); // not compressed, no language, no translation
            data.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        var type = (latin ? "tEXt" : "iTXt").getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(type);
        crc.update(data.toByteArray());
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.size()).array());
        out.writeBytes(type);
        out.writeBytes(data.toByteArray());
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /// Takes the text of one chunk and returns its length, as the next two do.
    private static int plain(byte[] data, Map<String, String> texts) {
        int end = zero(data, 0);
        var text = decoded(Arrays.copyOfRange(data, Math.min(end + 1, data.length), data.length));
        texts.put(latin(data, 0, end), text);
        return text.length();
    }

    private static int international(byte[] data, Map<String, String> texts) throws PngException {
        int keyword = zero(data, 0);
        int language = zero(data, Math.min(keyword + 3, data.length));
        int translated = zero(data, Math.min(language + 1, data.length));
        int from = Math.min(translated + 1, data.length);
        boolean packed = keyword + 1 < data.length && data[keyword + 1] == 1;
        var bytes = Arrays.copyOfRange(data, from, data.length);
        var text = new String(packed ? inflate(bytes) : bytes, StandardCharsets.UTF_8);
        texts.put(latin(data, 0, keyword), text);
        return text.length();
    }

    private static int compressed(byte[] data, Map<String, String> texts) throws PngException {
        int keyword = zero(data, 0);
        int from = Math.min(keyword + 2, data.length);
        var text = inflate(Arrays.copyOfRange(data, from, data.length));
        texts.put(latin(data, 0, keyword), decoded(text));
        return text.length;
    }

    private static int zero(byte[] data, int from) {
        int at = from;
        while (at < data.length && data[at] != 0) {
            at++;
        }
        return at;
    }

    private static String latin(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /// Latin-1 says the standard, but many programs write UTF-8, which Latin text hardly ever is by
    /// accident.
    private static String decoded(byte[] text) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        } catch (CharacterCodingException e) {
            return latin(text, 0, text.length);
        }
    }

    private static byte[] inflate(byte[] packed) throws PngException {
        try (var inflater = new Inflater()) {
            inflater.setInput(packed);
            var out = new ByteArrayOutputStream();
            var buffer = new byte[8192];
            int count = inflater.inflate(buffer);
            while (count > 0) {
                out.write(buffer, 0, count);
                if (out.size() > MAX_TEXT_BYTES) {
                    throw new PngException(Message.of("picture.long-text"));
                }
                count = inflater.inflate(buffer);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new PngException(Message.of("picture.damaged-text"));
        }
    }

    /// The file is damaged or no PNG at all.
    public static final class PngException extends MessageException {
        private static final long serialVersionUID = 1L;

        PngException(Message why) {
            super(Message.of("picture.no-png", why));
        }
    }

    /// Walks the chunks of a file, checking their sums.
    private static final class Chunks {
        private final byte[] png;
        private String type = "";
        private byte[] data = {};
        private int start;
        private int end = SIGNATURE.length;

        Chunks(byte[] png) throws PngException {
            this.png = png;
            if (!Arrays.equals(png, 0, Math.min(8, png.length), SIGNATURE, 0, 8)) {
                throw new PngException(Message.of("picture.no-header"));
            }
        }

        boolean next() throws PngException {
            if (type.equals("IEND")) {
                return false;
            }
            start = end;
            if (png.length - start < 12) {
                throw new PngException(Message.of("picture.cut"));
            }
            int length = ByteBuffer.wrap(png, start, 4).getInt();
            if (length < 0 || length > png.length - start - 12) {
                throw new PngException(Message.of("picture.cut"));
            }
            type = new String(png, start + 4, 4, StandardCharsets.ISO_8859_1);
            data = Arrays.copyOfRange(png, start + 8, start + 8 + length);
            end = start + 12 + length;
            var crc = new CRC32();
            crc.update(png, start + 4, 4 + length);
            if ((int) crc.getValue() != ByteBuffer.wrap(png, end - 4, 4).getInt()) {
                throw new PngException(Message.of("picture.wrong-sum"));
            }
            return true;
        }

        boolean holdsTextOf(Map<String, String> texts) {
            boolean text = type.equals("tEXt") || type.equals("iTXt") || type.equals("zTXt");
            return text && texts.containsKey(latin(data, 0, zero(data, 0)));
        }
    }
}
