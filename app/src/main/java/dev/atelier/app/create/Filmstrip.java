package dev.atelier.app.create;

import dev.atelier.app.kit.Painted;
import dev.atelier.app.kit.Tokens;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Finished;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.accessibility.AccessibleRole;
import javax.swing.AbstractAction;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;

/// This session's pictures in a row, newest at the left. Left and Right walk through them.
final class Filmstrip extends Painted {
    static final int HEIGHT = 104;
    private static final int WIDTH = 118;
    private static final int TALL = 80;
    private static final int GAP = 8;
    private static final int INSET = 16;

    private final transient SessionModel session;
    private final transient Tasks tasks;
    private final transient Map<Path, BufferedImage> thumbs = new HashMap<>();

    Filmstrip(String name, SessionModel session, Tasks tasks, JPopupMenu menu) {
        super(AccessibleRole.LIST);
        this.session = session;
        this.tasks = tasks;
        setName("filmstrip");
        setPreferredSize(new Dimension(400, HEIGHT));
        setFocusable(true);
        getAccessibleContext().setAccessibleName(name);
        session.pictures().onChange(all -> repaint());
        session.selected().onChange(all -> repaint());
        addMouseListener(new Mouse(menu));
        key(KeyEvent.VK_RIGHT, 1);
        key(KeyEvent.VK_LEFT, -1);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = Tokens.smooth(graphics);
        g.setColor(Tokens.color("bg.window"));
        g.fillRect(0, 0, getWidth(), getHeight());
        int x = INSET;
        for (var picture : session.pictures().get()) {
            if (x > getWidth()) {
                break;
            }
            boolean chosen = session.selected().get().filter(p -> p.equals(picture)).isPresent();
            paintThumb(g, picture, x, chosen);
            x += WIDTH + GAP;
        }
        g.dispose();
    }

    private void paintThumb(Graphics2D g, Finished picture, int x, boolean chosen) {
        int shrink = chosen ? 4 : 0;
        int y = (HEIGHT - TALL) / 2;
        var shape =
                new RoundRectangle2D.Double(
                        x + shrink, y + shrink, WIDTH - 2.0 * shrink, TALL - 2.0 * shrink, 12, 12);
        var thumb = thumbs.get(picture.file());
        if (thumb == null) {
            g.setColor(Tokens.color("bg.well"));
            g.fill(shape);
            load(picture);
        } else {
            var copy = (Graphics2D) g.create();
            copy.clip(shape);
            copy.drawImage(thumb, x, y, WIDTH, TALL, null);
            copy.dispose();
        }
        if (chosen) {
            g.setColor(Tokens.color("focus"));
            g.setStroke(new java.awt.BasicStroke(2));
            g.draw(new RoundRectangle2D.Double(x + 1, y + 1, WIDTH - 2.0, TALL - 2.0, 16, 16));
        }
    }

    private void load(Finished picture) {
        tasks.run(
                "",
                task -> Images.thumb(Images.of(picture.picture()), 2 * WIDTH, 2 * TALL),
                Tasks.Outcome.of(
                        thumb -> {
                            thumbs.put(picture.file(), thumb);
                            repaint();
                        },
                        failure -> {}));
    }

    private void key(int code, int by) {
        getInputMap().put(KeyStroke.getKeyStroke(code, 0), "move" + by);
        getActionMap()
                .put(
                        "move" + by,
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                session.move(by);
                            }
                        });
    }

    private final class Mouse extends MouseAdapter {
        private final JPopupMenu menu;

        Mouse(JPopupMenu menu) {
            this.menu = menu;
        }

        @Override
        public void mousePressed(MouseEvent event) {
            requestFocusInWindow();
            int index = (event.getX() - INSET) / (WIDTH + GAP);
            var all = session.pictures().get();
            if (event.getX() >= INSET && index < all.size()) {
                session.select(all.get(index));
                if (event.isPopupTrigger()) {
                    menu.show(Filmstrip.this, event.getX(), event.getY());
                }
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
