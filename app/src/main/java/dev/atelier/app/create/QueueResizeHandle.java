package dev.atelier.app.create;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.accessibility.AccessibleRole;
import javax.swing.KeyStroke;

/// The upper edge of the queue: drawn up and down it gives the queue more or fewer rows, by mouse
/// or with the arrow keys; a double click gives it the usual height.
final class QueueResizeHandle extends Painted {
    static final int HEIGHT = 5;
    private static final int STEP = 40;

    private final transient Value<Integer> rows;
    private int pressedAt;
    private int before;

    /// @param rows the height of the queue in pixels, which it changes
    /// @param usual height
    QueueResizeHandle(Value<Integer> rows, int usual, String name) {
        super(AccessibleRole.SPLIT_PANE);
        this.rows = rows;
        setName("queue-height");
        getAccessibleContext().setAccessibleName(name);
        setToolTipText(name);
        setFocusable(true);
        setCursor(Cursor.getPredefinedCursor(Cursor.N_RESIZE_CURSOR));
        setPreferredSize(new Dimension(40, HEIGHT));
        var mouse =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        pressedAt = event.getYOnScreen();
                        before = rows.get();
                        if (event.getClickCount() == 2) {
                            rows.set(usual);
                        }
                    }

                    @Override
                    public void mouseDragged(MouseEvent event) {
                        rows.set(before + pressedAt - event.getYOnScreen());
                    }
                };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        Keys.on(this, KeyStroke.getKeyStroke(KeyEvent.VK_UP, 0), () -> by(STEP));
        Keys.on(this, KeyStroke.getKeyStroke(KeyEvent.VK_DOWN, 0), () -> by(-STEP));
    }

    private void by(int pixels) {
        rows.set(rows.get() + pixels);
    }

    @Override
    protected void paintComponent(Graphics g) {
        g.setColor(ThemeColors.color(isFocusOwner() ? "focus" : "line"));
        g.fillRect(0, 0, getWidth(), isFocusOwner() ? 2 : 1);
    }
}
