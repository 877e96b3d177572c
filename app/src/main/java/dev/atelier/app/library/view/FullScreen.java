package dev.atelier.app.library.view;

import dev.atelier.app.viewer.Canvas;
import java.awt.BorderLayout;
import java.awt.Container;
import java.util.Optional;
import javax.swing.JDialog;
import javax.swing.JRootPane;
import javax.swing.SwingUtilities;

/// Takes a canvas out of the window, over the whole screen, and back to its place. Event thread.
final class FullScreen {
    private final Canvas canvas;
    private Optional<JDialog> screen = Optional.empty();
    private Optional<Container> home = Optional.empty();

    FullScreen(Canvas canvas) {
        this.canvas = canvas;
    }

    boolean isOn() {
        return screen.isPresent();
    }

    void toggle() {
        if (isOn()) {
            leave();
        } else {
            enter();
        }
    }

    private void enter() {
        var window = SwingUtilities.getWindowAncestor(canvas);
        if (window == null) {
            return;
        }
        home = Optional.of(canvas.getParent());
        var dialog = new JDialog(window);
        dialog.setName("full-screen");
        dialog.setUndecorated(true);
        dialog.getRootPane().setWindowDecorationStyle(JRootPane.NONE); // the look has its own
        dialog.setLayout(new BorderLayout());
        dialog.add(canvas);
        dialog.setBounds(window.getGraphicsConfiguration().getBounds());
        screen = Optional.of(dialog);
        dialog.setVisible(true);
        canvas.fit();
        canvas.requestFocusInWindow();
        home.ifPresent(Container::repaint);
    }

    private void leave() {
        var dialog = screen.orElseThrow();
        screen = Optional.empty();
        home.ifPresent(place -> {
            place.add(canvas, "wmin 0,hmin 0");
            place.revalidate();
            place.repaint();
        });
        dialog.dispose();
        canvas.fit();
        canvas.requestFocusInWindow();
    }
}
