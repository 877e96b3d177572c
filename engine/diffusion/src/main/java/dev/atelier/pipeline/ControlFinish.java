package dev.atelier.pipeline;

import dev.atelier.image.Bitmap;
import dev.atelier.image.Lab;

/// What a control unit changes in a finished picture (sd-webui-controlnet's post-processors).
final class ControlFinish {
    /// The extension's "ControlNet inpainting Gaussian blur sigma", which is an edge in pixels.
    private static final int EDGE = 7;

    private ControlFinish() {}

    /// What of the control picture stays is laid over, with a soft edge.
    static Bitmap kept(Bitmap made, ControlPicture map) {
        var mask = map.mask().orElseThrow();
        if (!mask.isSize(made.width(), made.height())) {
            return made;
        }
        var painted = softened(grown(mask), mask.width(), true);
        var result = made.bytes().clone();
        for (int i = 0; i < result.length; i++) {
            double share = painted[i / 3];
            double mixed =
                    share * (made.bytes()[i] & 0xFF)
                            + (1 - share) * (map.picture().bytes()[i] & 0xFF);
            result[i] = (byte) (mixed + 1e-6);
        }
        return new Bitmap(made.width(), made.height(), 3, result);
    }

    /// The most of the cells around each, 0 to 1.
    private static double[] grown(Bitmap mask) {
        var result = new double[mask.width() * mask.height()];
        int reach = EDGE / 2;
        for (int i = 0; i < result.length; i++) {
            int x = i % mask.width();
            int y = i / mask.width();
            int most = 0;
            for (int ny = Math.max(0, y - reach);
                    ny <= Math.min(mask.height() - 1, y + reach);
                    ny++) {
                for (int nx = Math.max(0, x - reach);
                        nx <= Math.min(mask.width() - 1, x + reach);
                        nx++) {
                    most = Math.max(most, mask.at(nx, ny, 0));
                }
            }
            result[i] = most / 255.0;
        }
        return result;
    }

    /// Means of a row or column of cells; outside lies the mirrored inside.
    private static double[] softened(double[] values, int width, boolean alongRows) {
        int height = values.length / width;
        var result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            int y = i / width;
            double sum = 0;
            for (int d = -EDGE / 2; d <= EDGE / 2; d++) {
                int nx = alongRows ? mirrored(x + d, width) : x;
                int ny = alongRows ? y : mirrored(y + d, height);
                sum += values[ny * width + nx];
            }
            result[i] = sum / EDGE;
        }
        return alongRows ? softened(result, width, false) : result;
    }

    private static int mirrored(int at, int length) {
        int inside = Math.abs(at);
        return Math.clamp(inside < length ? inside : 2 * length - 2 - inside, 0, length - 1);
    }

    /// The lightness of the map.
    static Bitmap lit(Bitmap made, ControlPicture map) {
        if (!map.picture().isSize(made.width(), made.height())) {
            return made;
        }
        var lab = Lab.of(made.bytes());
        for (int i = 0; i < lab.length; i += 3) {
            lab[i] = map.picture().bytes()[i];
        }
        return new Bitmap(made.width(), made.height(), 3, Lab.toRgb(lab));
    }

    /// The intensity of the map: the largest of the three colours.
    static Bitmap bright(Bitmap made, ControlPicture map) {
        if (!map.picture().isSize(made.width(), made.height())) {
            return made;
        }
        var result = made.bytes().clone();
        for (int i = 0; i < result.length; i += 3) {
            int most =
                    Math.max(
                            result[i] & 0xFF, Math.max(result[i + 1] & 0xFF, result[i + 2] & 0xFF));
            int wanted = map.picture().bytes()[i] & 0xFF;
            for (int c = 0; c < 3; c++) {
                double share = most == 0 ? 1 : (result[i + c] & 0xFF) / (double) most;
                result[i + c] = (byte) Math.round(wanted * share);
            }
        }
        return new Bitmap(made.width(), made.height(), 3, result);
    }
}
