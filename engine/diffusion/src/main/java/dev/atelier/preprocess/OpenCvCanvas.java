package dev.atelier.preprocess;

import dev.atelier.image.Bitmap;

/// A black picture to draw on, with the pixels that OpenCV 4 sets for the same shapes.
final class OpenCvCanvas {
    static final int WHITE = 0xFFFFFF;

    private static final int FRACTION = 16;
    private static final long HALF = 1L << (FRACTION - 1);

    /// Of a filled circle of four pixels' radius: how far each row reaches, from its middle on.
    private static final int[] DOT = {4, 3, 3, 2, 0};

    private final int width;
    private final int height;
    private final byte[] bytes;

    OpenCvCanvas(int width, int height) {
        this.width = width;
        this.height = height;
        bytes = new byte[width * height * 3];
    }

    Bitmap bitmap() {
        return new Bitmap(width, height, 3, bytes.clone());
    }

    private void set(long x, long y, int colour) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            int at = (int) (y * width + x) * 3;
            bytes[at] = (byte) (colour >> 16);
            bytes[at + 1] = (byte) (colour >> 8);
            bytes[at + 2] = (byte) colour;
        }
    }

    private void row(long from, long to, long y, int colour) {
        for (long x = Math.max(0, from); x <= Math.min(width - 1, to); x++) {
            set(x, y, colour);
        }
    }

    /// A line one pixel wide. The part outside is cut off first, which moves the rest a little.
    void line(int x1, int y1, int x2, int y2, int colour) {
        var ends = new long[] {x1, y1, x2, y2};
        if (cut(ends)) {
            if (ends[2] < ends[0]) {
                ends = new long[] {ends[2], ends[3], ends[0], ends[1]};
            }
            walk(ends, colour);
        }
    }

    /// Bresenham's way, to the right.
    private void walk(long[] ends, int colour) {
        long across = ends[2] - ends[0];
        long down = Math.abs(ends[3] - ends[1]);
        int step = ends[3] < ends[1] ? -1 : 1;
        boolean steep = down > across;
        long far = Math.max(across, down);
        long near = Math.min(across, down);
        long error = far - 2 * near;
        long x = ends[0];
        long y = ends[1];
        for (long i = 0; i <= far; i++) {
            set(x, y, colour);
            boolean both = error < 0;
            error += both ? 2 * far - 2 * near : -2 * near;
            x += !steep || both ? 1 : 0;
            y += steep || both ? step : 0;
        }
    }

    /// Which sides a point is beyond.
    private int sides(long x, long y) {
        return (x < 0 ? 1 : 0)
                + (x > width - 1 ? 2 : 0)
                + (y < 0 ? 4 : 0)
                + (y > height - 1 ? 8 : 0);
    }

    private boolean cut(long[] p) {
        int one = sides(p[0], p[1]);
        int other = sides(p[2], p[3]);
        if ((one & other) == 0 && (one | other) != 0) {
            if ((one & 12) != 0) {
                one = cutRows(p, 0, one);
            }
            if ((other & 12) != 0) {
                other = cutRows(p, 2, other);
            }
            if ((one & other) == 0 && (one | other) != 0) {
                one = one == 0 ? 0 : cutColumns(p, 0, one);
                other = other == 0 ? 0 : cutColumns(p, 2, other);
            }
        }
        return (one | other) == 0;
    }

    private int cutRows(long[] p, int end, int side) {
        long edge = side < 8 ? 0 : height - 1;
        p[end] += (long) ((double) (edge - p[end + 1]) * (p[2] - p[0]) / (p[3] - p[1]));
        p[end + 1] = edge;
        return (p[end] < 0 ? 1 : 0) + (p[end] > width - 1 ? 2 : 0);
    }

    private int cutColumns(long[] p, int end, int side) {
        long edge = side == 1 ? 0 : width - 1;
        p[end + 1] += (long) ((double) (edge - p[end]) * (p[3] - p[1]) / (p[2] - p[0]));
        p[end] = edge;
        return 0;
    }

    /// A filled circle of four pixels' radius.
    void dot(int x, int y, int colour) {
        for (int dy = 1 - DOT.length; dy < DOT.length; dy++) {
            int reach = DOT[Math.abs(dy)];
            row(x - reach, x + reach, y + dy, colour);
        }
    }

    /// A filled ellipse.
    ///
    /// @param angle of its first radius, in whole degrees
    void ellipse(int x, int y, int[] radii, int angle, int colour) {
        int turned = Math.floorMod(angle, 360);
        double cos = sine(450 - turned);
        double sin = sine(turned);
        var points = new long[2 * 361];
        int count = 0;
        for (int i = 0; i <= 360; i++) {
            double across = radii[0] * sine(450 - i);
            double down = radii[1] * sine(i);
            long px = (long) Math.rint(x + across * cos - down * sin);
            long py = (long) Math.rint(y + across * sin + down * cos);
            if (count == 0 || points[2 * count - 2] != px || points[2 * count - 1] != py) {
                points[2 * count] = px;
                points[2 * count + 1] = py;
                count++;
            }
        }
        if (count == 1) {
            points[2] = points[0];
            points[3] = points[1];
            count = 2;
        }
        fill(points, count, colour);
    }

    /// As in OpenCV's table of seven decimal places.
    private static double sine(int degrees) {
        return (float) (Math.rint(Math.sin(Math.toRadians(degrees)) * 1e7) / 1e7);
    }

    /// One side of what is filled, going down.
    private static final class Edge {
        private final int step;
        private int at;
        private long until;
        private long x = -(1L << FRACTION);
        private long slope;

        Edge(int step, int at, long until) {
            this.step = step;
            this.at = at;
            this.until = until;
        }
    }

    /// A convex polygon with its edge lines.
    private void fill(long[] points, int count, int colour) {
        int first = 0;
        long bottom = points[1];
        for (int i = 0; i < count; i++) {
            int before = (i + count - 1) % count;
            line(
                    (int) points[2 * before],
                    (int) points[2 * before + 1],
                    (int) points[2 * i],
                    (int) points[2 * i + 1],
                    colour);
            first = points[2 * i + 1] < points[2 * first + 1] ? i : first;
            bottom = Math.max(bottom, points[2 * i + 1]);
        }
        if (count < 3) {
            return;
        }
        long top = points[2 * first + 1];
        var sides = new Edge[] {new Edge(1, first, top), new Edge(count - 1, first, top)};
        int left = count;
        for (long y = top; y <= Math.min(bottom, height - 1); y++) {
            for (var side : sides) {
                if (y >= side.until) {
                    left = turn(side, points, count, y, left);
                }
            }
            long from = Math.min(sides[0].x, sides[1].x);
            long to = Math.max(sides[0].x, sides[1].x);
            if (y >= 0) {
                row((from + HALF) >> FRACTION, (to + HALF) >> FRACTION, y, colour);
            }
            for (var side : sides) {
                side.x += side.slope;
            }
        }
    }

    /// Goes on to the next point below.
    ///
    /// @param left edges that were not looked at yet
    private static int turn(Edge side, long[] points, int count, long y, int left) {
        int from = side.at;
        int to = (from + side.step) % count;
        int rest = left;
        while (rest > 0) {
            rest--;
            long end = points[2 * to + 1];
            if (end > y) {
                long start = points[2 * from] << FRACTION;
                long goal = points[2 * to] << FRACTION;
                side.until = end;
                side.slope = ((goal - start) * 2 + (end - y)) / (2 * (end - y));
                side.x = start;
                side.at = to;
                return rest;
            }
            from = to;
            to = (to + side.step) % count;
        }
        return -1;
    }
}
