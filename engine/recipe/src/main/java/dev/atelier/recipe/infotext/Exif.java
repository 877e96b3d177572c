package dev.atelier.recipe.infotext;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The texts in a block of EXIF (CIPA DC-008, a TIFF without pixels). Every offset in it is taken
/// for a lie until it is checked; a damaged part is left out.
final class Exif {
    /// A1111 and most others keep their settings here.
    static final String COMMENT = "UserComment";

    /// Cameras keep what they like here, and Fooocus the name of its form.
    static final String MAKER = "MakerNote";

    private static final int POINTER = 0x8769;
    private static final int USER_COMMENT = 0x9286;
    private static final Map<Integer, String> NAMES =
            Map.of(
                    0x010E,
                    "ImageDescription",
                    0x010F,
                    "Make",
                    0x0110,
                    "Model",
                    0x0131,
                    "Software",
                    0x927C,
                    MAKER,
                    USER_COMMENT,
                    COMMENT);

    private static final int MOST_ENTRIES = 500;
    private static final int ENTRY = 12;
    private static final int CODE = 8;
    private static final byte[] UNICODE = code("UNICODE\0");
    private static final byte[] ASCII = code("ASCII\0\0\0");
    private static final byte[] JIS = code("JIS\0\0\0\0\0");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ByteBuffer tiff;
    private final Map<String, String> texts = new LinkedHashMap<>();

    private Exif(ByteBuffer tiff) {
        this.tiff = tiff;
    }

    private static byte[] code(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The texts by the names of their tags.
    static Map<String, String> read(byte[] block) {
        var order = order(block);
        if (order.isEmpty()) {
            return Map.of();
        }
        var exif = new Exif(ByteBuffer.wrap(block).order(order.get()));
        exif.walk();
        return exif.texts;
    }

    private static Optional<ByteOrder> order(byte[] block) {
        if (block.length < CODE) {
            return Optional.empty();
        }
        return switch ((block[0] & 0xFF) << 8 | (block[1] & 0xFF)) {
            case 0x4949 -> Optional.of(ByteOrder.LITTLE_ENDIAN);
            case 0x4D4D -> Optional.of(ByteOrder.BIG_ENDIAN);
            default -> Optional.empty();
        };
    }

    /// Directories point to others, and could point back.
    private void walk() {
        var waiting = new ArrayDeque<Integer>();
        var seen = new HashSet<Integer>();
        waiting.add(tiff.getInt(4));
        while (!waiting.isEmpty()) {
            int at = waiting.poll();
            if (at < CODE || at > tiff.limit() - 2 || !seen.add(at)) {
                continue;
            }
            int count = Math.min(tiff.getShort(at) & 0xFFFF, MOST_ENTRIES);
            for (int i = 0; i < count && at + 2 + (i + 1) * ENTRY <= tiff.limit(); i++) {
                int entry = at + 2 + i * ENTRY;
                int tag = tiff.getShort(entry) & 0xFFFF;
                if (tag == POINTER) {
                    waiting.add(tiff.getInt(entry + 8));
                } else if (NAMES.containsKey(tag)) {
                    text(entry, tag);
                }
            }
        }
    }

    private void text(int entry, int tag) {
        long length = tiff.getInt(entry + 4) & 0xFFFFFFFFL;
        long from = length <= 4 ? entry + 8 : tiff.getInt(entry + 8) & 0xFFFFFFFFL;
        if (from + length <= tiff.limit()) {
            var bytes = new byte[(int) length];
            tiff.get((int) from, bytes);
            var text = tag == USER_COMMENT ? comment(bytes) : decoded(bytes);
            if (!text.isEmpty()) {
                texts.putIfAbsent(String.valueOf(NAMES.get(tag)), text);
            }
        }
    }

    /// A comment names its encoding in its first eight bytes.
    private String comment(byte[] bytes) {
        if (bytes.length < CODE) {
            return "";
        }
        var code = Arrays.copyOf(bytes, CODE);
        var rest = Arrays.copyOfRange(bytes, CODE, bytes.length);
        if (Arrays.equals(code, UNICODE)) {
            return ended(utf8(rest).orElseGet(() -> new String(rest, sixteen(rest))));
        }
        if (Arrays.equals(code, JIS)) {
            return ended(new String(rest, japanese(rest)));
        }
        return Arrays.equals(code, ASCII) || code[0] == 0 ? decoded(rest) : decoded(bytes);
    }

    /// Some programs write UTF-8 under the name of Unicode: no byte of it is zero, as half the
    /// bytes of Latin letters are in UTF-16.
    private static Optional<String> utf8(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (bytes[i] == 0) {
                return Optional.empty();
            }
        }
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end));
            return Optional.of(text.toString()).filter(it -> it.length() > 1);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// The standard's own code switches sets by the escape letter; piexif writes Shift JIS.
    private static Charset japanese(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0x1B) {
                return Charset.forName("ISO-2022-JP");
            }
        }
        return Charset.forName("Shift_JIS");
    }

    /// The standard leaves the order of the bytes open, and programs differ: in settings most
    /// letters are Latin, whose high byte is zero.
    private Charset sixteen(byte[] bytes) {
        int first = 0;
        int second = 0;
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            first += bytes[i] == 0 ? 1 : 0;
            second += bytes[i + 1] == 0 ? 1 : 0;
        }
        if (first == second) {
            return tiff.order() == ByteOrder.BIG_ENDIAN
                    ? StandardCharsets.UTF_16BE
                    : StandardCharsets.UTF_16LE;
        }
        return first > second ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static String decoded(byte[] bytes) {
        return ended(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String ended(String text) {
        int from = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        int end = text.indexOf('\0');
        return text.substring(from, end < 0 ? text.length() : Math.max(end, from));
    }

    /// A block with one comment, as piexif writes it for A1111: big-endian, in UTF-16.
    static byte[] write(String comment) {
        var text = comment.getBytes(StandardCharsets.UTF_16BE);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'M', 'M', 0, 42});
        out.writeBytes(directory(8, POINTER, 4, 1, 26));
        out.writeBytes(directory(-1, USER_COMMENT, 7, CODE + text.length, 44));
        out.writeBytes(UNICODE);
        out.writeBytes(text);
        return out.toByteArray();
    }

    /// A directory of one entry, behind its own offset where that is not negative.
    private static byte[] directory(int offset, int tag, int type, int count, int value) {
        var bytes = ByteBuffer.allocate(offset < 0 ? 18 : 22);
        if (offset >= 0) {
            bytes.putInt(offset);
        }
        bytes.putShort((short) 1).putShort((short) tag).putShort((short) type);
        bytes.putInt(count).putInt(value).putInt(0);
        return bytes.array();
    }
}
