package dev.atelier.app.create;

import java.awt.event.MouseAdapter;
import javax.swing.JComponent;
import javax.swing.Timer;

/// Lies over buttons for a second after they took the place of others, if the pointer is there: a
/// click that was meant for what was there before does nothing.
final class ClickGuard extends JComponent {
    private static final int MILLIS = 1000;

    private final transient Timer end = new Timer(MILLIS, event -> setVisible(false));

    ClickGuard() {
        setName("clickGuard");
        end.setRepeats(false);
        addMouseListener(new MouseAdapter() {});
        setVisible(false);
    }

    void raise() {
        var place = getParent();
        if (place != null && place.isShowing() && place.getMousePosition(true) != null) {
            setVisible(true);
            end.restart();
        }
    }
}
