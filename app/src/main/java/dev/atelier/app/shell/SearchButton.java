package dev.atelier.app.shell;

import com.formdev.flatlaf.FlatClientProperties;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Insets;
import javax.swing.JButton;
import javax.swing.SwingConstants;

/// The way to the palette that can be seen, with the key that is faster.
final class SearchButton extends JButton {
    private static final Dimension SIZE = new Dimension(400, 28);

    /// Its icon: all else in the title bar is whole.
    private static final Dimension LEAST = new Dimension(40, 28);

    /// Below this width it does not show its key.
    private static final int KEY_FROM = 120;

    private static final int SIDE = 8;
    private static final int KEY_EDGE = 6;

    private final transient Commands commands;

    SearchButton(Commands commands) {
        super(commands.action(Command.PALETTE));
        this.commands = commands;
        // Another key is another tip.
        addPropertyChangeListener(TOOL_TIP_TEXT_KEY, event -> leaveRoom());
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
        setMinimumSize(LEAST);
        leaveRoom();
    }

    /// The words end before the key.
    private void leaveRoom() {
        var key = key();
        int room = key.isEmpty() ? SIDE : keyWidth(key) + 2 * KEY_EDGE;
        setMargin(new Insets(2, SIDE, 2, room));
        repaint();
    }

    private String key() {
        return commands.key(Command.PALETTE).map(Keys::text).orElse("");
    }

    private int keyWidth(String key) {
        return getFontMetrics(TextStyle.SMALL.font()).stringWidth(key) + 12;
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        var key = key();
        if (key.isEmpty() || getWidth() < KEY_FROM) {
            return;
        }
        var g = ThemeColors.smooth(graphics);
        g.setFont(TextStyle.SMALL.font());
        int width = keyWidth(key);
        int x = getWidth() - width - KEY_EDGE;
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
