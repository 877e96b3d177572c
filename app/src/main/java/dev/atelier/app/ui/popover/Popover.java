package dev.atelier.app.ui.popover;

import dev.atelier.app.ui.ThemeColors;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.beans.PropertyChangeListener;
import java.util.Objects;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLayeredPane;
import javax.swing.JPanel;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/// A small panel beside a control, inside its window so that it can have the focus on every
/// desktop. Escape and a click elsewhere close it. One is open at most.
public final class Popover {
    private static final int GAP = 4;
    private static final int EDGE = 8;
    private static final String KEY = "popover";

    private final JPanel panel = new Panel();
    private final JPanel ground = new JPanel(null);
    private final KeyEventDispatcher escape = this::escape;
    private final PropertyChangeListener elsewhere = event -> look(event.getNewValue());
    private @Nullable JComponent control;

    /// @param content shown on the theme's overlay ground
    public Popover(JComponent content) {
        panel.add(content);
        ground.setOpaque(false);
        ground.add(panel);
        ground.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        close();
                    }
                });
        panel.addMouseListener(new MouseAdapter() {}); // a click on it is not a click elsewhere
    }

    /// Opens it below `control` with the focus in `first`.
    public void show(JComponent control, JComponent first) {
        open(control);
        first.requestFocusInWindow();
    }

    /// Opens it below `control`; the focus stays where it is, and leaving that place closes it.
    public void showBeside(JComponent control) {
        open(control);
        KeyboardFocusManager.getCurrentKeyboardFocusManager()
                .addPropertyChangeListener("permanentFocusOwner", elsewhere);
    }

    public void close() {
        var keys = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        keys.removePropertyChangeListener("permanentFocusOwner", elsewhere);
        keys.removeKeyEventDispatcher(escape);
        var parent = ground.getParent();
        if (parent instanceof JComponent pane) {
            boolean hadFocus = holdsFocus();
            pane.remove(ground);
            pane.putClientProperty(KEY, null);
            pane.repaint();
            if (hadFocus && control != null) {
                control.requestFocusInWindow();
            }
        }
    }

    private boolean holdsFocus() {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getPermanentFocusOwner();
        return owner != null && SwingUtilities.isDescendingFrom(owner, panel);
    }

    /// Before the control that has the focus sees the key, but after a list that is open.
    private boolean escape(KeyEvent event) {
        boolean mine =
                event.getKeyCode() == KeyEvent.VK_ESCAPE
                        && event.getID() == KeyEvent.KEY_PRESSED
                        && ground.isShowing()
                        && MenuSelectionManager.defaultManager().getSelectedPath().length == 0
                        && !(event.getComponent() instanceof JComboBox<?> box
                                && box.isPopupVisible())
                        && Objects.equals(
                                SwingUtilities.getRoot(event.getComponent()),
                                SwingUtilities.getRoot(ground));
        if (mine) {
            event.consume();
            close();
        }
        return mine;
    }

    private void look(@Nullable Object focus) {
        if (focus instanceof Component && !focus.equals(control)) {
            close();
        }
    }

    private void open(JComponent at) {
        control = at;
        var root = SwingUtilities.getRootPane(at);
        if (root == null) {
            return;
        }
        var pane = root.getLayeredPane();
        if (pane.getClientProperty(KEY) instanceof Popover other) {
            other.close();
        }
        pane.putClientProperty(KEY, this);
        var keys = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        keys.removeKeyEventDispatcher(escape);
        keys.addKeyEventDispatcher(escape);
        pane.add(ground, JLayeredPane.POPUP_LAYER);
        ground.setBounds(0, 0, pane.getWidth(), pane.getHeight());
        place(at, pane);
        ground.validate();
        pane.repaint();
    }

    /// Below the control, or above it where there is no room.
    private void place(JComponent at, JLayeredPane pane) {
        var size = panel.getPreferredSize();
        var corner = SwingUtilities.convertPoint(at, 0, at.getHeight() + GAP, pane);
        int above = corner.y - at.getHeight() - 2 * GAP - size.height;
        boolean fits = corner.y + size.height <= pane.getHeight() - EDGE || above < EDGE;
        int right = Math.max(EDGE, pane.getWidth() - EDGE - size.width);
        panel.setBounds(
                Math.clamp(corner.x, EDGE, right),
                fits ? corner.y : above,
                size.width,
                size.height);
    }

    private static final class Panel extends JPanel {
        Panel() {
            super(new BorderLayout());
            setOpaque(false);
            setBorder(javax.swing.BorderFactory.createEmptyBorder(12, 12, 12, 12));
            setFocusCycleRoot(true);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            var shape =
                    new RoundRectangle2D.Double(
                            0.5, 0.5, getWidth() - 1.0, getHeight() - 1.0, 16, 16);
            g.setColor(ThemeColors.color("bg.overlay"));
            g.fill(shape);
            g.setColor(ThemeColors.color("line.field"));
            g.draw(shape);
            g.dispose();
        }
    }
}
