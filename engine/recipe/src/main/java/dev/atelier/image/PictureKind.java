package dev.atelier.image;

import dev.atelier.recipe.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// What a file is by its first bytes, to name what cannot be read.
final class PictureKind {
    private static final int HEAD = 64;
    private static final int MOST_BRANDS = 256;

    private PictureKind() {}

    static boolean isWebp(byte[] file) {
        return has(file, 0, "RIFF") && has(file, 8, "WEBP");
    }

    /// Shorter than its own head says.
    static boolean isCutWebp(byte[] file) {
        long size = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xFFFFFFFFL;
        return size + 8 > file.length;
    }

    static boolean isTiff(byte[] file) {
        return has(file, 0, "II*\0") || has(file, 0, "MM\0*");
    }

    /// The name of its format, where a reader of the platform is used for it.
    static Optional<String> format(byte[] file) {
        if (isWebp(file)) {
            return Optional.of("webp");
        }
        if (isTiff(file)) {
            return Optional.of("tiff");
        }
        if (has(file, 0, "GIF8")) {
            return Optional.of("gif");
        }
        return has(file, 0, "BM") ? Optional.of("bmp") : Optional.empty();
    }

    private static boolean has(byte[] file, int at, String letters) {
        return file.length >= at + letters.length()
                && new String(file, at, letters.length(), StandardCharsets.ISO_8859_1)
                        .equals(letters);
    }

    /// Such as Message.of("kind.avif") of a file that this program does not read.
    static Optional<Message> unreadable(byte[] file) {
        if (has(file, 4, "ftyp")) {
            return Optional.of(ofBrand(file));
        }
        if (has(file, 0, "\u00FF\n") || has(file, 4, "JXL \r\n")) {
            return Optional.of(Message.of("kind.jxl"));
        }
        if (has(file, 4, "jP  \r\n") || has(file, 0, "\u00FFO\u00FFQ")) {
            return Optional.of(Message.of("kind.jpeg-later"));
        }
        if (has(file, 0, "8BPS")) {
            return Optional.of(Message.of("kind.psd"));
        }
        if (has(file, 0, "v/1\u0001")) {
            return Optional.of(Message.of("kind.exr"));
        }
        if (has(file, 0, "\0\0\1\0")) {
            return Optional.of(Message.of("kind.icon"));
        }
        if (has(file, 0, "%PDF")) {
            return Optional.of(Message.of("kind.pdf"));
        }
        return ofText(file);
    }

    /// By the main brand and those that the file is compatible with (ISO/IEC 14496-12, 4.3): many
    /// AVIF files have the general `mif1` for the first.
    private static Message ofBrand(byte[] file) {
        int end = Math.min(file.length, ByteBuffer.wrap(file).getInt(0));
        boolean still = false;
        for (int at = 8; at == 8 || (at + 4 <= end && at < MOST_BRANDS); at += at == 8 ? 8 : 4) {
            if (has(file, at, "avif") || has(file, at, "avis")) {
                return Message.of("kind.avif");
            }
            still |= has(file, at, "he") || has(file, at, "mif1") || has(file, at, "msf1");
        }
        return still ? Message.of("kind.heic") : Message.of("kind.film");
    }

    private static Optional<Message> ofText(byte[] file) {
        var head =
                new String(file, 0, Math.min(HEAD, file.length), StandardCharsets.ISO_8859_1)
                        .stripLeading()
                        .toLowerCase(Locale.ROOT);
        if (head.startsWith("<svg") || head.startsWith("<?xml")) {
            return Optional.of(Message.of("kind.svg"));
        }
        if (head.startsWith("<!doctype html") || head.startsWith("<html")) {
            return Optional.of(Message.of("kind.page"));
        }
        return head.startsWith("version https://git-lfs")
                ? Optional.of(Message.of("kind.pointer"))
                : Optional.empty();
    }
}
