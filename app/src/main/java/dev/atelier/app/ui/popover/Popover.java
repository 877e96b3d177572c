package dev.atelier.app.ui.popover;

import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.ThemeColors;
import java.awt.AWTEvent;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.event.AWTEventListener;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.ComponentListener;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.beans.PropertyChangeListener;
import java.util.Objects;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.JButton;
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
    private static final int MARGIN = 12;
    private static final int SHADOW = 24;
    private static final int SHADE = 3;
    private static final String KEY = "popover";

    private final JPanel panel;
    private final JPanel backdrop = new Backdrop();
    private final KeyEventDispatcher keys = this::key;
    private final PropertyChangeListener elsewhere = event -> look(event.getNewValue());
    private final ComponentListener resized =
            new ComponentAdapter() {
                @Override
                public void componentResized(ComponentEvent event) {
                    fit();
                }
            };
    private final AWTEventListener pointer =
            event -> {
                if (event instanceof MouseEvent mouse && isElsewhere(mouse)) {
                    close();
                }
            };
    private boolean beside;
    private @Nullable JComponent control;
    private @Nullable Rectangle part;
    private @Nullable Function<Dimension, Rectangle> bounds;
    private @Nullable JButton confirm;

    /// @param content shown on the theme's overlay backdrop
    public Popover(JComponent content) {
        this(content, MARGIN);
    }

    private Popover(JComponent content, int margin) {
        panel = new Panel(margin);
        panel.add(content);
        backdrop.setOpaque(false);
        backdrop.add(panel);
        backdrop.addMouseListener(
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

    /// Opens it below a part of `control`, such as a cell, with the focus in `first`.
    public void show(JComponent control, Rectangle part, JComponent first) {
        this.part = part;
        show(control, first);
    }

    /// Opens it below `control`; the focus stays where it is, and leaving that place closes it. It
    /// takes no click and no turn of the wheel from what is around it; either closes it.
    public void showBeside(JComponent control) {
        beside = true;
        open(control);
        Toolkit.getDefaultToolkit()
                .addAWTEventListener(
                        pointer, AWTEvent.MOUSE_EVENT_MASK | AWTEvent.MOUSE_WHEEL_EVENT_MASK);
        KeyboardFocusManager.getCurrentKeyboardFocusManager()
                .addPropertyChangeListener("permanentFocusOwner", elsewhere);
    }

    /// Opens it in a place of its own with the focus in `first`; closing it gives the focus back to
    /// `control`.
    ///
    /// @param content from edge to edge
    /// @param bounds where, of a window of that size
    public static Popover showAt(
            JComponent content,
            JComponent control,
            JComponent first,
            Function<Dimension, Rectangle> bounds) {
        var popover = new Popover(content, 1);
        popover.bounds = bounds;
        popover.open(control);
        first.requestFocusInWindow();
        return popover;
    }

    /// Lets Enter press a button of it from each of its fields and check boxes. On another button
    /// Enter presses that one, in a list that is open it chooses.
    public void onEnter(JButton button) {
        confirm = button;
    }

    /// Whether it is open.
    public boolean isOpen() {
        return backdrop.getParent() != null;
    }

    private void fit() {
        var pane = backdrop.getParent();
        if (pane != null && bounds != null) {
            backdrop.setBounds(0, 0, pane.getWidth(), pane.getHeight());
            panel.setBounds(bounds.apply(pane.getSize()));
            backdrop.validate();
        }
    }

    public void close() {
        var focus = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        focus.removePropertyChangeListener("permanentFocusOwner", elsewhere);
        focus.removeKeyEventDispatcher(keys);
        Toolkit.getDefaultToolkit().removeAWTEventListener(pointer);
        var parent = backdrop.getParent();
        if (parent instanceof JComponent pane) {
            boolean hadFocus = holdsFocus();
            pane.remove(backdrop);
            pane.removeComponentListener(resized);
            pane.putClientProperty(KEY, null);
            pane.repaint();
            if (hadFocus && control != null) {
                control.requestFocusInWindow();
            }
        }
    }

    private boolean isElsewhere(MouseEvent event) {
        boolean acts =
                event.getID() == MouseEvent.MOUSE_PRESSED
                        || event.getID() == MouseEvent.MOUSE_WHEEL;
        var at = SwingUtilities.convertPoint(event.getComponent(), event.getPoint(), panel);
        return acts && panel.isShowing() && !panel.contains(at);
    }

    private boolean holdsFocus() {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getPermanentFocusOwner();
        return owner != null && SwingUtilities.isDescendingFrom(owner, panel);
    }

    /// Before the control that has the focus sees the key, but after a list that is open.
    private boolean key(KeyEvent event) {
        boolean mine =
                event.getID() == KeyEvent.KEY_PRESSED
                        && backdrop.isShowing()
                        && MenuSelectionManager.defaultManager().getSelectedPath().length == 0
                        && !(event.getComponent() instanceof JComboBox<?> box
                                && box.isPopupVisible())
                        && Objects.equals(
                                SwingUtilities.getRoot(event.getComponent()),
                                SwingUtilities.getRoot(backdrop));
        if (!mine) {
            return false;
        }
        if (event.getKeyCode() == KeyEvent.VK_ESCAPE) {
            event.consume();
            close();
            return true;
        }
        if (confirm == null || !enters(event)) {
            return false;
        }
        event.consume();
        confirm.doClick();
        return true;
    }

    private boolean enters(KeyEvent event) {
        return event.getKeyCode() == KeyEvent.VK_ENTER
                && event.getModifiersEx() == 0
                && SwingUtilities.isDescendingFrom(event.getComponent(), panel)
                && !(event.getComponent() instanceof JButton);
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
        var focus = KeyboardFocusManager.getCurrentKeyboardFocusManager();
        focus.removeKeyEventDispatcher(keys);
        focus.addKeyEventDispatcher(keys);
        pane.add(backdrop, JLayeredPane.POPUP_LAYER);
        backdrop.setBounds(0, 0, pane.getWidth(), pane.getHeight());
        if (bounds == null) {
            place(at, pane);
        } else {
            panel.setBounds(bounds.apply(pane.getSize()));
            pane.addComponentListener(resized);
        }
        backdrop.validate();
        pane.repaint();
    }

    /// Below the control, or above it where there is no room; where there is none at either place
    /// over the control, whole or scrolling.
    private void place(JComponent at, JLayeredPane pane) {
        int most = pane.getHeight() - 2 * EDGE;
        if (panel.getPreferredSize().height > most) {
            panel.add(ScrollColumn.of((JComponent) panel.getComponent(0)));
        }
        var size = panel.getPreferredSize();
        int height = Math.min(size.height, most);
        var of = part == null ? new Rectangle(at.getSize()) : part;
        var corner = SwingUtilities.convertPoint(at, of.x, of.y + of.height + GAP, pane);
        int above = corner.y - of.height - 2 * GAP - height;
        int bottom = pane.getHeight() - EDGE - height;
        int y = corner.y <= bottom ? corner.y : above >= EDGE ? above : Math.max(EDGE, bottom);
        int right = Math.max(EDGE, pane.getWidth() - EDGE - size.width);
        panel.setBounds(Math.clamp(corner.x, EDGE, right), y, size.width, height);
    }

    /// Around what is open, with its shadow where that has a place of its own.
    private final class Backdrop extends JPanel {
        Backdrop() {
            super(null);
        }

        @Override
        public boolean contains(int x, int y) {
            return beside ? panel.getBounds().contains(x, y) : super.contains(x, y);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            if (bounds == null) {
                return;
            }
            var g = ThemeColors.smooth(graphics);
            var at = panel.getBounds();
            g.setColor(new Color(0, 0, 0, SHADE));
            for (int out = SHADOW; out > 0; out -= 2) {
                g.fill(
                        new RoundRectangle2D.Double(
                                at.x - out,
                                at.y - out + 4.0,
                                at.width + 2.0 * out,
                                at.height + 2.0 * out,
                                20 + 2.0 * out,
                                20 + 2.0 * out));
            }
            g.dispose();
        }
    }

    private static final class Panel extends JPanel {
        Panel(int margin) {
            super(new BorderLayout());
            setOpaque(false);
            setBorder(BorderFactory.createEmptyBorder(margin, margin, margin, margin));
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
