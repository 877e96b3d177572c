package dev.atelier.app.create.source;

import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Painted;
import dev.atelier.app.kit.Tokens;
import dev.atelier.app.kit.Type;
import java.awt.BasicStroke;
import java.awt.Cursor;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.accessibility.AccessibleRole;

/// The source made small, or the dashed place where one can be dropped. A click is for what the
/// place is for.
final class SourceThumb extends Painted {
    private static final float[] DASHES = {6, 5};
    private static final int ROUND = 16;

    private final String hint;
    private transient Optional<BufferedImage> picture = Optional.empty();

    SourceThumb(String hint, Runnable click) {
        super(AccessibleRole.PUSH_BUTTON);
        this.hint = hint;
        setName("source");
        setToolTipText(hint);
        getAccessibleContext().setAccessibleName(hint);
        setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        click.run();
                    }
                });
    }

    void show(Optional<BufferedImage> next) {
        picture = next;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = Tokens.smooth(graphics);
        if (picture.isPresent()) {
            paintPicture(g, picture.get());
        } else {
            paintHint(g);
        }
        g.dispose();
    }

    private void paintPicture(Graphics2D g, BufferedImage image) {
        double scale =
                Math.min(
                        getWidth() / (double) image.getWidth(),
                        getHeight() / (double) image.getHeight());
        int width = (int) Math.max(1, image.getWidth() * scale);
        int height = (int) Math.max(1, image.getHeight() * scale);
        g.setColor(Tokens.color("bg.well"));
        g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), ROUND, ROUND));
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(
                image, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
    }

    private void paintHint(Graphics2D g) {
        g.setColor(Tokens.color("line.field"));
        g.setStroke(
                new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, ROUND, ROUND));
        g.setFont(Type.BODY.font());
        g.setColor(Tokens.color("text.secondary"));
        int width = g.getFontMetrics().stringWidth(hint);
        int y = getHeight() / 2;
        Icons.of("image", 18, "text.secondary").paintIcon(this, g, getWidth() / 2 - 9, y - 22);
        g.drawString(hint, (getWidth() - width) / 2, y + 16);
    }
}
