package dev.atelier.app.viewer;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.WrappedWords;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Cursor;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.RenderingHints;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/// Shows one picture: fitted, or at a zoom the user chose. The wheel zooms to the pointer; dragging
/// pans; 0 fits, 1 shows device pixels, + and − step. Pictures are drawn in device pixels, so that
/// they are sharp at every scale of the desktop.
public final class Canvas extends Painted {
    /// Between the words of an empty canvas and its edges.
    private static final int WORDS_MARGIN = 16;

    private static final int MOST_LINES = 4;

    private static final double STEP = 1.25;
    private static final double LEAST = 0.02;
    private static final double MOST = 32;

    private final transient Value<Double> shownZoom = Value.of(1.0);

    /// Whether the picture is an empty frame with words on it.
    private boolean worded;

    private String emptyTitle = "";
    private String emptyHint = "";
    private transient @Nullable BufferedImage image;
    private final transient ScaledPicture smooth = new ScaledPicture();
    private transient Optional<Second> second = Optional.empty();
    private final transient ScaledPicture smoothSecond = new ScaledPicture();
    private transient @Nullable Canvas partner;
    private transient @Nullable Point grip;
    private final transient List<CanvasTool> tools = new ArrayList<>();
    private transient Optional<CanvasTool> working = Optional.empty();
    private transient CanvasOverlay veil = (g, box) -> {};
    private boolean spaceHeld;
    private boolean glows;
    private int fullWidth;
    private int fullHeight;
    private boolean fitted = true;
    private double zoom = 1;
    private double centreX = 0.5;
    private double centreY = 0.5;

    /// A picture over the first, which fills the same frame.
    ///
    /// @param from share of the frame's width from which on it is seen, 0 to 1
    /// @param opacity 0 to 1
    public record Second(BufferedImage picture, double from, double opacity) {}

    public Canvas() {
        super(AccessibleRole.CANVAS);
        setFocusable(true);
        setName("canvas");
        setCursor(Cursor.getPredefinedCursor(Cursor.DEFAULT_CURSOR));
        var mouse = new Mouse();
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        addMouseWheelListener(mouse);
        key(KeyEvent.VK_0, this::fit);
        key(KeyEvent.VK_1, this::full);
        key(KeyEvent.VK_PLUS, () -> zoomBy(STEP));
        key(KeyEvent.VK_EQUALS, () -> zoomBy(STEP));
        key(KeyEvent.VK_MINUS, () -> zoomBy(1 / STEP));
    }

    /// Lets work go on over the picture. Of several tools at most one is active at a time.
    public void work(CanvasTool on) {
        tools.add(on);
        for (int code : on.keys().keySet()) {
            key(code, () -> tool().map(it -> it.keys().get(code)).ifPresent(Runnable::run));
        }
        key(KeyEvent.VK_SPACE, () -> spaceHeld = true);
        released(KeyEvent.VK_SPACE, () -> spaceHeld = false);
    }

    private Optional<CanvasTool> tool() {
        return tools.stream().filter(CanvasTool::active).findFirst();
    }

    /// Shows something over every picture, below the tool at work.
    public void veil(CanvasOverlay over) {
        veil = over;
    }

    /// Shows a second picture over the first, or none any more.
    public void second(Optional<Second> over) {
        second = over;
        repaint();
    }

    /// Zooms and pans this canvas and another together.
    public void pair(Canvas other) {
        partner = other;
        other.partner = this;
    }

    /// What a key does while the canvas has the focus.
    ///
    /// @param code of the key, without modifiers
    public void onKey(int code, Runnable action) {
        key(code, action);
    }

    /// Shows a picture, or a small preview of one of the given size. The zoom stays.
    public void show(BufferedImage picture, int width, int height) {
        image = picture;
        worded = false;
        fullWidth = width;
        fullHeight = height;
        repaint();
    }

    /// Shows that what is dragged can be dropped here.
    public void glow(boolean on) {
        glows = on;
        repaint();
    }

    /// Shows the place of a picture that is not there yet.
    ///
    /// @param title what is known of it, such as where it is made; may be empty
    /// @param hint what happens there, may be empty
    public void frame(int width, int height, String title, String hint) {
        var well = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        well.setRGB(0, 0, ThemeColors.color("bg.well").getRGB());
        show(well, width, height);
        worded = true;
        say(title, hint);
    }

    private void say(String title, String hint) {
        emptyTitle = title;
        emptyHint = hint;
        getAccessibleContext().setAccessibleName(title);
        getAccessibleContext().setAccessibleDescription(hint);
    }

    /// Shows that there is nothing.
    ///
    /// @param title what is missing
    /// @param hint why, or what to do
    public void clear(String title, String hint) {
        image = null;
        say(title, hint);
        repaint();
    }

    public void fit() {
        fitted = true;
        centreX = 0.5;
        centreY = 0.5;
        moved();
    }

    /// Shows the part that was chosen, here and on the partner.
    private void moved() {
        repaint();
        var other = partner;
        if (other != null) {
            other.fitted = fitted;
            other.zoom = zoom;
            other.centreX = centreX;
            other.centreY = centreY;
            other.repaint();
        }
    }

    /// One pixel of the picture on one of the screen.
    public void full() {
        zoomTo(1, getWidth() / 2.0, getHeight() / 2.0);
    }

    public void zoomIn() {
        zoomBy(STEP);
    }

    public void zoomOut() {
        zoomBy(1 / STEP);
    }

    /// Device pixels for a pixel of the picture.
    public Observed<Double> zoom() {
        return shownZoom;
    }

    private void zoomBy(double factor) {
        zoomTo(current() * factor, getWidth() / 2.0, getHeight() / 2.0);
    }

    private void zoomTo(double wanted, double x, double y) {
        var before = box();
        double u = (x - before.getX()) / before.getWidth();
        double v = (y - before.getY()) / before.getHeight();
        zoom = Math.clamp(wanted, LEAST, MOST);
        fitted = false;
        double width = fullWidth * zoom / deviceScale();
        double height = fullHeight * zoom / deviceScale();
        centreX = 0.5 + (getWidth() / 2.0 - x) / width + u - 0.5;
        centreY = 0.5 + (getHeight() / 2.0 - y) / height + v - 0.5;
        moved();
    }

    private double current() {
        if (!fitted) {
            return zoom;
        }
        double scale = deviceScale();
        return Math.min(
                getWidth() * scale / Math.max(1, fullWidth),
                getHeight() * scale / Math.max(1, fullHeight));
    }

    private double deviceScale() {
        var configuration = getGraphicsConfiguration();
        return configuration == null ? 1 : configuration.getDefaultTransform().getScaleX();
    }

    /// Where the picture lies, in the component's pixels.
    private Rectangle2D box() {
        double factor = current() / deviceScale();
        double width = Math.max(1, fullWidth * factor);
        double height = Math.max(1, fullHeight * factor);
        return new Rectangle2D.Double(
                getWidth() / 2.0 - centreX * width,
                getHeight() / 2.0 - centreY * height,
                width,
                height);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("bg.canvas"));
        g.fillRect(0, 0, getWidth(), getHeight());
        if (image == null) {
            paintEmpty(g);
        } else {
            paintPicture((Graphics2D) g.create(), image, smooth);
            second.ifPresent(over -> paintSecond((Graphics2D) g.create(), over));
            if (worded) {
                paintEmpty(g);
            }
            veil.paint(g, box());
            tool().ifPresent(work -> work.paint(g, box()));
            SwingUtilities.invokeLater(() -> shownZoom.set(current()));
        }
        if (glows) {
            g.setColor(ThemeColors.color("accent"));
            g.setStroke(new BasicStroke(2));
            g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 12, 12));
        }
        g.dispose();
    }

    private void paintSecond(Graphics2D g, Second over) {
        var box = box();
        double left = box.getX() + over.from * box.getWidth();
        g.clip(new Rectangle2D.Double(left, box.getY(), box.getMaxX() - left, box.getHeight()));
        g.setComposite(AlphaComposite.SrcOver.derive((float) over.opacity));
        paintPicture(g, over.picture, smoothSecond);
    }

    private void paintPicture(Graphics2D g, BufferedImage picture, ScaledPicture smooth) {
        var box = box();
        double scale = g.getTransform().getScaleX();
        int width = (int) Math.round(box.getWidth() * scale);
        int height = (int) Math.round(box.getHeight() * scale);
        g.translate(box.getX(), box.getY());
        g.scale(1 / scale, 1 / scale);
        // Fitted, a picture is looked at; zoomed by hand, its pixels are.
        boolean pixels = !fitted && picture.getWidth() == fullWidth && current() >= 3;
        if (pixels) {
            g.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            g.drawImage(picture, 0, 0, width, height, null);
        } else {
            double shown = getWidth() * scale * getHeight() * scale;
            smooth.paint(g, picture, width, height, Math.round(2 * shown));
        }
        g.dispose();
    }

    private void paintEmpty(Graphics2D g) {
        int y = getHeight() / 2;
        var title = lines(emptyTitle, TextStyle.HEADING);
        int rest = (title.size() - 1) * getFontMetrics(TextStyle.HEADING.font()).getHeight();
        centred(g, title, TextStyle.HEADING, y - 8 - rest);
        centred(g, lines(emptyHint, TextStyle.BODY), TextStyle.BODY, y + 16);
    }

    private List<String> lines(String words, TextStyle type) {
        int width = Math.max(1, getWidth() - 2 * WORDS_MARGIN);
        return WrappedWords.of(words, getFontMetrics(type.font()), width, MOST_LINES);
    }

    private void centred(Graphics2D g, List<String> lines, TextStyle type, int y) {
        g.setFont(type.font());
        g.setColor(ThemeColors.color("text.secondary"));
        var metrics = g.getFontMetrics();
        int baseline = y;
        for (var line : lines) {
            g.drawString(line, (getWidth() - metrics.stringWidth(line)) / 2, baseline);
            baseline += metrics.getHeight();
        }
    }

    private void key(int code, Runnable action) {
        key(KeyStroke.getKeyStroke(code, 0), action);
    }

    private void released(int code, Runnable action) {
        key(KeyStroke.getKeyStroke(code, 0, true), action);
    }

    private void key(KeyStroke stroke, Runnable action) {
        Keys.on(this, stroke, action);
    }

    /// Where an event is on the picture.
    private CanvasTool.Point spot(MouseEvent event) {
        var box = box();
        return new CanvasTool.Point(
                (event.getX() - box.getX()) / box.getWidth() * fullWidth,
                (event.getY() - box.getY()) / box.getHeight() * fullHeight);
    }

    private final class Mouse extends MouseAdapter {
        @Override
        public void mousePressed(MouseEvent event) {
            requestFocusInWindow();
            boolean pans = !SwingUtilities.isLeftMouseButton(event) || spaceHeld;
            working = pans ? Optional.empty() : tool();
            if (working.isPresent()) {
                working.get().press(spot(event), event.isShiftDown(), event.isAltDown());
                repaint();
            } else {
                grip = event.getPoint();
            }
        }

        @Override
        public void mouseReleased(MouseEvent event) {
            grip = null;
            if (working.isPresent()) {
                working.get().release(spot(event));
                working = Optional.empty();
                repaint();
            }
        }

        @Override
        public void mouseMoved(MouseEvent event) {
            tool().ifPresent(work -> {
                work.hover(spot(event));
                repaint();
            });
        }

        @Override
        public void mouseDragged(MouseEvent event) {
            if (working.isPresent()) {
                working.get().drag(spot(event));
                repaint();
                return;
            }
            var from = grip;
            if (from == null || image == null) {
                return;
            }
            var box = box();
            if (fitted) {
                zoom = current();
                fitted = false;
            }
            centreX -= (event.getX() - from.x) / box.getWidth();
            centreY -= (event.getY() - from.y) / box.getHeight();
            grip = event.getPoint();
            moved();
        }

        @Override
        public void mouseWheelMoved(MouseWheelEvent event) {
            if (image != null) {
                double factor = Math.pow(STEP, -event.getPreciseWheelRotation());
                zoomTo(current() * factor, event.getX(), event.getY());
            }
        }
    }
}
