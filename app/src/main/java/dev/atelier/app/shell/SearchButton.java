package dev.atelier.app.shell;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import javax.swing.JButton;
import javax.swing.SwingConstants;

/// The way to the palette that can be seen, with the key that is faster.
final class SearchButton extends JButton {
    private static final Dimension SIZE = new Dimension(400, 28);

    private final transient Commands commands;

    SearchButton(Commands commands) {
        super(commands.action(Command.PALETTE));
        this.commands = commands;
        // Another key is another tip.
        addPropertyChangeListener(TOOL_TIP_TEXT_KEY, event -> repaint());
        setText(Messages.of(SearchButton.class).text("palette.hint"));
        setIcon(Icons.of("search", 16, "text.tertiary"));
        putClientProperty(
                FlatClientProperties.STYLE,
                "background: $Atelier.bg.panel; foreground: $Atelier.text.tertiary; borderColor:"
                        + " $Atelier.line");
        setHorizontalAlignment(SwingConstants.LEFT);
        setFocusable(false);
        setMaximumSize(SIZE);
        setPreferredSize(SIZE);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        var key = commands.key(Command.PALETTE).map(Keys::text).orElse("");
        if (key.isEmpty()) {
            return;
        }
        var g = ThemeColors.smooth(graphics);
        g.setFont(TextStyle.SMALL.font());
        int width = g.getFontMetrics().stringWidth(key) + 12;
        int x = getWidth() - width - 6;
        int height = 18;
        int y = (getHeight() - height) / 2;
        g.setColor(ThemeColors.color("bg.raised"));
        g.fillRoundRect(x, y, width, height, 8, 8);
        g.setColor(ThemeColors.color("line"));
        g.drawRoundRect(x, y, width - 1, height - 1, 8, 8);
        g.setColor(ThemeColors.color("text.tertiary"));
        var metrics = g.getFontMetrics();
        g.drawString(key, x + 6, y + (height + metrics.getAscent() - metrics.getDescent()) / 2);
        g.dispose();
    }
}
