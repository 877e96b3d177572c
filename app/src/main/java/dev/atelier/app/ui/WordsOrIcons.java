package dev.atelier.app.ui;

import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.SwingConstants;

/// Buttons with icon and words in one row, whose words become tool tips where there is no room for
/// them.
public final class WordsOrIcons {
    private static final String SHORT = "atelier.short";

    private final JComponent row;
    private final JComponent around;
    private final Map<AbstractButton, String> words = new LinkedHashMap<>();
    private final int from;

    private WordsOrIcons(JComponent row, JComponent around, int from) {
        this.from = from;
        this.row = row;
        this.around = around;
        for (var part : row.getComponents()) {
            if (part instanceof AbstractButton button && standsForItsWords(button)) {
                words.put(button, button.getText());
            }
        }
    }

    /// An arrow after the words does not.
    private static boolean standsForItsWords(AbstractButton button) {
        return button.getIcon() != null
                && button.getHorizontalTextPosition() != SwingConstants.LEADING
                && button.getText() != null
                && !button.getText().isEmpty();
    }

    /// What stays beside the icon without words, where the icon alone would not tell buttons apart.
    public static void keep(AbstractButton button, String letter) {
        button.putClientProperty(SHORT, letter);
    }

    /// Those of a row that are shortened by hand, with [#shorten].
    static WordsOrIcons in(JComponent row) {
        return new WordsOrIcons(row, row, 0);
    }

    /// The words go where the row would be wider than what is around it.
    ///
    /// @param around whose width is what the row may take
    public static void of(JComponent row, JComponent around) {
        follow(new WordsOrIcons(row, around, 0), around);
    }

    /// The words go below a width, where other parts of the row give way before that.
    ///
    /// @param from the least width of the row, in pixels, with words
    public static void from(int from, JComponent row) {
        follow(new WordsOrIcons(row, row, from), row);
    }

    private static void follow(WordsOrIcons it, JComponent around) {
        around.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        it.fit();
                    }
                });
    }

    private void fit() {
        shorten(false);
        int wanted = from > 0 ? from : row.getPreferredSize().width;
        shorten(wanted > around.getWidth());
    }

    /// @param narrow whether the icons alone are shown, with the words as tool tips
    void shorten(boolean narrow) {
        words.forEach((button, text) -> {
            var left = button.getClientProperty(SHORT);
            button.setText(!narrow ? text : left == null ? "" : left.toString());
            var tip = button.getToolTipText();
            if (button.getAction() == null && (tip == null || tip.equals(text))) {
                button.setToolTipText(narrow ? text : null);
            }
            button.getAccessibleContext().setAccessibleName(text);
        });
        row.revalidate();
    }
}
