package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.StopPoint;
import java.util.ArrayList;
import java.util.List;

/// OpenCV's `INTER_AREA` where both sides shrink: each new pixel is the mean of what it covers, in
/// single precision and in OpenCV's order.
final class AreaMeans {
    /// Parts below it OpenCV leaves out.
    private static final double LEAST = 1e-3;

    private AreaMeans() {}

    static Bitmap of(Bitmap source, int width, int height) {
        double scaleX = 1 / ((double) width / source.width());
        double scaleY = 1 / ((double) height / source.height());
        boolean whole =
                Math.abs(scaleX - Math.rint(scaleX)) < Math.ulp(1.0)
                        && Math.abs(scaleY - Math.rint(scaleY)) < Math.ulp(1.0);
        return whole
                ? ofWhole(source, width, height)
                : ofParts(
                        source,
                        parts(source.width(), width, scaleX),
                        parts(source.height(), height, scaleY));
    }

    private static Bitmap ofWhole(Bitmap source, int width, int height) {
        int channels = source.channels();
        int across = source.width() / width;
        int down = source.height() / height;
        int area = across * down;
        float share = 1f / area;
        boolean quads = across == 2 && down == 2 && channels != 2;
        var result = new byte[width * height * channels];
        int at = 0;
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    int sum = sum(source, new int[] {x * across, y * down, across, down}, c);
                    result[at++] = (byte) (quads ? ((sum + 2) >> 2) : (int) Math.rint(sum * share));
                }
            }
        }
        return new Bitmap(width, height, channels, result);
    }

    private static int sum(Bitmap source, int[] box, int channel) {
        int sum = 0;
        for (int y = box[1]; y < box[1] + box[3]; y++) {
            for (int x = box[0]; x < box[0] + box[2]; x++) {
                sum += source.at(x, y, channel);
            }
        }
        return sum;
    }

    /// A pixel's part in a new one.
    private record Part(int to, int from, float weight) {}

    private static List<Part> parts(int in, int out, double scale) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < out; i++) {
            double start = i * scale;
            double end = start + scale;
            double length = Math.min(scale, in - start);
            int last = Math.min((int) Math.floor(end), in - 1);
            int first = Math.min((int) Math.ceil(start), last);
            if (first - start > LEAST) {
                parts.add(new Part(i, first - 1, (float) ((first - start) / length)));
            }
            for (int k = first; k < last; k++) {
                parts.add(new Part(i, k, (float) (1.0 / length)));
            }
            if (end - last > LEAST) {
                double part = Math.min(Math.min(end - last, 1.0), length);
                parts.add(new Part(i, last, (float) (part / length)));
            }
        }
        return parts;
    }

    private static Bitmap ofParts(Bitmap source, List<Part> across, List<Part> down) {
        int channels = source.channels();
        int width = across.getLast().to() + 1;
        int height = down.getLast().to() + 1;
        int line = width * channels;
        var columns = new Columns(across, channels);
        var result = new byte[line * height];
        var sums = new float[line];
        for (int i = 0; i < down.size(); i++) {
            StopPoint.pass();
            var part = down.get(i);
            var row = columns.row(source, part.from(), line);
            boolean starts = i == 0 || down.get(i - 1).to() != part.to();
            float weight = part.weight();
            for (int x = 0; x < line; x++) {
                float share = weight * row[x];
                sums[x] = starts ? share : sums[x] + share;
            }
            if (i + 1 == down.size() || down.get(i + 1).to() != part.to()) {
                for (int x = 0; x < line; x++) {
                    result[part.to() * line + x] =
                            (byte) Math.clamp((int) Math.rint(sums[x]), 0, 255);
                }
            }
        }
        return new Bitmap(width, height, channels, result);
    }

    /// The parts of all columns, as indices of numbers.
    private static final class Columns {
        private final int[] to;
        private final int[] from;
        private final float[] weights;
        private final int channels;

        Columns(List<Part> parts, int channels) {
            this.channels = channels;
            to = parts.stream().mapToInt(part -> part.to() * channels).toArray();
            from = parts.stream().mapToInt(part -> part.from() * channels).toArray();
            weights = new float[to.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = parts.get(i).weight();
            }
        }

        float[] row(Bitmap source, int y, int line) {
            var bytes = source.bytes();
            int start = y * source.width() * channels;
            var row = new float[line];
            for (int i = 0; i < to.length; i++) {
                for (int c = 0; c < channels; c++) {
                    row[to[i] + c] += (bytes[start + from[i] + c] & 0xFF) * weights[i];
                }
            }
            return row;
        }
    }
}
