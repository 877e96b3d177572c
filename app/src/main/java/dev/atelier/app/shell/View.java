package dev.atelier.app.shell;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.LazyPanel;
import javax.swing.JComponent;

/// A place in the rail.
///
/// @param id for settings
/// @param icon of the icon family
/// @param title in the present language
/// @param component the view itself
/// @param focus takes the keyboard to where a person begins in it
/// @param atEnd down at the rail's foot
public record View(
        String id, String icon, String title, JComponent component, Runnable focus, boolean atEnd) {
    private static final char BELOW = '/';

    /// A page that has no place of its own in the rail; there, the view that its id begins with is
    /// marked, such as `services` of `services/deploy`.
    ///
    /// @param page makes it when it is first shown
    public static View page(String id, String title, Page page) {
        return place(id, "", title, page, false);
    }

    /// A place in the rail that is made when it is first shown.
    public static View place(String id, String icon, String title, Page page, boolean atEnd) {
        var focus = Value.<Runnable>of(() -> {});
        var place =
                new LazyPanel(() -> {
                    var made = page.build();
                    focus.set(made.focus());
                    return made.component();
                });
        return new View(id, icon, title, place, () -> focus.get().run(), atEnd);
    }

    /// Makes it now, where it is not made yet.
    public void make() {
        if (component instanceof LazyPanel lazy) {
            lazy.make();
        }
    }

    /// What is made when it is first shown.
    public interface Page {
        /// Makes it; what it subscribes to belongs to the scope that is open.
        Built build();

        /// @param focus takes the keyboard to where a person begins in it
        record Built(JComponent component, Runnable focus) {}
    }

    /// Whether it has a place in the rail.
    boolean isInRail() {
        return id.indexOf(BELOW) < 0;
    }

    /// What the rail marks while it shows.
    static String inRail(String id) {
        int end = id.indexOf(BELOW);
        return end < 0 ? id : id.substring(0, end);
    }
}
