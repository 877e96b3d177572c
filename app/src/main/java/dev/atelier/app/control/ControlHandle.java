package dev.atelier.app.control;

import dev.atelier.app.ui.Icons;
import java.awt.Cursor;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;
import javax.swing.JLabel;

/// What a card is dragged by to another place among the cards.
final class ControlHandle extends JLabel {
    /// @param over the place that the pointer is at
    /// @param drop receives the place where it is let go
    ControlHandle(String words, ToIntFunction<MouseEvent> over, IntConsumer drop) {
        super(Icons.of("drag", 16, "text.tertiary"));
        setToolTipText(words);
        setCursor(Cursor.getPredefinedCursor(Cursor.N_RESIZE_CURSOR));
        addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseReleased(MouseEvent event) {
                        drop.accept(over.applyAsInt(event));
                    }
                });
    }
}
