package dev.atelier.app.shell;

import dev.atelier.app.ui.Dialogs;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where a window can be: on a screen that is there, and no larger than it. All in the units of
/// windows, which at 200 % are two pixels wide.
final class WindowPlacement {
    /// So much of the title bar must be on a screen for the window to be taken hold of.
    private static final Dimension HOLD = new Dimension(160, 32);

    private WindowPlacement() {}

    /// The parts of the screens that no bar of the desktop covers.
    static List<Rectangle> screens() {
        var found = new ArrayList<Rectangle>();
        for (var device : GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices()) {
            found.add(Dialogs.screen(device.getDefaultConfiguration()));
        }
        return found;
    }

    /// The place next to `wanted` that can be seen and used. A window that lies across several
    /// screens may stay so; one that none shows comes to the first.
    ///
    /// @param screens at least one, the main one first
    static Rectangle on(List<Rectangle> screens, Rectangle wanted) {
        if (isCovered(screens, wanted)) {
            return wanted;
        }
        var title = new Rectangle(wanted.x, wanted.y, wanted.width, HOLD.height);
        var home =
                screens.stream()
                        .max(Comparator.comparingLong(screen -> area(screen, title)))
                        .filter(screen -> area(screen, title) >= HOLD.width * HOLD.height / 4)
                        .orElse(screens.getFirst());
        int width = Math.clamp(wanted.width, 1, Math.max(1, home.width));
        int height = Math.clamp(wanted.height, 1, Math.max(1, home.height));
        int x = Math.clamp(wanted.x, home.x, home.x + home.width - width);
        int y = Math.clamp(wanted.y, home.y, home.y + home.height - height);
        return new Rectangle(x, y, width, height);
    }

    /// The smallest size that is useful, or what the smallest screen has.
    static Dimension smallest(List<Rectangle> screens, Dimension useful) {
        int width = screens.stream().mapToInt(screen -> screen.width).min().orElse(useful.width);
        int height = screens.stream().mapToInt(screen -> screen.height).min().orElse(useful.height);
        return new Dimension(Math.min(useful.width, width), Math.min(useful.height, height));
    }

    /// Whether each corner is on a screen and no part between is off all of them.
    private static boolean isCovered(List<Rectangle> screens, Rectangle window) {
        long shown = 0;
        for (var screen : screens) {
            shown += area(screen, window);
        }
        return window.width > 0
                && window.height > 0
                && shown >= (long) window.width * window.height
                && screens.stream().anyMatch(screen -> screen.contains(middle(window)));
    }

    private static Point middle(Rectangle window) {
        return new Point(
                (int) Math.round(window.getCenterX()), (int) Math.round(window.getCenterY()));
    }

    private static long area(Rectangle screen, Rectangle window) {
        // In long: damaged settings hold sizes whose sums do not fit an int.
        long width =
                Math.min((long) screen.x + screen.width, (long) window.x + window.width)
                        - Math.max(screen.x, window.x);
        long height =
                Math.min((long) screen.y + screen.height, (long) window.y + window.height)
                        - Math.max(screen.y, window.y);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }
}
