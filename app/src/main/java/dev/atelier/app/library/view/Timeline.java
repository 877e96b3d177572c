package dev.atelier.app.library.view;

import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntConsumer;
import javax.accessibility.AccessibleRole;

/// When the pictures of a list that is in the order of time were made: months beside the list, with
/// their years where these change, a line for each stretch of rows as long as its pictures lie far
/// apart, and where the list stands. A click goes there. Of few pictures it is short. Event thread.
final class Timeline extends Painted {
    static final int WIDTH = 48;
    private static final int TICKS = 32;
    private static final int LINE = 12;
    private static final int TICK = 7;
    private static final int LABEL = 40;

    private transient long[] made = {};
    private transient IntConsumer go = row -> {};
    private double from;

    Timeline() {
        super(AccessibleRole.SCROLL_BAR);
        setFocusable(false);
    }

    /// Listens, after it was made.
    Timeline start(String name, IntConsumer go) {
        this.go = go;
        setName("library-timeline");
        getAccessibleContext().setAccessibleName(name);
        setPreferredSize(new Dimension(WIDTH, 100));
        var mouse =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        jump(event.getY());
                    }

                    @Override
                    public void mouseDragged(MouseEvent event) {
                        jump(event.getY());
                    }
                };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        return this;
    }

    /// @param now when each row was made, in their order
    void show(long[] now) {
        made = now;
        repaint();
    }

    /// @param share of the list that is above what is seen, 0 to 1
    void at(double share) {
        from = share;
        repaint();
    }

    private void jump(int y) {
        if (made.length > 0) {
            double share = Math.clamp((double) y / (ticks() * TICK), 0, 1);
            go.accept((int) Math.min(made.length - 1.0, share * made.length));
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        if (made.length == 0) {
            return;
        }
        var g = ThemeColors.smooth(graphics);
        var format = DateTimeFormatter.ofPattern("LLL", Locale.getDefault(Locale.Category.DISPLAY));
        int ticks = ticks();
        var last = "";
        int year = Year.now(ZoneId.systemDefault()).getValue();
        int lastLabel = -LABEL;
        for (int i = 0; i < ticks; i++) {
            int y = i * TICK + 4;
            int row = row(i, ticks);
            var time = Instant.ofEpochMilli(made[row]).atZone(ZoneId.systemDefault());
            var month = format.format(time);
            if (!month.equals(last) && y - lastLabel >= LABEL / 2) {
                g.setFont(TextStyle.RAIL.font(month));
                g.setColor(ThemeColors.color(i == 0 ? "text" : "text.secondary"));
                g.drawString(month, 0, y + 5);
                lastLabel = y;
                if (time.getYear() != year) {
                    year = time.getYear();
                    g.drawString(String.valueOf(year), 0, y + 5 + LINE);
                    lastLabel += LINE;
                }
            }
            last = month;
            g.setColor(ThemeColors.color("text.tertiary", 0.32));
            g.fill(new RoundRectangle2D.Double(TICKS, y, 3 + 12 * density(i, ticks), 2, 2, 2));
        }
        g.setColor(ThemeColors.color("accent.graphic"));
        double y = 4 + from * ticks * TICK;
        g.fill(new RoundRectangle2D.Double(TICKS, y, 16, 3, 3, 3));
        g.dispose();
    }

    /// As many as there is room for, and none without a picture.
    private int ticks() {
        return Math.clamp(getHeight() / TICK, 1, Math.max(1, made.length));
    }

    private int row(int tick, int ticks) {
        return (int) Math.min(made.length - 1L, (long) tick * made.length / ticks);
    }

    /// How close in time the rows of a tick are, 0 to 1.
    private double density(int tick, int ticks) {
        long span = Math.abs(made[row(tick, ticks)] - made[row(tick + 1, ticks)]);
        long all = Math.abs(made[0] - made[made.length - 1]);
        double usual = (double) all / ticks;
        return usual == 0 ? 0.5 : 1 / (1 + span / usual);
    }
}
