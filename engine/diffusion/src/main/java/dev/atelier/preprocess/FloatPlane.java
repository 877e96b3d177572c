package dev.atelier.preprocess;

/// Numbers in rows and columns, with the resizing and blurring of OpenCV and SciPy for them.
record FloatPlane(int width, int height, float[] values) {
    private static final int LANCZOS = 4;

    /// Parts below it OpenCV leaves out.
    private static final double LEAST = 1e-3;

    /// What a place along a row or a column is made of.
    private record Taps(int first, double[] weights) {}

    float at(int x, int y) {
        return values[y * width + x];
    }

    /// The left upper part.
    FloatPlane cropped(int toWidth, int toHeight) {
        var result = new float[toWidth * toHeight];
        for (int y = 0; y < toHeight; y++) {
            System.arraycopy(values, y * width, result, y * toWidth, toWidth);
        }
        return new FloatPlane(toWidth, toHeight, result);
    }

    /// At another size: means of areas where it gets smaller on the whole, else Lanczos of four
    /// pixels (the extension's `smart_resize`).
    FloatPlane resized(int toWidth, int toHeight) {
        boolean shrinks = toWidth + toHeight < width + height;
        boolean means = shrinks && toWidth <= width && toHeight <= height;
        return means
                ? through(areas(width, toWidth), areas(height, toHeight))
                : through(lanczos(width, toWidth), lanczos(height, toHeight));
    }

    /// With a Gaussian of that deviation, cut after four of them, the border mirrored with its edge
    /// (SciPy's `gaussian_filter`).
    FloatPlane blurred(double deviation) {
        int reach = (int) (4 * deviation + 0.5);
        var weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double x = i - reach;
            weights[i] = Math.exp(-x * x / (2 * deviation * deviation));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return along(true, weights, reach).along(false, weights, reach);
    }

    private FloatPlane along(boolean columns, double[] weights, int reach) {
        var result = new float[values.length];
        int length = columns ? height : width;
        int step = columns ? width : 1;
        for (int i = 0; i < values.length; i++) {
            int at = columns ? i / width : i % width;
            double sum = 0;
            for (int k = -reach; k <= reach; k++) {
                sum += weights[k + reach] * values[i + (mirrored(at + k, length) - at) * step];
            }
            result[i] = (float) sum;
        }
        return new FloatPlane(width, height, result);
    }

    private static int mirrored(int at, int length) {
        int inside = Math.floorMod(at, 2 * length);
        return inside < length ? inside : 2 * length - 1 - inside;
    }

    private FloatPlane through(Taps[] across, Taps[] down) {
        var rows = new float[across.length * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < across.length; x++) {
                double sum = 0;
                var taps = across[x];
                for (int k = 0; k < taps.weights.length; k++) {
                    sum += taps.weights[k] * at(Math.clamp(taps.first + k, 0, width - 1), y);
                }
                rows[y * across.length + x] = (float) sum;
            }
        }
        var result = new float[across.length * down.length];
        for (int y = 0; y < down.length; y++) {
            var taps = down[y];
            for (int k = 0; k < taps.weights.length; k++) {
                int from = Math.clamp(taps.first + k, 0, height - 1) * across.length;
                float weight = (float) taps.weights[k];
                for (int x = 0; x < across.length; x++) {
                    result[y * across.length + x] += weight * rows[from + x];
                }
            }
        }
        return new FloatPlane(across.length, down.length, result);
    }

    private static Taps[] lanczos(int in, int out) {
        double scale = 1 / ((double) out / in);
        var all = new Taps[out];
        for (int i = 0; i < out; i++) {
            float at = (float) ((i + 0.5) * scale - 0.5);
            int whole = (int) Math.floor(at);
            var weights = new double[2 * LANCZOS];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = sinc(at - whole + (LANCZOS - 1) - k);
                sum += weights[k];
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] /= sum;
            }
            all[i] = new Taps(whole - (LANCZOS - 1), weights);
        }
        return all;
    }

    private static double sinc(double x) {
        if (Math.abs(x) < 1e-6) {
            return 1;
        }
        double turn = Math.PI * x;
        return LANCZOS * Math.sin(turn) * Math.sin(turn / LANCZOS) / (turn * turn);
    }

    private static Taps[] areas(int in, int out) {
        double scale = 1 / ((double) out / in);
        var all = new Taps[out];
        for (int i = 0; i < out; i++) {
            double start = i * scale;
            double end = Math.min(start + scale, in);
            int first = (int) Math.floor(start + LEAST);
            int last = Math.clamp((int) Math.ceil(end - LEAST), first + 1, Math.max(in, first + 1));
            var weights = new double[last - first];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.min(end, first + k + 1.0) - Math.max(start, first + k);
                sum += weights[k];
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] /= sum;
            }
            all[i] = new Taps(first, weights);
        }
        return all;
    }
}
