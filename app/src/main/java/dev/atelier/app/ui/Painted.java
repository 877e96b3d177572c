package dev.atelier.app.ui;

import java.awt.AWTEvent;
import java.awt.Cursor;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/// A component that paints itself, and describes itself to screen readers.
public abstract class Painted extends JComponent {
    private final transient AccessibleRole role;

    protected Painted(AccessibleRole role) {
        this.role = role;
    }

    @Override
    public void addNotify() {
        super.addNotify();
        enableEvents(AWTEvent.FOCUS_EVENT_MASK);
    }

    /// What has the keyboard looks otherwise.
    @Override
    protected void processFocusEvent(FocusEvent event) {
        super.processFocusEvent(event);
        repaint();
    }

    /// Lets it be pressed by mouse, Space and Enter.
    protected final void pressed(Runnable action) {
        setFocusable(true);
        setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        for (int key : new int[] {KeyEvent.VK_SPACE, KeyEvent.VK_ENTER}) {
            Keys.on(this, KeyStroke.getKeyStroke(key, 0), action);
        }
        addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        requestFocusInWindow();
                    }

                    @Override
                    public void mouseClicked(MouseEvent event) {
                        action.run();
                    }
                });
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null) {
            accessibleContext =
                    new AccessibleJComponent() {
                        @Override
                        public AccessibleRole getAccessibleRole() {
                            return role;
                        }
                    };
        }
        return accessibleContext;
    }
}
