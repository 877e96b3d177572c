package dev.atelier.app.compare;

import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.accessibility.AccessibleRole;

/// The difference map as wide as the column of numbers. Event thread.
final class SmallMap extends Painted {
    private static final int LEAST_WIDTH = 100;
    private static final int MOST_HEIGHT = 220;
    private static final int ROUND = 12;

    private transient Optional<BufferedImage> map = Optional.empty();

    /// @param open is called by a click
    SmallMap(String name, Runnable open) {
        super(AccessibleRole.ICON);
        setName("compare-small-map");
        setFocusable(false); // the button above it does the same
        getAccessibleContext().setAccessibleName(name);
        addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        open.run();
                    }
                });
    }

    /// Keeps its size while there is no map.
    void show(Optional<BufferedImage> now) {
        boolean other = now.isPresent() && !sameSize(now.get());
        if (now.isPresent()) {
            map = now;
        }
        if (other) {
            revalidate();
        }
        repaint();
    }

    private boolean sameSize(BufferedImage next) {
        return map.filter(it ->
                        it.getWidth() == next.getWidth() && it.getHeight() == next.getHeight())
                .isPresent();
    }

    @Override
    public Dimension getPreferredSize() {
        int width = width();
        int height =
                map.map(it -> (int) Math.round(it.getHeight() * scale(it, width, MOST_HEIGHT)))
                        .orElse(LEAST_WIDTH);
        return new Dimension(width, height);
    }

    private int width() {
        return Math.max(LEAST_WIDTH, getParent() == null ? 0 : getParent().getWidth());
    }

    private static double scale(BufferedImage picture, int width, int height) {
        return Math.min((double) width / picture.getWidth(), (double) height / picture.getHeight());
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        map.ifPresent(it -> {
            double scale = scale(it, getWidth(), getHeight());
            int width = (int) Math.round(it.getWidth() * scale);
            int height = (int) Math.round(it.getHeight() * scale);
            g.clip(new RoundRectangle2D.Double(0, 0, width, height, ROUND, ROUND));
            g.drawImage(it, 0, 0, width, height, null);
        });
        g.dispose();
    }
}
