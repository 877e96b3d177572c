package dev.atelier.app.mask;

import dev.atelier.app.viewer.CanvasTool.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The coverage of a picture's pixels, 0 (kept) to 255 (repainted), and what tools do to it.
/// Coordinates are pixels of the picture and may lie outside. One thread at a time.
public final class Mask {
    private static final int FULL = 255;
    private static final int BLUR_PASSES = 3;

    private final int width;
    private final int height;
    private final byte[] coverage;

    /// Whole pixels.
    public record Box(int x, int y, int width, int height) {}

    /// One that covers nothing.
    public Mask(int width, int height) {
        this(width, height, new byte[Math.multiplyExact(width, height)]);
    }

    /// @param coverage row by row; it then belongs to the mask
    public Mask(int width, int height, byte[] coverage) {
        if (coverage.length != width * height) {
            throw new IllegalArgumentException(
                    "coverage: expected %d bytes, got %d"
                            .formatted(width * height, coverage.length));
        }
        this.width = width;
        this.height = height;
        this.coverage = coverage;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// 0 to 255.
    public int at(int x, int y) {
        return Byte.toUnsignedInt(coverage[y * width + x]);
    }

    /// A copy that later strokes leave alone.
    public Mask copy() {
        return new Mask(width, height, coverage.clone());
    }

    public boolean isEmpty() {
        for (byte value : coverage) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /// The smallest box around everything that is covered.
    public Optional<Box> covered() {
        int left = width;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (coverage[y * width + x] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = top < 0 ? y : top;
                    bottom = y;
                }
            }
        }
        return right < 0
                ? Optional.empty()
                : Optional.of(new Box(left, top, right - left + 1, bottom - top + 1));
    }

    /// A straight piece of a round brush's way, its edge a pixel soft.
    ///
    /// @param erase takes coverage away instead
    public void stroke(Point from, Point to, double radius, boolean erase) {
        int left = clamp(Math.min(from.x(), to.x()) - radius - 1, width);
        int right = clamp(Math.max(from.x(), to.x()) + radius + 1, width);
        int top = clamp(Math.min(from.y(), to.y()) - radius - 1, height);
        int bottom = clamp(Math.max(from.y(), to.y()) + radius + 1, height);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                double away = distance(x + 0.5, y + 0.5, from, to);
                int cover = (int) Math.round(FULL * Math.clamp(radius + 0.5 - away, 0.0, 1.0));
                blend(y * width + x, cover, erase);
            }
        }
    }

    private static int clamp(double value, int limit) {
        return (int) Math.clamp(value, 0.0, limit);
    }

    private static double distance(double x, double y, Point from, Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = dx * dx + dy * dy;
        double t =
                length == 0
                        ? 0
                        : Math.clamp(
                                ((x - from.x()) * dx + (y - from.y()) * dy) / length, 0.0, 1.0);
        return Math.hypot(x - from.x() - t * dx, y - from.y() - t * dy);
    }

    private void blend(int index, int cover, boolean erase) {
        int old = Byte.toUnsignedInt(coverage[index]);
        coverage[index] = (byte) (erase ? Math.min(old, FULL - cover) : Math.max(old, cover));
    }

    /// Covers a rectangle, or uncovers it.
    public void rectangle(Point one, Point other, boolean erase) {
        polygon(
                List.of(one, new Point(other.x(), one.y()), other, new Point(one.x(), other.y())),
                erase);
    }

    /// Covers what a closed line surrounds, pixels by their centres, or uncovers it.
    public void polygon(List<Point> corners, boolean erase) {
        var crossings = new double[corners.size()];
        for (int y = 0; y < height; y++) {
            int count = crossings(corners, y + 0.5, crossings);
            Arrays.sort(crossings, 0, count);
            for (int i = 0; i + 1 < count; i += 2) {
                int from = clamp(Math.ceil(crossings[i] - 0.5), width);
                int to = clamp(Math.ceil(crossings[i + 1] - 0.5), width);
                for (int x = from; x < to; x++) {
                    blend(y * width + x, FULL, erase);
                }
            }
        }
    }

    private static int crossings(List<Point> corners, double y, double[] into) {
        int count = 0;
        var last = corners.getLast();
        for (var corner : corners) {
            if (corner.y() <= y != last.y() <= y) {
                double share = (y - last.y()) / (corner.y() - last.y());
                into[count++] = last.x() + share * (corner.x() - last.x());
            }
            last = corner;
        }
        return count;
    }

    /// Covers all of it, or nothing.
    public void fill(boolean full) {
        Arrays.fill(coverage, (byte) (full ? FULL : 0));
    }

    public void invert() {
        for (int i = 0; i < coverage.length; i++) {
            coverage[i] = (byte) (FULL - Byte.toUnsignedInt(coverage[i]));
        }
    }

    /// Softens edges: three box blurs in each direction, which come near a Gaussian.
    ///
    /// @param radius pixels, at least 1
    public void feather(int radius) {
        for (int pass = 0; pass < BLUR_PASSES; pass++) {
            for (int y = 0; y < height; y++) {
                blur(y * width, 1, width, radius);
            }
            for (int x = 0; x < width; x++) {
                blur(x, width, height, radius);
            }
        }
    }

    /// A moving average along a line; beyond its ends its last values go on.
    private void blur(int start, int step, int length, int radius) {
        var line = new int[length];
        for (int i = 0; i < length; i++) {
            line[i] = Byte.toUnsignedInt(coverage[start + i * step]);
        }
        int span = 2 * radius + 1;
        int sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += line[Math.clamp(i, 0, length - 1)];
        }
        for (int i = 0; i < length; i++) {
            coverage[start + i * step] = (byte) ((sum + span / 2) / span);
            sum += line[Math.min(i + radius + 1, length - 1)] - line[Math.max(i - radius, 0)];
        }
    }

    /// The same on a larger mask, and the new margins covered.
    public Mask extended(Margins margins) {
        int wide = width + margins.left() + margins.right();
        int high = height + margins.top() + margins.bottom();
        var larger = new Mask(wide, high);
        larger.fill(true);
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    coverage,
                    y * width,
                    larger.coverage,
                    (y + margins.top()) * wide + margins.left(),
                    width);
        }
        return larger;
    }

    /// A part of it.
    public Mask cropped(Box part) {
        var cut = new Mask(part.width, part.height);
        for (int y = 0; y < part.height; y++) {
            System.arraycopy(
                    coverage,
                    (y + part.y) * width + part.x,
                    cut.coverage,
                    y * part.width,
                    part.width);
        }
        return cut;
    }
}
