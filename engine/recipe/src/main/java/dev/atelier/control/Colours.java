package dev.atelier.control;

import dev.atelier.image.Bitmap;

/// Channels of control pictures.
final class Colours {
    private Colours() {}

    /// Three channels: grey repeated, transparency over white in single precision and cut, not
    /// rounded (the extension's `HWC3`).
    static Bitmap three(Bitmap picture) {
        return switch (picture.channels()) {
            case 3 -> picture;
            case 1 -> repeated(picture);
            default -> overWhite(picture);
        };
    }

    private static Bitmap repeated(Bitmap grey) {
        var result = new byte[3 * grey.bytes().length];
        for (int i = 0; i < result.length; i++) {
            result[i] = grey.bytes()[i / 3];
        }
        return new Bitmap(grey.width(), grey.height(), 3, result);
    }

    private static Bitmap overWhite(Bitmap picture) {
        var from = picture.bytes();
        var result = new byte[picture.width() * picture.height() * 3];
        for (int i = 0; i < result.length / 3; i++) {
            float alpha = (from[4 * i + 3] & 0xFF) / 255f;
            float white = 255f * (1f - alpha);
            for (int c = 0; c < 3; c++) {
                result[3 * i + c] = (byte) Math.min(255f, (from[4 * i + c] & 0xFF) * alpha + white);
            }
        }
        return new Bitmap(picture.width(), picture.height(), 3, result);
    }

    /// The first three channels of four.
    static Bitmap withoutAlpha(Bitmap picture) {
        var result = new byte[picture.width() * picture.height() * 3];
        for (int i = 0; i < result.length; i++) {
            result[i] = picture.bytes()[i / 3 * 4 + i % 3];
        }
        return new Bitmap(picture.width(), picture.height(), 3, result);
    }

    /// Three channels and one.
    static Bitmap withAlpha(Bitmap colour, Bitmap alpha) {
        var result = new byte[colour.width() * colour.height() * 4];
        for (int i = 0; i < result.length / 4; i++) {
            System.arraycopy(colour.bytes(), 3 * i, result, 4 * i, 3);
            result[4 * i + 3] = alpha.bytes()[i];
        }
        return new Bitmap(colour.width(), colour.height(), 4, result);
    }
}
