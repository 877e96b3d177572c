package dev.atelier.app.control;

import dev.atelier.control.ControlMaps;
import dev.atelier.image.Bitmap;
import dev.atelier.image.Resize;
import dev.atelier.recipe.ControlUnit.Fit;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Optional;

/// A map at the size of the picture to be made, and what it was drawn from.
///
/// @param map three or four channels
/// @param source the control picture, brought to the same size in the same way
/// @param from the control picture itself
/// @param fit how both were brought to size
/// @param small both, small enough for a card
/// @param lines whether it is lines of light on black, as opposed to depths or colours
/// @param light share of what is not black
/// @param took to draw it
record DrawnMap(
        Bitmap map,
        Bitmap source,
        Bitmap from,
        Fit fit,
        Small small,
        boolean lines,
        double light,
        Duration took) {
    /// Of the longer side, enough for a card on a screen of double density.
    private static final int SMALL = 360;

    private static final int DARK = 32;

    /// So much of a map of lines is black at least.
    private static final double MOSTLY = 0.6;

    record Small(BufferedImage map, BufferedImage source) {}

    /// @param picture as it was read
    /// @param before the last map, whose other parts are kept where they are the same
    /// @param drawing draws it
    static DrawnMap of(
            MapOrder order, Bitmap picture, Optional<DrawnMap> before, ControlMaps drawing) {
        long begin = System.nanoTime();
        var map = drawing.made(order.preprocessing(), picture, order.size(), order.seed());
        var took = Duration.ofNanos(System.nanoTime() - begin);
        var same = before.filter(it -> it.from == picture);
        var fit = order.preprocessing().fit();
        var source =
                same.filter(it -> it.fit == fit)
                        .map(DrawnMap::source)
                        .filter(it -> it.isSize(order.size().width(), order.size().height()))
                        .orElseGet(() -> ControlMaps.fitted(picture, fit, order.size()));
        var small = same.map(it -> it.small.source).orElseGet(() -> small(picture));
        double black = black(map);
        return new DrawnMap(
                map,
                source,
                picture,
                fit,
                new Small(small(map), small),
                isGrey(map) && black > MOSTLY,
                1 - black,
                took);
    }

    /// Small enough for a card.
    static BufferedImage small(Bitmap picture) {
        double scale = (double) SMALL / Math.max(picture.width(), picture.height());
        if (scale >= 1) {
            return picture.image();
        }
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        return Resize.to(picture.flattened(), width, height, Resize.Filter.BICUBIC).image();
    }

    private static boolean isGrey(Bitmap map) {
        var bytes = map.bytes();
        for (int at = 0; at < bytes.length; at += map.channels()) {
            if (bytes[at] != bytes[at + 1] || bytes[at] != bytes[at + 2]) {
                return false;
            }
        }
        return true;
    }

    private static double black(Bitmap map) {
        int count = 0;
        int pixels = map.width() * map.height();
        for (int i = 0; i < pixels; i++) {
            count += (map.bytes()[i * map.channels()] & 0xFF) < DARK ? 1 : 0;
        }
        return (double) count / pixels;
    }
}
