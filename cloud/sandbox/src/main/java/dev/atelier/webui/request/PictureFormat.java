package dev.atelier.webui.request;

import java.util.Locale;

/// How pictures are sent (`samples_format`, `jpeg_quality`).
///
/// @param jpeg else PNG
/// @param quality 1 to 100
public record PictureFormat(boolean jpeg, String name, int quality) {
    public static final PictureFormat PNG = new PictureFormat(false, "png", 80);

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
            case "png" -> new PictureFormat(false, format, quality);
            case "jpg", "jpeg" -> new PictureFormat(true, format, quality);
            default ->
                    throw new IllegalArgumentException(
                            "samples_format: expected png or jpg, got " + format);
        };
    }

    PictureFormat withQuality(int value) {
        return new PictureFormat(jpeg, name, value);
    }
}
