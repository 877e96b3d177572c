package dev.atelier.app.library;

import dev.atelier.app.picture.Provenance;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.importers.PictureSettings;
import dev.atelier.recipe.infotext.PictureText;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.Dimension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads size and recipe of a picture without its pixels: a few kilobytes of a file, or one or two
/// ranged calls for an object. What carries no pixels is copied into a small picture of the same
/// format, which the readers of whole pictures take.
final class PictureHead {
    private static final int PNG_HEAD = 8;
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
    private static final byte[] PNG_END = HexFormat.of().parseHex("0000000049454e44ae426082");
    private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};
    private static final Set<String> PNG_KEPT = Set.of("IHDR", "tEXt", "iTXt", "zTXt", "eXIf");

    /// A text chunk larger than this holds no settings.
    private static final int MOST_CHUNK = 16 << 20;

    /// Formats whose size stands anywhere are read whole, up to this.
    private static final int MOST_WHOLE = 64 << 20;

    /// Of an object without texts in front of its pixels, as much is read to find some behind.
    private static final int MOST_FAR = 4 << 20;

    private static final int PRINT = 16 << 10;
    private static final int WEBP_PIXELS = 32;
    private static final int MOST_SIDE = 1_000_000;

    private final Bytes bytes;

    private PictureHead(Bytes bytes) {
        this.bytes = bytes;
    }

    /// A picture that can be read in places.
    interface Bytes {
        long size();

        /// @return `length` bytes, or fewer at the end
        byte[] read(long at, int length) throws IOException;

        /// Whether a read far from the last costs a call of its own.
        default boolean isFar() {
            return false;
        }
    }

    /// No picture, or a damaged one.
    static final class NoPictureException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Message reason;

        NoPictureException(String key) {
            super(key);
            reason = Message.of(key);
        }

        /// For the user, without the file's name.
        Message reason() {
            return reason;
        }
    }

    /// @throws IOException when it cannot be read now
    /// @throws NoPictureException when it is no sound picture
    static Facts read(Bytes bytes) throws IOException, NoPictureException {
        return new PictureHead(bytes).facts();
    }

    private Facts facts() throws IOException, NoPictureException {
        if (bytes.size() == 0) {
            throw new NoPictureException("pictures.empty");
        }
        var start = bytes.read(0, (int) Math.min(bytes.size(), PRINT));
        var head = skeleton(start);
        var size = size(head);
        return new Facts(
                size.width, size.height, recipe(head), print(start), made(head), Optional.empty());
    }

    private byte[] skeleton(byte[] start) throws IOException, NoPictureException {
        var first = new String(start, 0, Math.min(12, start.length), StandardCharsets.ISO_8859_1);
        if (first.startsWith("\u0089PNG\r\n\u001a\n")) {
            return png();
        }
        if (first.startsWith("\u00FF\u00D8\u00FF")) {
            return jpeg();
        }
        if (first.startsWith("RIFF") && first.endsWith("WEBP")) {
            return webp();
        }
        if (first.startsWith("ftyp", 4) || ImageFiles.format(start).isPresent()) {
            if (bytes.size() > MOST_WHOLE) {
                throw new NoPictureException("pictures.large");
            }
            return bytes.read(0, (int) bytes.size());
        }
        throw new NoPictureException("pictures.other");
    }

    private byte[] png() throws IOException, NoPictureException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(PNG);
        boolean texts = false;
        for (long at = PNG_HEAD; ; ) {
            var head = bytes.read(at, 8);
            if (head.length < 8) {
                throw new NoPictureException("pictures.damaged");
            }
            long length = ByteBuffer.wrap(head).getInt() & 0xFFFFFFFFL;
            var type = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
            boolean enough = bytes.isFar() && (texts || bytes.size() > MOST_FAR);
            if (type.equals("IEND") || (type.equals("IDAT") && enough)) {
                out.writeBytes(PNG_END);
                return out.toByteArray();
            }
            if (at + 12 + length > bytes.size()) {
                throw new NoPictureException("pictures.damaged");
            }
            if (PNG_KEPT.contains(type) && length <= MOST_CHUNK) {
                texts |= !type.equals("IHDR");
                out.writeBytes(bytes.read(at, (int) length + 12));
            }
            at += 12 + length;
        }
    }

    /// All segments in front of the pixels.
    private byte[] jpeg() throws IOException, NoPictureException {
        long at = 2;
        while (true) {
            var head = bytes.read(at, 4);
            if (head.length < 4 || head[0] != (byte) 0xFF) {
                throw new NoPictureException("pictures.damaged");
            }
            int marker = head[1] & 0xFF;
            if (marker == 0xDA || marker == 0xD9) {
                var out = new ByteArrayOutputStream();
                out.writeBytes(bytes.read(0, (int) Math.min(at, MOST_CHUNK)));
                out.writeBytes(JPEG_END);
                return out.toByteArray();
            }
            if (marker == 0xFF) {
                at++;
            } else if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
                at += 2;
            } else {
                at += 2 + (((head[2] & 0xFF) << 8) | (head[3] & 0xFF));
            }
            if (at > MOST_CHUNK) {
                throw new NoPictureException("pictures.damaged");
            }
        }
    }

    /// The chunks with their pixels cut off.
    private byte[] webp() throws IOException, NoPictureException {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes.read(0, 12));
        for (long at = 12; at + 8 <= bytes.size(); ) {
            var head = ByteBuffer.wrap(bytes.read(at, 8)).order(ByteOrder.LITTLE_ENDIAN);
            long length = head.getInt(4) & 0xFFFFFFFFL;
            if (at + 8 + length > bytes.size()) {
                throw new NoPictureException("pictures.damaged");
            }
            var type = new String(head.array(), 0, 4, StandardCharsets.ISO_8859_1);
            boolean pixels = !Set.of("EXIF", "XMP ", "VP8X").contains(type);
            int kept = (int) Math.min(length, pixels ? WEBP_PIXELS : MOST_CHUNK);
            out.writeBytes(head.putInt(4, kept).array());
            out.writeBytes(bytes.read(at + 8, kept));
            if ((kept & 1) == 1) {
                out.write(0);
            }
            at += 8 + length + (length & 1);
        }
        return out.toByteArray();
    }

    private static Dimension size(byte[] head) throws NoPictureException {
        var sides =
                PictureText.size(head)
                        .map(it -> new Dimension(it[0], it[1]))
                        .or(() -> other(head))
                        .orElseThrow(() -> new NoPictureException("pictures.damaged"));
        if (sides.width < 1
                || sides.height < 1
                || sides.width > MOST_SIDE
                || sides.height > MOST_SIDE) {
            throw new NoPictureException("pictures.damaged");
        }
        return sides;
    }

    private static Optional<Dimension> other(byte[] picture) {
        try {
            return Optional.of(ImageFiles.size(picture, ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Settings that cannot be read make a picture without a recipe, no trouble.
    private static Optional<Recipe> recipe(byte[] head) {
        try {
            var texts = PictureText.read(head);
            return own(texts)
                    .or(() -> PictureSettings.read(texts, PictureText.size(head)))
                    .map(ParsedRecipe::recipe);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private static Provenance made(byte[] head) {
        try {
            return Provenance.read(PictureText.read(head));
        } catch (IOException | RuntimeException e) {
            return Provenance.NONE;
        }
    }

    private static Optional<ParsedRecipe> own(Map<String, String> texts) {
        var text = texts.get(PngText.RECIPE);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecipeJson.read(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String print(byte[] start) {
        return HexFormat.of().formatHex(Facts.digest(start)) + bytes.size();
    }
}
