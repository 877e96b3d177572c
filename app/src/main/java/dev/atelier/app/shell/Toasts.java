package dev.atelier.app.shell;

import dev.atelier.app.kit.Buttons;
import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Label;
import dev.atelier.app.kit.Layer;
import java.awt.Container;
import java.awt.Dimension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JLayeredPane;
import javax.swing.Timer;

/// Short messages at the lower right, for what needs no answer. At most three, six seconds each.
public final class Toasts {
    private static final int MILLIS = 6000;
    private static final int MOST = 3;
    private static final int MARGIN = 16;
    private static final int FOOT = 44;

    private final Deque<JComponent> shown = new ArrayDeque<>();
    private final JLayeredPane pane;

    /// What a person can do about a message.
    public record Verb(String name, Runnable act) {}

    public Toasts(JLayeredPane pane) {
        this.pane = pane;
    }

    /// @param icon of the icon family
    /// @param token its colour
    public void show(String icon, String token, String words, Optional<Verb> verb) {
        var toast = Layer.block("bg.overlay", 8, "insets 8 12 8 8,gap 8", "[18!][grow,fill][][]");
        toast.add(new JLabel(Icons.of(icon, 18, token)));
        toast.add(Label.body(words), "wmin 0,wmax 560");
        verb.ifPresent(it ->
                toast.add(
                        Buttons.quiet(
                                it.name(),
                                () -> {
                                    hide(toast);
                                    it.act().run();
                                })));
        toast.add(Buttons.icon("close", words, () -> hide(toast)), "h 26!");
        if (shown.size() == MOST) {
            hide(shown.getFirst());
        }
        shown.add(toast);
        pane.add(toast, JLayeredPane.POPUP_LAYER);
        place();
        var timer = new Timer(MILLIS, event -> hide(toast));
        timer.setRepeats(false);
        timer.start();
    }

    private void hide(JComponent toast) {
        if (shown.remove(toast)) {
            Container parent = toast.getParent();
            parent.remove(toast);
            parent.repaint(toast.getX(), toast.getY(), toast.getWidth(), toast.getHeight());
            place();
        }
    }

    private void place() {
        int y = pane.getHeight() - FOOT;
        for (var toasts = shown.descendingIterator(); toasts.hasNext(); ) {
            var toast = toasts.next();
            Dimension size = toast.getPreferredSize();
            y -= size.height;
            toast.setBounds(pane.getWidth() - size.width - MARGIN, y, size.width, size.height);
            toast.validate();
            y -= 8;
        }
        pane.repaint();
    }
}
