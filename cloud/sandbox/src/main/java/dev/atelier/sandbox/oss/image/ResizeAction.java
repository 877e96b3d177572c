package dev.atelier.sandbox.oss.image;

import dev.atelier.sandbox.oss.wire.OssError;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/// `resize` with its parameters; 0 where one is not given.
record ResizeAction(String mode, int width, int height, int percent, boolean grow) {
    private static final int LARGEST = 16_384;

    static ResizeAction parse(String[] words) {
        var mode = "lfit";
        int width = 0;
        int height = 0;
        int percent = 0;
        boolean grow = false;
        for (int i = 1; i < words.length; i++) {
            int at = words[i].indexOf('_');
            var name = at < 0 ? words[i] : words[i].substring(0, at);
            var value = at < 0 ? "" : words[i].substring(at + 1);
            switch (name) {
                case "m" -> mode = mode(value);
                case "w" -> width = number(value, LARGEST);
                case "h" -> height = number(value, LARGEST);
                case "l" -> {
                    width = number(value, LARGEST);
                    height = width;
                }
                case "p" -> percent = number(value, 1000);
                case "limit" -> grow = value.equals("0");
                case "s", "color" -> {}
                default ->
                        throw OssError.INVALID_ARGUMENT.because(
                                "The parameter " + name + " is unknown.");
            }
        }
        if (width == 0 && height == 0 && percent == 0) {
            throw OssError.INVALID_ARGUMENT.because("resize needs w, h, l or p.");
        }
        return new ResizeAction(mode, width, height, percent, grow);
    }

    private static String mode(String value) {
        return switch (value) {
            case "lfit", "mfit", "fill", "pad", "fixed" -> value;
            default -> throw OssError.INVALID_ARGUMENT.because("The mode is unknown.");
        };
    }

    private static int number(String value, int most) {
        if (!value.matches("[0-9]{1,5}")
                || Integer.parseInt(value) < 1
                || Integer.parseInt(value) > most) {
            throw OssError.INVALID_ARGUMENT.because("A size must be between 1 and " + most + ".");
        }
        return Integer.parseInt(value);
    }

    BufferedImage apply(BufferedImage image) {
        double wide = (double) width / image.getWidth();
        double high = (double) height / image.getHeight();
        if (percent > 0) {
            wide = percent / 100.0;
            high = wide;
        } else if (width == 0) {
            wide = high;
        } else if (height == 0) {
            high = wide;
        } else if (mode.equals("lfit") || mode.equals("pad")) {
            wide = Math.min(wide, high);
            high = wide;
        } else if (mode.equals("mfit") || mode.equals("fill")) {
            wide = Math.max(wide, high);
            high = wide;
        }
        if (!grow && percent == 0 && (wide > 1 || high > 1)) {
            return image;
        }
        var scaled = scale(image, side(image.getWidth() * wide), side(image.getHeight() * high));
        boolean framed = width > 0 && height > 0 && (mode.equals("fill") || mode.equals("pad"));
        return framed ? frame(scaled) : scaled;
    }

    private static int side(double length) {
        return (int) Math.max(1, Math.min(Math.round(length), Integer.MAX_VALUE / 4));
    }

    private BufferedImage frame(BufferedImage image) {
        var framed = canvas(width, height, image);
        var g = framed.createGraphics();
        if (mode.equals("pad")) {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, width, height);
        }
        g.drawImage(image, (width - image.getWidth()) / 2, (height - image.getHeight()) / 2, null);
        g.dispose();
        return framed;
    }

    /// Halves until the rest is less than half: no pixel of the source is skipped.
    private static BufferedImage scale(BufferedImage image, int width, int height) {
        var current = image;
        while (current.getWidth() > 2 * width && current.getHeight() > 2 * height) {
            current = draw(current, current.getWidth() / 2, current.getHeight() / 2);
        }
        return draw(current, width, height);
    }

    private static BufferedImage draw(BufferedImage image, int width, int height) {
        var drawn = canvas(width, height, image);
        var g = drawn.createGraphics();
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        return drawn;
    }

    private static BufferedImage canvas(int width, int height, BufferedImage like) {
        if ((long) width * height > Processing.MOST_PIXELS) {
            throw OssError.INVALID_ARGUMENT.because("The result has too many pixels.");
        }
        boolean alpha = like.getColorModel().hasAlpha();
        return new BufferedImage(
                width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    }
}
