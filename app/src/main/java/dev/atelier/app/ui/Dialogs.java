package dev.atelier.app.ui;

import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/// What all windows beside the main one have in common.
public final class Dialogs {
    private Dialogs() {}

    /// Gives a window its size and puts it in the middle of its owner, no larger than the owner's
    /// screen and whole on it.
    ///
    /// @param owner none before there is one: then in the middle of the main screen
    public static void place(Window dialog, @Nullable Window owner, Dimension size) {
        var near = owner == null ? dialog : owner;
        var screen = screen(near.getGraphicsConfiguration());
        dialog.setBounds(within(screen, owner == null ? screen : owner.getBounds(), size));
    }

    /// The same for one that has a least size.
    ///
    /// @param least below which it cannot be made smaller, in the units of windows
    public static void place(Window dialog, Window owner, Dimension least, Dimension size) {
        var screen = screen(owner.getGraphicsConfiguration());
        dialog.setMinimumSize(
                new Dimension(
                        Math.min(least.width, screen.width),
                        Math.min(least.height, screen.height)));
        place(dialog, owner, size);
    }

    /// The place of a window of that size in the middle of another, on a screen.
    static Rectangle within(Rectangle screen, Rectangle owner, Dimension size) {
        int width = Math.min(size.width, screen.width);
        int height = Math.min(size.height, screen.height);
        int x = owner.x + (owner.width - width) / 2;
        int y = owner.y + (owner.height - height) / 2;
        return new Rectangle(
                Math.clamp(x, screen.x, screen.x + screen.width - width),
                Math.clamp(y, screen.y, screen.y + screen.height - height),
                width,
                height);
    }

    /// The part of a screen that no bar of the desktop covers.
    public static Rectangle screen(GraphicsConfiguration configuration) {
        var area = new Rectangle(configuration.getBounds());
        var taken = Toolkit.getDefaultToolkit().getScreenInsets(configuration);
        area.x += taken.left;
        area.y += taken.top;
        area.width -= taken.left + taken.right;
        area.height -= taken.top + taken.bottom;
        return area;
    }

    /// Lets Escape do what the window's close button does. A list that is open in it, or a field
    /// that takes back what was typed, is asked first; the focus returns to where it was before.
    public static void escape(JDialog dialog, Runnable close) {
        dialog.getRootPane()
                .registerKeyboardAction(
                        event -> close.run(),
                        KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                        JComponent.WHEN_IN_FOCUSED_WINDOW);
    }
}
