package dev.atelier.app.viewer;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.Optional;
import java.util.function.Function;
import javax.accessibility.AccessibleRole;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.ToolTipManager;
import javax.swing.TransferHandler;
import org.jspecify.annotations.Nullable;

/// This session's pictures in a row, newest at the left. Left and Right walk through them, the
/// wheel moves the row, and a drag takes the file of the picture elsewhere.
public final class Filmstrip extends Painted {
    static final int HEIGHT = 104;
    private static final int WIDTH = 118;
    private static final int TALL = 80;
    private static final int GAP = 8;
    private static final int INSET = 16;
    private static final Color SHADE = new Color(14, 14, 14, 200);
    private static final int PLATE = 22;
    private static final int SIGN = 14;

    /// Pixels from where the button was pressed that make a drag.
    private static final int FAR = 6;

    private final transient SessionModel session;
    private final transient Thumbs thumbs;

    /// Null while the constructor above this one runs, which calls [#updateUI].
    private final transient @Nullable JPopupMenu menu;

    private transient Function<SavedPicture, Sign> signs = picture -> Sign.NONE;

    /// How far the row is moved to the left.
    private int shift;

    /// What is drawn on a picture.
    ///
    /// @param icon empty for nothing
    /// @param words say the same
    public record Sign(String icon, String words) {
        public static final Sign NONE = new Sign("", "");
    }

    public Filmstrip(String name, SessionModel session, Tasks tasks, JPopupMenu menu) {
        super(AccessibleRole.LIST);
        this.session = session;
        this.menu = menu;
        thumbs =
                new Thumbs(
                        tasks, image -> Thumbs.filling(image, 2 * WIDTH, 2 * TALL), this::repaint);
        setName("filmstrip");
        setPreferredSize(new Dimension(400, HEIGHT));
        setFocusable(true);
        getAccessibleContext().setAccessibleName(name);
        session.pictures().onChange(all -> move(shift));
        session.selected().onChange(now -> now.ifPresent(this::reveal));
        var mouse = new Mouse(menu);
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        addMouseWheelListener(
                event -> move(shift + (int) (event.getPreciseWheelRotation() * (WIDTH + GAP))));
        key(KeyEvent.VK_RIGHT, 1);
        key(KeyEvent.VK_LEFT, -1);
    }

    /// @param of says where a picture was made
    public void signs(Function<SavedPicture, Sign> of) {
        signs = of;
        ToolTipManager.sharedInstance().registerComponent(this);
    }

    @Override
    public @Nullable String getToolTipText(MouseEvent event) {
        return at(event.getX())
                .map(it -> signs.apply(it).words())
                .filter(it -> !it.isEmpty())
                .orElse(null);
    }

    private Optional<SavedPicture> at(int x) {
        int index = (x - INSET + shift) / (WIDTH + GAP);
        var all = session.pictures().get();
        return x >= INSET && index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
    }

    /// The menu is in no window while it does not show: no change of the theme finds it there.
    @Override
    public void updateUI() {
        super.updateUI();
        if (menu != null) {
            SwingUtilities.updateComponentTreeUI(menu);
        }
    }

    /// Moves the row, as far as there are pictures.
    private void move(int to) {
        int most = 2 * INSET - GAP + session.pictures().get().size() * (WIDTH + GAP) - getWidth();
        shift = Math.clamp(to, 0, Math.max(0, most));
        repaint();
    }

    private void reveal(SavedPicture picture) {
        int index = session.pictures().get().indexOf(picture);
        int left = index * (WIDTH + GAP);
        int right = left + WIDTH + 2 * INSET;
        if (index >= 0) {
            move(Math.clamp(shift, Math.min(right - getWidth(), left), left));
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("bg.window"));
        g.fillRect(0, 0, getWidth(), getHeight());
        var all = session.pictures().get();
        for (int i = shift / (WIDTH + GAP); i < all.size(); i++) {
            int x = INSET + i * (WIDTH + GAP) - shift;
            if (x > getWidth()) {
                break;
            }
            var picture = all.get(i);
            boolean chosen = session.selected().get().filter(p -> p.equals(picture)).isPresent();
            paintThumb(g, picture, x, chosen);
        }
        g.dispose();
    }

    private void paintThumb(Graphics2D g, SavedPicture picture, int x, boolean chosen) {
        int shrink = chosen ? 4 : 0;
        int y = (HEIGHT - TALL) / 2;
        var shape =
                new RoundRectangle2D.Double(
                        x + shrink, y + shrink, WIDTH - 2.0 * shrink, TALL - 2.0 * shrink, 12, 12);
        g.setColor(ThemeColors.color("bg.well"));
        g.fill(shape);
        thumbs.of(picture.file())
                .ifPresent(thumb -> {
                    var copy = (Graphics2D) g.create();
                    copy.clip(shape);
                    copy.drawImage(thumb, x, y, WIDTH, TALL, null);
                    copy.dispose();
                });
        var icon = signs.apply(picture).icon();
        if (!icon.isEmpty()) {
            plate(g, icon, x + WIDTH - PLATE - 6 - shrink, y + TALL - PLATE - 6 - shrink);
        }
        if (chosen) {
            g.setColor(ThemeColors.color("focus"));
            g.setStroke(new BasicStroke(2));
            g.draw(new RoundRectangle2D.Double(x + 1, y + 1, WIDTH - 2.0, TALL - 2.0, 16, 16));
        }
    }

    private void plate(Graphics2D g, String icon, int x, int y) {
        g.setColor(SHADE);
        g.fill(new RoundRectangle2D.Double(x, y, PLATE, PLATE, 10, 10));
        int inset = (PLATE - SIGN) / 2;
        Icons.onPicture(icon, SIGN).paintIcon(this, g, x + inset, y + inset);
    }

    private void key(int code, int by) {
        Keys.on(this, KeyStroke.getKeyStroke(code, 0), () -> session.move(by));
    }

    private final class Mouse extends MouseAdapter {
        private final JPopupMenu menu;

        /// Where a picture was taken hold of.
        private Optional<Point> grip = Optional.empty();

        Mouse(JPopupMenu menu) {
            this.menu = menu;
        }

        @Override
        public void mousePressed(MouseEvent event) {
            requestFocusInWindow();
            grip = Optional.empty();
            var picture = at(event.getX());
            if (picture.isPresent()) {
                session.select(picture.get());
                if (event.isPopupTrigger()) {
                    menu.show(Filmstrip.this, event.getX(), event.getY());
                } else if (SwingUtilities.isLeftMouseButton(event)) {
                    grip = Optional.of(event.getPoint());
                }
            }
        }

        @Override
        public void mouseDragged(MouseEvent event) {
            var handler = getTransferHandler();
            if (handler != null
                    && grip.filter(it -> it.distance(event.getPoint()) > FAR).isPresent()) {
                grip = Optional.empty();
                handler.exportAsDrag(Filmstrip.this, event, TransferHandler.COPY);
            }
        }

        @Override
        public void mouseReleased(MouseEvent event) {
            if (event.isPopupTrigger()) {
                menu.show(Filmstrip.this, event.getX(), event.getY());
            }
        }
    }
}
