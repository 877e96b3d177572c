package dev.atelier.app.ui;

import com.formdev.flatlaf.ui.FlatToolTipUI;
import java.beans.PropertyChangeEvent;
import javax.swing.JComponent;
import javax.swing.JToolTip;
import javax.swing.plaf.ComponentUI;

/// A tool tip whose long sentences are broken into lines; Swing's own may be wider than the screen.
public final class WrappedToolTipUi extends FlatToolTipUI {
    private static final int WIDTH = 420;
    private static final int MOST_LINES = 24;

    /// Swing calls it by name.
    public static ComponentUI createUI(JComponent component) {
        return new WrappedToolTipUi();
    }

    @Override
    public void propertyChange(PropertyChangeEvent event) {
        super.propertyChange(event);
        if (event.getPropertyName().equals("tiptext")
                && event.getSource() instanceof JToolTip tip
                && event.getNewValue() instanceof String text
                && text.indexOf('\n') < 0
                && !text.startsWith("<html>")) {
            var metrics = tip.getFontMetrics(tip.getFont());
            if (metrics.stringWidth(text) > WIDTH) {
                var lines = WrappedWords.of(text, metrics, WIDTH, MOST_LINES);
                tip.setTipText(String.join("\n", lines));
            }
        }
    }
}
