package dev.atelier.app.compare;

import dev.atelier.app.compare.CompareModel.Mode;
import dev.atelier.app.viewer.CanvasTool;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.event.KeyEvent;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;

/// The line between two pictures, drawn by the pointer or moved by the arrow keys.
final class SliderTool implements CanvasTool {
    private static final double STEP = 0.01;
    private static final int KNOB = 16;

    private final CompareModel model;

    SliderTool(CompareModel model) {
        this.model = model;
    }

    @Override
    public boolean active() {
        return model.mode().get() == Mode.SLIDER
                && model.picture(CompareModel.Side.A).get().isPresent()
                && model.picture(CompareModel.Side.B).get().isPresent();
    }

    @Override
    public void paint(Graphics2D g, Rectangle2D box) {
        double x = box.getX() + model.split().get() * box.getWidth();
        double y = box.getY() + 0.8 * box.getHeight();
        g.setColor(new Color(0, 0, 0, 90));
        g.setStroke(new BasicStroke(4));
        g.draw(new Line2D.Double(x, box.getY(), x, box.getMaxY()));
        g.setColor(Color.WHITE);
        g.setStroke(new BasicStroke(2));
        g.draw(new Line2D.Double(x, box.getY(), x, box.getMaxY()));
        g.fill(new Ellipse2D.Double(x - KNOB, y - KNOB, 2 * KNOB, 2 * KNOB));
        g.setColor(new Color(0x1B1B1A));
        for (int side : new int[] {-1, 1}) {
            var arrow = new Path2D.Double();
            arrow.moveTo(x + side * 4.0, y - 5);
            arrow.lineTo(x + side * 9.0, y);
            arrow.lineTo(x + side * 4.0, y + 5);
            g.draw(arrow);
        }
    }

    @Override
    public void press(Point at, boolean straight, boolean other) {
        drag(at);
    }

    @Override
    public void drag(Point at) {
        model.picture(CompareModel.Side.A)
                .get()
                .ifPresent(it -> move(at.x() / it.image().getWidth()));
    }

    @Override
    public void release(Point at) {
        drag(at);
    }

    @Override
    public void hover(Point at) {
        // The line stays where it was put.
    }

    @Override
    public Map<Integer, Runnable> keys() {
        return Map.of(
                KeyEvent.VK_LEFT, () -> move(model.split().get() - STEP),
                KeyEvent.VK_RIGHT, () -> move(model.split().get() + STEP));
    }

    private void move(double to) {
        model.split().set(Math.clamp(to, 0.0, 1.0));
    }
}
