package dev.atelier.app.compare;

import java.awt.Color;

/// From black over purple and orange to a pale yellow: each step is lighter than the one before, so
/// that it reads without colours too.
final class HeatColors {
    private static final Color[] STOPS = {
        new Color(0x0B0814),
        new Color(0x3B1458),
        new Color(0x8C2A63),
        new Color(0xE0612F),
        new Color(0xF9B23C),
        new Color(0xFCF6C4)
    };

    private HeatColors() {}

    /// @param share 0 to 1; what is beyond counts as the end
    /// @return `0xRRGGBB`
    static int of(double share) {
        double at = Math.clamp(share, 0.0, 1.0) * (STOPS.length - 1);
        int below = Math.min((int) at, STOPS.length - 2);
        double part = at - below;
        var from = STOPS[below];
        var to = STOPS[below + 1];
        return mixed(from.getRed(), to.getRed(), part) << 16
                | mixed(from.getGreen(), to.getGreen(), part) << 8
                | mixed(from.getBlue(), to.getBlue(), part);
    }

    private static int mixed(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }
}
