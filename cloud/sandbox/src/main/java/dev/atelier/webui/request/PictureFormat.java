package dev.atelier.webui.request;

import java.util.Locale;

/// How pictures are sent (`samples_format`, `jpeg_quality`).
///
/// @param name as the client wrote it
/// @param quality of a JPEG or WebP, 1 to 100; a WebP of 100 keeps every pixel as it is
public record PictureFormat(Kind kind, String name, int quality) {
    public static final PictureFormat PNG = new PictureFormat(Kind.PNG, "png", 80);

    /// What is written.
    public enum Kind {
        PNG("png"),
        JPEG("jpg"),
        WEBP("webp");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }

        /// Of file names, without the dot.
        public String ending() {
            return ending;
        }
    }

    public PictureFormat {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("jpeg_quality: expected 1 to 100, got " + quality);
        }
    }

    /// The same under another name.
    ///
    /// @throws IllegalArgumentException where there is no such format, or it cannot be written here
    PictureFormat named(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "png" -> new PictureFormat(Kind.PNG, format, quality);
            case "jpg", "jpeg" -> new PictureFormat(Kind.JPEG, format, quality);
            case "webp" -> new PictureFormat(Kind.WEBP, format, quality);
            default ->
                    throw new IllegalArgumentException(
                            "samples_format: expected png, jpg or webp, got " + format);
        };
    }

    PictureFormat withQuality(int value) {
        return new PictureFormat(kind, name, value);
    }
}
