package dev.atelier.app.deploy;

import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.Font;
import java.util.Map;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextArea;
import org.fife.ui.rsyntaxtextarea.Style;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;
import org.fife.ui.rsyntaxtextarea.SyntaxScheme;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/// The config as text, with folding, in the colours of the theme.
final class JsonEditor extends RSyntaxTextArea {
    private static final Map<Integer, String> COLOURS =
            Map.of(
                    TokenTypes.VARIABLE, "syntax.keyword",
                    TokenTypes.LITERAL_STRING_DOUBLE_QUOTE, "syntax.schedule",
                    TokenTypes.LITERAL_NUMBER_DECIMAL_INT, "syntax.weight",
                    TokenTypes.LITERAL_NUMBER_FLOAT, "syntax.weight",
                    TokenTypes.LITERAL_BOOLEAN, "syntax.lora",
                    TokenTypes.RESERVED_WORD, "syntax.lora",
                    TokenTypes.COMMENT_EOL, "text.tertiary",
                    TokenTypes.COMMENT_MULTILINE, "text.tertiary");

    private final boolean made;

    JsonEditor() {
        setSyntaxEditingStyle(SyntaxConstants.SYNTAX_STYLE_JSON_WITH_COMMENTS);
        setCodeFoldingEnabled(true);
        setAntiAliasingEnabled(true);
        setTabsEmulated(true);
        setTabSize(2);
        setMarkOccurrences(false);
        setShowMatchedBracketPopup(false); // it covers the line above
        setHighlightCurrentLine(false);
        setPopupMenu(null);
        made = true;
        dress();
    }

    @Override
    public void updateUI() {
        super.updateUI();
        if (made) {
            dress();
        }
    }

    /// The editor keeps colours, so they are given again after the theme has changed.
    private void dress() {
        var scheme = new SyntaxScheme(true);
        Font font = TextStyle.CODE.font();
        for (int i = 0; i < scheme.getStyleCount(); i++) {
            Color colour = ThemeColors.color(COLOURS.getOrDefault(i, "text"));
            scheme.setStyle(i, new Style(colour, null, font));
        }
        setFont(font);
        setSyntaxScheme(scheme);
        setBackground(ThemeColors.color("bg.raised"));
        setForeground(ThemeColors.color("text"));
        setCaretColor(ThemeColors.color("text"));
        setSelectionColor(ThemeColors.color("bg.selected"));
        setMatchedBracketBGColor(ThemeColors.color("bg.selected"));
        setMatchedBracketBorderColor(ThemeColors.color("bg.selected"));
    }
}
