package dev.atelier.preprocess;

import dev.atelier.image.Bitmap;
import dev.atelier.preprocess.PoseMaps.Peak;
import java.util.List;
import java.util.Optional;

/// Paints bodies in OpenPose's colours: limbs as thin ellipses, darker, then joints as dots.
final class PosePainter {
    private static final int HALF_WIDTH = 4;

    /// The last two of [PoseMaps#LIMBS] are not painted.
    private static final int LIMBS = 17;

    private static final double DARKER = 0.6;

    private static final int[] COLOURS = {
        0xFF0000, 0xFF5500, 0xFFAA00, 0xFFFF00, 0xAAFF00, 0x55FF00, 0x00FF00, 0x00FF55, 0x00FFAA,
        0x00FFFF, 0x00AAFF, 0x0055FF, 0x0000FF, 0x5500FF, 0xAA00FF, 0xFF00FF, 0xFF00AA, 0xFF0055
    };

    private PosePainter() {}

    static Bitmap painted(List<List<Optional<Peak>>> bodies, int width, int height) {
        var canvas = new OpenCvCanvas(width, height);
        for (var body : bodies) {
            for (int limb = 0; limb < LIMBS; limb++) {
                var a = body.get(PoseMaps.LIMBS[limb][0]);
                var b = body.get(PoseMaps.LIMBS[limb][1]);
                if (a.isPresent() && b.isPresent()) {
                    var from = Place.of(a.get(), width, height);
                    limb(canvas, from, Place.of(b.get(), width, height), darker(COLOURS[limb]));
                }
            }
            for (int joint = 0; joint < COLOURS.length; joint++) {
                int colour = COLOURS[joint];
                body.get(joint)
                        .map(it -> Place.of(it, width, height))
                        .ifPresent(it -> canvas.dot((int) it.x, (int) it.y, colour));
            }
        }
        return canvas.bitmap();
    }

    /// The extension keeps places as shares of the picture, which rounds some down.
    private record Place(double x, double y) {
        static Place of(Peak peak, int width, int height) {
            return new Place(
                    peak.x() / (double) width * width, peak.y() / (double) height * height);
        }
    }

    private static void limb(OpenCvCanvas canvas, Place a, Place b, int colour) {
        double dy = a.y - b.y;
        double dx = a.x - b.x;
        double length = Math.sqrt(dy * dy + dx * dx);
        int angle = (int) Math.toDegrees(Math.atan2(dy, dx));
        canvas.ellipse(
                (int) ((a.x + b.x) / 2),
                (int) ((a.y + b.y) / 2),
                new int[] {(int) (length / 2), HALF_WIDTH},
                angle,
                colour);
    }

    private static int darker(int colour) {
        int red = (int) ((colour >> 16) * DARKER);
        int green = (int) ((colour >> 8 & 0xFF) * DARKER);
        int blue = (int) ((colour & 0xFF) * DARKER);
        return red << 16 | green << 8 | blue;
    }
}
