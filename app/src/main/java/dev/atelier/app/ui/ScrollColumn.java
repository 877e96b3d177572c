package dev.atelier.app.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Insets;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;
import javax.swing.SwingUtilities;

/// A form that scrolls up and down and is never wider than its place. What has the focus is in
/// sight.
public final class ScrollColumn extends JPanel implements Scrollable {
    private static final int ROW = 32;
    private static final int AROUND = 8;
    private static final String FOCUS = "permanentFocusOwner";

    private final transient PropertyChangeListener follower = this::follow;

    private final boolean fills;

    private ScrollColumn(JComponent content, boolean fills) {
        super(new BorderLayout());
        this.fills = fills;
        setOpaque(false);
        add(content, fills ? BorderLayout.CENTER : BorderLayout.NORTH);
    }

    public static JScrollPane of(JComponent content) {
        return of(content, false);
    }

    /// The same, as high as its place where that is higher than the content.
    public static JScrollPane filling(JComponent content) {
        return of(content, true);
    }

    private static JScrollPane of(JComponent content, boolean fills) {
        var pane =
                new JScrollPane(
                        new ScrollColumn(content, fills),
                        ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                        ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        pane.setOpaque(false);
        pane.getViewport().setOpaque(false);
        // The bar lies on the layer that the column lies on.
        pane.getVerticalScrollBar().setOpaque(false);
        pane.getVerticalScrollBar()
                .putClientProperty(
                        "FlatLaf.style",
                        "track: #0000; hoverTrackColor: #0000; pressedTrackColor: #0000");
        return pane;
    }

    @Override
    public void addNotify() {
        super.addNotify();
        KeyboardFocusManager.getCurrentKeyboardFocusManager()
                .addPropertyChangeListener(FOCUS, follower);
    }

    @Override
    public void removeNotify() {
        KeyboardFocusManager.getCurrentKeyboardFocusManager()
                .removePropertyChangeListener(FOCUS, follower);
        super.removeNotify();
    }

    private void follow(PropertyChangeEvent event) {
        if (event.getNewValue() instanceof JComponent part
                && SwingUtilities.isDescendingFrom(part, this)) {
            var outer = outermost(part);
            // A text field would scroll its own letters only.
            if (outer.getParent() instanceof JComponent around) {
                var place = outer.getBounds();
                around.scrollRectToVisible(
                        new Rectangle(
                                place.x, place.y - AROUND, place.width, place.height + 2 * AROUND));
            }
        }
    }

    /// A text in a scroll pane of its own is shown by that.
    private JComponent outermost(JComponent part) {
        var outer = part;
        for (Component at = part; at != null && at != this; at = at.getParent()) {
            if (at instanceof JScrollPane pane) {
                outer = pane;
            }
        }
        return outer;
    }

    /// Keeps the place of the scroll bar free while there is none, so that the form has one width.
    @Override
    public Insets getInsets() {
        var pane = (JScrollPane) SwingUtilities.getAncestorOfClass(JScrollPane.class, this);
        if (pane == null || pane.getVerticalScrollBar().isVisible()) {
            return new Insets(0, 0, 0, 0);
        }
        return new Insets(0, 0, 0, pane.getVerticalScrollBar().getPreferredSize().width);
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
        return ROW;
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
        return Math.max(ROW, visible.height - ROW);
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        return fills && getParent().getHeight() > getPreferredSize().height;
    }
}
