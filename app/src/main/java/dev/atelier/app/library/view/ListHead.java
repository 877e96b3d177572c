package dev.atelier.app.library.view;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.accessibility.AccessibleRole;
import javax.swing.KeyStroke;
import javax.swing.ToolTipManager;
import org.jspecify.annotations.Nullable;

/// The titles of a list's columns. A click at one orders the rows by it, another the other way
/// round; the arrow keys and Enter do the same. Event thread.
final class ListHead extends Painted {
    private static final int HIGH = 28;
    private static final int ICON = 14;
    private static final int PAD = 6;

    /// Between the list and the bar that scrolls it.
    private static final int GUTTER = 8;

    private final transient ListColumns columns;
    private final transient Sorting orders;
    private int at;
    private int hovered = -1;

    /// The order that a column shows.
    ///
    /// @param column its key
    /// @param down whether the largest comes first
    record Order(String column, boolean down) {}

    /// How the rows can be ordered.
    ///
    /// @param possible keys of the columns that can
    /// @param now the order there is; empty where it is that of no column
    /// @param by called by a click at one that can
    record Sorting(Set<String> possible, Supplier<Optional<Order>> now, Consumer<String> by) {}

    ListHead(ListColumns columns, Sorting orders) {
        super(AccessibleRole.PANEL);
        this.columns = columns;
        this.orders = orders;
    }

    /// Listens, after it was made.
    void start(String name) {
        getAccessibleContext().setAccessibleName(name);
        ToolTipManager.sharedInstance().registerComponent(this);
        if (orders.possible.isEmpty()) {
            return;
        }
        setFocusable(true);
        Keys.on(this, KeyStroke.getKeyStroke("RIGHT"), () -> go(1));
        Keys.on(this, KeyStroke.getKeyStroke("LEFT"), () -> go(-1));
        Keys.on(this, KeyStroke.getKeyStroke("ENTER"), this::order);
        Keys.on(this, KeyStroke.getKeyStroke("SPACE"), this::order);
        var mouse =
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        requestFocusInWindow();
                    }

                    @Override
                    public void mouseClicked(MouseEvent event) {
                        column(event)
                                .ifPresent(it -> {
                                    at = it.at();
                                    order();
                                });
                    }

                    @Override
                    public void mouseMoved(MouseEvent event) {
                        hover(column(event).map(ListColumns.Span::at).orElse(-1));
                    }

                    @Override
                    public void mouseExited(MouseEvent event) {
                        hover(-1);
                    }
                };
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
    }

    private Optional<ListColumns.Span> column(MouseEvent event) {
        return columns.at(event.getX(), room()).filter(it -> orders.possible.contains(key(it)));
    }

    private String key(ListColumns.Span span) {
        return columns.all().get(span.at()).key();
    }

    private int room() {
        return Math.max(1, getWidth() - GUTTER);
    }

    private void hover(int now) {
        if (hovered != now) {
            hovered = now;
            setCursor(
                    Cursor.getPredefinedCursor(
                            now < 0 ? Cursor.DEFAULT_CURSOR : Cursor.HAND_CURSOR));
            repaint();
        }
    }

    /// To the next column that is shown and can be ordered by.
    private void go(int way) {
        var all = shown();
        int here = all.indexOf(at);
        int next = here < 0 ? 0 : Math.clamp((long) here + way, 0, all.size() - 1);
        if (!all.isEmpty()) {
            at = all.get(next);
            getAccessibleContext().setAccessibleDescription(columns.all().get(at).title());
            repaint();
        }
    }

    private List<Integer> shown() {
        return columns.spans(room()).stream()
                .filter(it -> orders.possible.contains(key(it)))
                .map(ListColumns.Span::at)
                .toList();
    }

    private void order() {
        if (shown().contains(at)) {
            orders.by.accept(columns.all().get(at).key());
            repaint();
        }
    }

    @Override
    public @Nullable String getToolTipText(MouseEvent event) {
        return column(event).map(it -> columns.all().get(it.at()).title()).orElse(null);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("bg.window"));
        g.fillRect(0, 0, getWidth(), getHeight());
        for (var span : columns.spans(room())) {
            paint(g, span);
        }
        g.dispose();
    }

    private void paint(Graphics2D g, ListColumns.Span span) {
        var column = columns.all().get(span.at());
        var order = orders.now.get().filter(it -> it.column.equals(column.key()));
        var font = TextStyle.SMALL.font(column.title());
        g.setFont(font);
        var metrics = g.getFontMetrics();
        int icon = order.isPresent() ? ICON + 4 : 0;
        var words = CellPainter.cut(metrics, column.title(), span.width() - icon);
        var box =
                new Rectangle(
                        span.left() - PAD,
                        2,
                        metrics.stringWidth(words) + icon + 2 * PAD,
                        HIGH - 4);
        if (span.at() == hovered) {
            g.setColor(ThemeColors.color("bg.hover"));
            g.fill(new RoundRectangle2D.Double(box.x, box.y, box.width, box.height, 10, 10));
        }
        if (isFocusOwner() && span.at() == at) {
            g.setColor(ThemeColors.color("focus"));
            g.draw(
                    new RoundRectangle2D.Double(
                            box.x + 0.5, box.y + 0.5, box.width - 1.0, box.height - 1.0, 10, 10));
        }
        g.setColor(ThemeColors.color(order.isPresent() ? "text" : "text.secondary"));
        g.drawString(words, span.left(), (HIGH - metrics.getHeight()) / 2 + metrics.getAscent());
        order.ifPresent(it ->
                Icons.of(it.down ? "chevron-down" : "chevron-up", ICON, "text")
                        .paintIcon(
                                this,
                                g,
                                span.left() + metrics.stringWidth(words) + 4,
                                (HIGH - ICON) / 2));
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(100, HIGH);
    }
}
