package dev.atelier.network;

import dev.atelier.checkpoint.MadeFile;

/// Feature maps computed one number at a time, to compare networks with.
///
/// @param values one channel after another, row by row
record PlainMaps(int channels, int height, int width, double[] values) {
    private static PlainMaps empty(int channels, int height, int width) {
        return new PlainMaps(channels, height, width, new double[channels * height * width]);
    }

    private double at(int c, int y, int x) {
        boolean inside = y >= 0 && y < height && x >= 0 && x < width;
        return inside ? values[(c * height + y) * width + x] : 0;
    }

    /// `torch.nn.PixelUnshuffle`.
    PlainMaps unshuffled(int by) {
        var made = empty(channels * by * by, height / by, width / by);
        int i = 0;
        for (int c = 0; c < made.channels; c++) {
            for (int y = 0; y < made.height; y++) {
                for (int x = 0; x < made.width; x++) {
                    int part = c % (by * by);
                    made.values[i++] = at(c / (by * by), y * by + part / by, x * by + part % by);
                }
            }
        }
        return made;
    }

    /// A convolution of a file with as much zero around as keeps the size.
    PlainMaps conv(MadeFile file, String path, int stride) {
        var weight = file.weight(path + ".weight");
        var bias = file.weight(path + ".bias").values();
        int kernel = Math.toIntExact(weight.shape().get(2));
        var made =
                empty(bias.length, (height + stride - 1) / stride, (width + stride - 1) / stride);
        int i = 0;
        for (int o = 0; o < made.channels; o++) {
            for (int y = 0; y < made.height; y++) {
                for (int x = 0; x < made.width; x++) {
                    double sum = bias[o];
                    for (int k = 0; k < channels * kernel * kernel; k++) {
                        int c = k / (kernel * kernel);
                        int dy = k / kernel % kernel - kernel / 2;
                        int dx = k % kernel - kernel / 2;
                        sum +=
                                weight.values()[o * channels * kernel * kernel + k]
                                        * at(c, y * stride + dy, x * stride + dx);
                    }
                    made.values[i++] = sum;
                }
            }
        }
        return made;
    }

    /// Means of two by two.
    PlainMaps halved() {
        var made = empty(channels, height / 2, width / 2);
        int i = 0;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < made.height; y++) {
                for (int x = 0; x < made.width; x++) {
                    double sum = at(c, 2 * y, 2 * x) + at(c, 2 * y, 2 * x + 1);
                    sum += at(c, 2 * y + 1, 2 * x) + at(c, 2 * y + 1, 2 * x + 1);
                    made.values[i++] = sum / 4;
                }
            }
        }
        return made;
    }

    PlainMaps relu() {
        var made = empty(channels, height, width);
        for (int i = 0; i < values.length; i++) {
            made.values[i] = Math.max(0, values[i]);
        }
        return made;
    }

    PlainMaps plus(PlainMaps other) {
        var made = empty(channels, height, width);
        for (int i = 0; i < values.length; i++) {
            made.values[i] = values[i] + other.values[i];
        }
        return made;
    }
}
