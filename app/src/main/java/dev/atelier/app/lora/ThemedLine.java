package dev.atelier.app.lora;

import dev.atelier.app.ui.ThemeColors;
import java.awt.Graphics;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// A row with a hairline above.
final class ThemedLine extends JPanel {
    ThemedLine(String layout, String columns, String rows) {
        super(new MigLayout("gap 0,novisualpadding,hidemode 3," + layout, columns, rows));
        setOpaque(false);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        graphics.setColor(ThemeColors.color("line"));
        graphics.fillRect(0, 0, getWidth(), 1);
    }
}
