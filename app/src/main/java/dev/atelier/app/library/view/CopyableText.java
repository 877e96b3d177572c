package dev.atelier.app.library.view;

import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.Font;
import java.awt.Insets;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.BorderFactory;
import javax.swing.JTextArea;
import javax.swing.UIManager;

/// Words that wrap and can be marked and copied, but not changed.
final class CopyableText extends JTextArea {
    private String token = "text";

    CopyableText(String words, String token) {
        super(words);
        this.token = token;
        setLineWrap(true);
        setWrapStyleWord(true);
        setEditable(false);
        setOpaque(false);
        setFocusable(false);
        addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        setFocusable(true); // from the first click on, not a stop of the Tab key
                        requestFocusInWindow();
                    }
                });
        addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        setFocusable(false);
                    }
                });
    }

    /// A new theme brings its own edge along.
    @Override
    public void updateUI() {
        super.updateUI();
        setBorder(BorderFactory.createEmptyBorder());
        setMargin(new Insets(0, 0, 0, 0));
    }

    @Override
    public Color getForeground() {
        // Swing asks before the constructor has run.
        boolean early = token == null || UIManager.getColor("Atelier.text") == null;
        return early ? super.getForeground() : ThemeColors.color(token);
    }

    @Override
    public Font getFont() {
        var words = getDocument() == null ? "" : getText();
        return words == null ? TextStyle.BODY.font() : TextStyle.BODY.font(words);
    }
}
