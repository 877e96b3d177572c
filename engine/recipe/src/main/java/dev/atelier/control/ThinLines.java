package dev.atelier.control;

import dev.atelier.image.Bitmap;
import dev.atelier.recipe.StopPoint;
import java.util.Arrays;

/// Black and white at another size without losing lines of one pixel: their ridges are kept, made
/// black and white again and thinned (the extension's `lvminthin`).
final class ThinLines {
    private static final int ROUNDS = 32;
    private static final int[][] THIN = {
        {-1, -1, -1, 0, 1, 0, 1, 1, 1}, {0, -1, -1, 1, 1, -1, 0, 1, 0}
    };
    private static final int[][] PRUNE = {
        {-1, -1, -1, -1, 1, -1, 0, 0, -1}, {-1, -1, -1, -1, 1, -1, -1, 0, 0}
    };
    private static final int[][] THINNING = turned(THIN);
    private static final int[][] PRUNING = turned(PRUNE);

    private ThinLines() {}

    /// Each pattern in four directions: both, then both turned by 90 degrees, and so on.
    private static int[][] turned(int[][] patterns) {
        var all = new int[4 * patterns.length][];
        var now = patterns;
        for (int turn = 0; turn < 4; turn++) {
            System.arraycopy(now, 0, all, turn * now.length, now.length);
            now = Arrays.stream(now).map(ThinLines::turned).toArray(int[][]::new);
        }
        return all;
    }

    private static int[] turned(int[] pattern) {
        var result = new int[9];
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 3; x++) {
                result[3 * y + x] = pattern[3 * x + 2 - y];
            }
        }
        return result;
    }

    /// Whether more than half of what is white goes where whatever is thinner than three pixels
    /// does.
    static boolean arePixels(Bitmap picture) {
        int lost = 0;
        int white = 0;
        for (int c = 0; c < picture.channels(); c++) {
            var plane = picture.channel(c);
            var opened = extreme(extreme(plane, false), true);
            for (int i = 0; i < opened.bytes().length; i++) {
                int value = plane.bytes()[i] & 0xFF;
                lost += (opened.bytes()[i] & 0xFF) < value ? 1 : 0;
                white += value > 127 ? 1 : 0;
            }
        }
        return lost * 2 > white;
    }

    /// The largest or smallest of nine neighbours.
    private static Bitmap extreme(Bitmap plane, boolean largest) {
        int width = plane.width();
        int height = plane.height();
        var from = plane.bytes();
        var across = new byte[from.length];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int left = x == 0 ? at : at - 1;
                int right = x == width - 1 ? at : at + 1;
                across[at] = extreme(largest, from[left], from[at], from[right]);
            }
        }
        var result = new byte[from.length];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            int above = y == 0 ? 0 : -width;
            int below = y == height - 1 ? 0 : width;
            for (int at = y * width; at < (y + 1) * width; at++) {
                result[at] = extreme(largest, across[at + above], across[at], across[at + below]);
            }
        }
        return new Bitmap(width, height, 1, result);
    }

    private static byte extreme(boolean largest, byte one, byte two, byte three) {
        int a = one & 0xFF;
        int b = two & 0xFF;
        int c = three & 0xFF;
        return (byte) (largest ? Math.max(a, Math.max(b, c)) : Math.min(a, Math.min(b, c)));
    }

    /// Black and white again.
    ///
    /// @param grey one channel
    static Bitmap sharp(Bitmap grey) {
        int bound = otsu(grey);
        return grey.map(v -> v > bound ? 255 : 0);
    }

    /// Lines of one pixel again.
    ///
    /// @param grey one channel
    /// @param prune whether ends that stand out by a pixel go
    static Bitmap thin(Bitmap grey, boolean prune) {
        var sharp = sharp(ridges(grey));
        var bytes = sharp.bytes().clone();
        var white = white(bytes);
        for (int round = 0; round < ROUNDS; round++) {
            StopPoint.pass();
            if (!remove(bytes, white, sharp.width(), THINNING)) {
                break;
            }
        }
        if (prune) {
            remove(bytes, white, sharp.width(), PRUNING);
        }
        return new Bitmap(sharp.width(), sharp.height(), 1, bytes);
    }

    /// What is the largest along at least one of four directions.
    private static Bitmap ridges(Bitmap grey) {
        int[][] ways = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};
        int width = grey.width();
        int height = grey.height();
        var result = new byte[width * height];
        for (int y = 0; y < height; y++) {
            StopPoint.pass();
            for (int x = 0; x < width; x++) {
                int value = grey.at(x, y, 0);
                for (var way : ways) {
                    if (value >= at(grey, x + way[0], y + way[1])
                            && value >= at(grey, x - way[0], y - way[1])) {
                        result[y * width + x] = (byte) value;
                        break;
                    }
                }
            }
        }
        return new Bitmap(width, height, 1, result);
    }

    private static int at(Bitmap grey, int x, int y) {
        boolean outside = x < 0 || y < 0 || x >= grey.width() || y >= grey.height();
        return outside ? 0 : grey.at(x, y, 0);
    }

    /// Otsu's bound between dark and light, as OpenCV finds it.
    private static int otsu(Bitmap grey) {
        var counts = new int[256];
        for (byte value : grey.bytes()) {
            counts[value & 0xFF]++;
        }
        double share = 1.0 / grey.bytes().length;
        double mean = 0;
        for (int i = 0; i < 256; i++) {
            mean += i * (double) counts[i];
        }
        mean *= share;
        double low = 0;
        double lowMean = 0;
        double best = 0;
        int bound = 0;
        for (int i = 0; i < 256; i++) {
            double part = counts[i] * share;
            lowMean *= low;
            low += part;
            double high = 1 - low;
            if (Math.min(low, high) < Math.ulp(1f) || Math.max(low, high) > 1 - Math.ulp(1f)) {
                continue;
            }
            lowMean = (lowMean + i * part) / low;
            double highMean = (mean - low * lowMean) / high;
            double spread = low * high * (lowMean - highMean) * (lowMean - highMean);
            if (spread > best) {
                best = spread;
                bound = i;
            }
        }
        return bound;
    }

    private static int[] white(byte[] bytes) {
        var places = new int[bytes.length];
        int count = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    /// Takes out what has a pattern around it, one pattern after the other.
    private static boolean remove(byte[] bytes, int[] white, int width, int[][] patterns) {
        boolean changed = false;
        var found = new int[white.length];
        for (var pattern : patterns) {
            int count = 0;
            for (int at : white) {
                if (bytes[at] != 0 && fits(bytes, at, width, pattern)) {
                    found[count++] = at;
                }
            }
            for (int i = 0; i < count; i++) {
                bytes[found[i]] = 0;
            }
            changed |= count > 0;
        }
        return changed;
    }

    /// What lies outside the picture fits all.
    private static boolean fits(byte[] bytes, int at, int width, int[] pattern) {
        int x = at % width;
        int y = at / width;
        int height = bytes.length / width;
        for (int i = 0; i < 9; i++) {
            int nx = x + i % 3 - 1;
            int ny = y + i / 3 - 1;
            boolean outside = nx < 0 || ny < 0 || nx >= width || ny >= height;
            if (pattern[i] != 0 && !outside && (bytes[ny * width + nx] != 0) != (pattern[i] > 0)) {
                return false;
            }
        }
        return true;
    }
}
