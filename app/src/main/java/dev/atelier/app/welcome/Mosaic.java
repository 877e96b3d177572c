package dev.atelier.app.welcome;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.assets.Assets;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import javax.accessibility.AccessibleRole;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pictures that the starter model made, side by side, as many as there is room for.
final class Mosaic extends Painted {
    /// A sheet of three pictures across. How it was made stands beside it.
    private static final String SHEET = "welcome/starter.jpg";

    private static final int ACROSS = 3;
    private static final Logger log = LoggerFactory.getLogger(Mosaic.class);

    private transient @Nullable BufferedImage sheet;

    Mosaic(Tasks tasks, String name) {
        super(AccessibleRole.ICON);
        getAccessibleContext().setAccessibleName(name);
        tasks.run(
                "open-picture",
                task -> {
                    try (var in = Assets.open(SHEET)) {
                        return ImageIO.read(in);
                    }
                },
                Tasks.Outcome.of(this::show, failure -> log.warn("no pictures", failure)));
    }

    private void show(BufferedImage image) {
        sheet = image;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("bg.canvas"));
        g.fillRect(0, 0, getWidth(), getHeight());
        var image = sheet;
        if (image != null) {
            tiles(g, image);
        }
        g.dispose();
    }

    private void tiles(Graphics2D g, BufferedImage image) {
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int edge = image.getWidth() / ACROSS;
        double shown = getWidth() / (double) ACROSS;
        for (int row = 0; row * edge < image.getHeight(); row++) {
            for (int column = 0; column < ACROSS; column++) {
                g.drawImage(
                        image,
                        (int) Math.round(column * shown),
                        (int) Math.round(row * shown),
                        (int) Math.round((column + 1) * shown),
                        (int) Math.round((row + 1) * shown),
                        column * edge,
                        row * edge,
                        (column + 1) * edge,
                        (row + 1) * edge,
                        null);
            }
        }
    }
}
