package dev.atelier.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// From OpenPose's maps to bodies, as the webui extension's `body.py` does it: peaks of each
/// joint's map, pairs of them along which the field of their limb runs, and bodies of pairs that
/// share one.
///
/// @param maps the fields, then the joints' maps, each at the size of the picture; by number
/// @param height of the picture
record PoseMaps(IntFunction<FloatPlane> maps, int height) {
    static final int FIELDS = 38;
    static final int JOINTS = 18;

    private static final double PEAK = 0.1;
    private static final double ALONG = 0.05;
    private static final double DEVIATION = 3;
    private static final int SAMPLES = 10;

    /// Joints at both ends of each limb, from 0.
    static final int[][] LIMBS = {
        {1, 2}, {1, 5}, {2, 3}, {3, 4}, {5, 6}, {6, 7}, {1, 8}, {8, 9}, {9, 10}, {1, 11}, {11, 12},
        {12, 13}, {1, 0}, {0, 14}, {14, 16}, {0, 15}, {15, 17}, {2, 16}, {5, 17}
    };

    /// The first of each limb's two fields; the second follows it.
    private static final int[] FIELD = {
        12, 20, 14, 16, 22, 24, 0, 2, 4, 6, 8, 10, 28, 30, 34, 32, 36, 18, 26
    };

    /// The last limbs join ears and shoulders; they begin no body.
    private static final int BEGINNERS = 17;

    private static final int LEAST_JOINTS = 4;
    private static final double LEAST_MEAN = 0.4;

    /// A place where a joint may be.
    record Peak(int x, int y, double score, int id) {}

    private record Pair(int a, int b, double score) {}

    /// A body while it is put together.
    private static final class Body {
        private final int[] joints = new int[JOINTS];
        private double score;
        private int parts;

        Body() {
            Arrays.fill(joints, -1);
        }

        boolean sharesNone(Body other) {
            for (int i = 0; i < JOINTS; i++) {
                if (joints[i] >= 0 && other.joints[i] >= 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /// The joints of each body; one that was not found is null in the list of OpenPose's eighteen.
    List<List<Optional<Peak>>> bodies() {
        var joints = new ArrayList<List<Peak>>();
        var all = new ArrayList<Peak>();
        for (int i = 0; i < JOINTS; i++) {
            var peaks = peaks(maps.apply(FIELDS + i), all.size());
            joints.add(peaks);
            all.addAll(peaks);
        }
        var bodies = new ArrayList<Body>();
        for (int limb = 0; limb < LIMBS.length; limb++) {
            var from = joints.get(LIMBS[limb][0]);
            var to = joints.get(LIMBS[limb][1]);
            if (!from.isEmpty() && !to.isEmpty()) {
                for (var pair : pairs(limb, from, to)) {
                    join(bodies, limb, pair, all);
                }
            }
        }
        return bodies.stream()
                .filter(it -> it.parts >= LEAST_JOINTS && it.score / it.parts >= LEAST_MEAN)
                .map(it ->
                        Arrays.stream(it.joints)
                                .mapToObj(id ->
                                        id < 0 ? Optional.<Peak>empty() : Optional.of(all.get(id)))
                                .toList())
                .toList();
    }

    /// In the order of rows.
    private static List<Peak> peaks(FloatPlane map, int firstId) {
        var smooth = map.blurred(DEVIATION);
        var peaks = new ArrayList<Peak>();
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                float own = smooth.at(x, y);
                if (own > PEAK && isHighest(smooth, x, y)) {
                    peaks.add(new Peak(x, y, map.at(x, y), firstId + peaks.size()));
                }
            }
        }
        return peaks;
    }

    /// Beyond the border is nothing.
    private static boolean isHighest(FloatPlane map, int x, int y) {
        float own = map.at(x, y);
        return own >= (x > 0 ? map.at(x - 1, y) : 0)
                && own >= (x < map.width() - 1 ? map.at(x + 1, y) : 0)
                && own >= (y > 0 ? map.at(x, y - 1) : 0)
                && own >= (y < map.height() - 1 ? map.at(x, y + 1) : 0);
    }

    /// The best first, each joint in one.
    private List<Pair> pairs(int limb, List<Peak> from, List<Peak> to) {
        var across = maps.apply(FIELD[limb]);
        var down = maps.apply(FIELD[limb] + 1);
        var candidates = new ArrayList<Pair>();
        for (var a : from) {
            for (var b : to) {
                candidate(a, b, across, down).stream().forEach(candidates::add);
            }
        }
        candidates.sort(Comparator.comparingDouble(Pair::score).reversed());
        var chosen = new ArrayList<Pair>();
        for (var it : candidates) {
            if (chosen.stream().noneMatch(other -> other.a == it.a || other.b == it.b)) {
                chosen.add(it);
            }
        }
        return chosen;
    }

    private Optional<Pair> candidate(Peak a, Peak b, FloatPlane across, FloatPlane down) {
        double dx = b.x - a.x;
        double dy = b.y - a.y;
        double length = Math.max(0.001, Math.sqrt(dx * dx + dy * dy));
        double sum = 0;
        int strong = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double share = i / (SAMPLES - 1.0);
            int x = (int) Math.rint(a.x + share * dx);
            int y = (int) Math.rint(a.y + share * dy);
            double score = across.at(x, y) * (dx / length) + down.at(x, y) * (dy / length);
            sum += score;
            strong += score > ALONG ? 1 : 0;
        }
        double score = sum / SAMPLES + Math.min(0.5 * height / length - 1, 0);
        boolean is = strong > 0.8 * SAMPLES && score > 0;
        return is ? Optional.of(new Pair(a.id, b.id, score)) : Optional.empty();
    }

    private static void join(List<Body> bodies, int limb, Pair pair, List<Peak> all) {
        int a = LIMBS[limb][0];
        int b = LIMBS[limb][1];
        var found =
                bodies.stream()
                        .filter(it -> it.joints[a] == pair.a || it.joints[b] == pair.b)
                        .limit(2)
                        .toList();
        if (found.size() == 2 && found.getFirst().sharesNone(found.getLast())) {
            merge(found.getFirst(), found.getLast(), pair);
            bodies.remove(found.getLast());
        } else if (!found.isEmpty()) {
            var body = found.getFirst();
            if (found.size() == 2 || body.joints[b] != pair.b) {
                body.joints[b] = pair.b;
                body.parts++;
                body.score += all.get(pair.b).score + pair.score;
            }
        } else if (limb < BEGINNERS) {
            var body = new Body();
            body.joints[a] = pair.a;
            body.joints[b] = pair.b;
            body.parts = 2;
            body.score = all.get(pair.a).score + all.get(pair.b).score + pair.score;
            bodies.add(body);
        }
    }

    private static void merge(Body into, Body other, Pair pair) {
        for (int i = 0; i < JOINTS; i++) {
            into.joints[i] = Math.max(into.joints[i], other.joints[i]);
        }
        into.parts += other.parts;
        into.score += other.score + pair.score;
    }
}
