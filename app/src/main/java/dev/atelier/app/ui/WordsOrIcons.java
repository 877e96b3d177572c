package dev.atelier.app.ui;

import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.AbstractButton;
import javax.swing.JComponent;

/// Buttons with icon and words in one row, whose words become tool tips where the row would be
/// wider than what is around it.
public final class WordsOrIcons {
    private final JComponent row;
    private final JComponent around;
    private final Map<AbstractButton, String> words = new LinkedHashMap<>();

    private WordsOrIcons(JComponent row, JComponent around) {
        this.row = row;
        this.around = around;
        for (var part : row.getComponents()) {
            if (part instanceof AbstractButton button
                    && button.getIcon() != null
                    && button.getText() != null
                    && !button.getText().isEmpty()) {
                words.put(button, button.getText());
            }
        }
    }

    /// @param around whose width is what the row may take
    public static void of(JComponent row, JComponent around) {
        var it = new WordsOrIcons(row, around);
        around.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        it.fit();
                    }
                });
    }

    private void fit() {
        words.forEach(AbstractButton::setText);
        boolean narrow = row.getPreferredSize().width > around.getWidth();
        words.forEach((button, text) -> {
            if (narrow) {
                button.setText("");
            }
            if (button.getAction() == null) {
                button.setToolTipText(narrow ? text : null);
            }
            button.getAccessibleContext().setAccessibleName(text);
        });
        row.revalidate();
    }
}
