package dev.atelier.app.shell;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JLayeredPane;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;

/// Short messages that need no answer. One at a time: the newest replaces the one before. They lie
/// over the right half of the status bar, where there is nothing to click, so that they never cover
/// a control. Event thread.
public final class Toasts {
    private static final int MILLIS = 6000;

    /// Long enough to read the words, find the verb and reach it.
    private static final int MILLIS_WITH_VERB = 12_000;

    private static final int MARGIN = 16;
    private static final int SPACE = 2;

    private final JLayeredPane pane;
    private @Nullable JComponent shown;
    private final Timer end = new Timer(MILLIS, event -> expire());

    /// What a person can do about a message.
    public record Verb(String name, Runnable action) {}

    public Toasts(JLayeredPane pane) {
        this.pane = pane;
        end.setRepeats(false);
        pane.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        place();
                    }
                });
    }

    /// @param icon of the icon family
    /// @param token its colour
    public void show(String icon, String token, String words, Optional<Verb> verb) {
        hide();
        var toast =
                ThemedPanel.block("bg.overlay", 6, "insets 0 8 0 2,gap 8", "[16!][grow,fill][][]");
        toast.setName("toast");
        toast.add(new JLabel(Icons.of(icon, 16, token)));
        var label = Label.body(words);
        label.setName("toast-words");
        toast.add(label, "wmin 0,h 24!");
        toast.setToolTipText(words);
        toast.getAccessibleContext().setAccessibleName(words);
        verb.ifPresent(it -> toast.add(verb(it), "h 22!"));
        var close = Messages.of(Toasts.class).text("toast.close");
        var button = Buttons.icon("close", close, this::hide);
        button.setName("toast-close");
        toast.add(button, "h 22!");
        shown = toast;
        pane.add(toast, JLayeredPane.POPUP_LAYER);
        place();
        end.setInitialDelay(verb.isPresent() ? MILLIS_WITH_VERB : MILLIS);
        end.restart();
    }

    private JComponent verb(Verb verb) {
        var button =
                Buttons.quiet(
                        verb.name(),
                        () -> {
                            hide();
                            verb.action().run();
                        });
        button.setName("toast-verb");
        return button;
    }

    /// Not while it is read or about to be clicked.
    private void expire() {
        if (shown != null && shown.getMousePosition(true) != null) {
            end.restart();
        } else {
            hide();
        }
    }

    /// Takes the message away.
    public void hide() {
        end.stop();
        if (shown != null) {
            pane.remove(shown);
            pane.repaint(shown.getBounds());
            shown = null;
        }
    }

    private void place() {
        if (shown == null) {
            return;
        }
        var size = shown.getPreferredSize();
        int width = Math.min(size.width, pane.getWidth() - 2 * MARGIN);
        int y = pane.getHeight() - size.height - SPACE;
        shown.setBounds(pane.getWidth() - width - MARGIN, y, width, size.height);
        shown.validate();
        pane.repaint(shown.getBounds());
    }
}
