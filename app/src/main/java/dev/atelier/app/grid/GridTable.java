package dev.atelier.app.grid;

import dev.atelier.app.grid.QueuedGrid.Place;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.recipe.grid.Axis;
import java.awt.BasicStroke;
import java.awt.Cursor;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.accessibility.AccessibleRole;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/// The grid on the screen, its cells filling as pictures are made. A click chooses one; so do the
/// arrow keys with Enter.
final class GridTable extends Painted {
    private static final int EDGE = 160;
    private static final int[] CORNER = {0, 0, 0};

    private final String hint;
    private final transient Function<Axis, String> names;
    private final transient Consumer<SavedPicture> choose;
    private final transient Thumbs thumbs;
    private transient Optional<QueuedGrid> queued = Optional.empty();
    private transient Optional<LabelledGrid> layout = Optional.empty();

    /// The cell that the keys are at.
    private int[] at = CORNER;

    /// @param hint what to do while there is no grid
    /// @param names what an axis is called
    GridTable(
            String hint, Function<Axis, String> names, Tasks tasks, Consumer<SavedPicture> choose) {
        super(AccessibleRole.TABLE);
        this.hint = hint;
        this.names = names;
        this.choose = choose;
        thumbs = new Thumbs(tasks, image -> Thumbs.within(image, 2 * EDGE), this::repaint);
        setName("grid-table");
        setFocusable(true);
        setToolTipText(""); // asks for getToolTipText
        getAccessibleContext().setAccessibleName(hint);
        var mouse = new Mouse();
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        key(KeyEvent.VK_LEFT, () -> step(-1, 0));
        key(KeyEvent.VK_RIGHT, () -> step(1, 0));
        key(KeyEvent.VK_UP, () -> step(0, -1));
        key(KeyEvent.VK_DOWN, () -> step(0, 1));
        key(KeyEvent.VK_ENTER, () -> choose(at));
        key(KeyEvent.VK_SPACE, () -> choose(at));
    }

    private void key(int code, Runnable action) {
        Keys.on(this, KeyStroke.getKeyStroke(code, 0), action);
    }

    void show(Optional<QueuedGrid> next) {
        if (!queued.map(QueuedGrid::grid).equals(next.map(QueuedGrid::grid))) {
            at = CORNER;
        }
        queued = next;
        layout = next.map(this::laidOut);
        revalidate();
        repaint();
    }

    /// The longer side is the same for every grid.
    private LabelledGrid laidOut(QueuedGrid now) {
        var size = now.grid().base().size();
        double scale = EDGE / (double) Math.max(size.width(), size.height());
        return new LabelledGrid(
                now.grid(),
                (int) Math.max(8, size.width() * scale),
                (int) Math.max(8, size.height() * scale),
                names);
    }

    /// Below the last row of a table the next table begins.
    private void step(int right, int down) {
        layout.ifPresent(it -> {
            var grid = it.grid();
            int row = Math.clamp(at[2] * grid.length(1) + at[1] + down, 0, rows(it) - 1);
            int column = Math.clamp(at[0] + right, 0, grid.length(0) - 1);
            at = new int[] {column, row % grid.length(1), row / grid.length(1)};
            scrollRectToVisible(box(it));
            repaint();
        });
    }

    private static int rows(LabelledGrid layout) {
        return layout.grid().length(1) * layout.grid().length(2);
    }

    private Rectangle box(LabelledGrid layout) {
        var box = layout.place(at[0], at[1], at[2]);
        box.grow(8, 32); // with its titles
        return box;
    }

    private void choose(int[] cell) {
        place(cell).flatMap(Place::picture).ifPresent(choose);
    }

    private Optional<Place> place(int[] cell) {
        return queued.flatMap(now -> now.at(cell[0], cell[1], cell[2]));
    }

    private Optional<int[]> cell(MouseEvent event) {
        return layout.flatMap(it -> it.at(event.getX(), event.getY()));
    }

    /// Where a cell lies on the screen, for tests.
    Rectangle place(int x, int y, int z) {
        return layout.orElseThrow().place(x, y, z);
    }

    /// What is special about a cell, or why it is empty.
    @Override
    public @Nullable String getToolTipText(MouseEvent event) {
        return cell(event).map(this::tooltip).orElse(null);
    }

    private String tooltip(int[] cell) {
        return place(cell)
                .filter(it -> it.picture().isEmpty())
                .flatMap(Place::job)
                .map(Job::reason)
                .filter(note -> !note.isEmpty())
                .orElseGet(() -> layout.orElseThrow().words(cell));
    }

    @Override
    public Dimension getPreferredSize() {
        return layout.map(it -> new Dimension(it.width(), it.height()))
                .orElse(new Dimension(400, 200));
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("bg.panel"));
        g.fillRect(0, 0, getWidth(), getHeight());
        if (layout.isPresent() && queued.isPresent()) {
            paint(g, layout.get(), queued.get());
        } else {
            g.setFont(TextStyle.BODY.font());
            g.setColor(ThemeColors.color("text.secondary"));
            int width = g.getFontMetrics().stringWidth(hint);
            g.drawString(hint, (getWidth() - width) / 2, getHeight() / 2);
        }
        g.dispose();
    }

    private void paint(Graphics2D g, LabelledGrid table, QueuedGrid now) {
        table.paint(
                g,
                (x, y, z) ->
                        now.at(x, y, z)
                                .flatMap(Place::picture)
                                .flatMap(picture -> thumbs.of(picture.file())));
        for (var place : now.places()) {
            var cell = place.cell();
            var box = table.place(cell.x(), cell.y(), cell.z());
            if (place.picture().isPresent()) {
                continue;
            }
            if (place.runs()) {
                ring(g, box, "accent");
            } else if (place.failed()) {
                icon(g, box, "warning", "error");
            } else if (!place.waits()) {
                icon(g, box, "close", "text.tertiary");
            }
        }
        if (isFocusOwner()) {
            ring(g, table.place(at[0], at[1], at[2]), "focus");
        }
    }

    private void icon(Graphics2D g, Rectangle box, String name, String token) {
        var icon = Icons.of(name, 18, token);
        icon.paintIcon(
                this,
                g,
                box.x + (box.width - icon.getIconWidth()) / 2,
                box.y + (box.height - icon.getIconHeight()) / 2);
    }

    private static void ring(Graphics2D g, Rectangle box, String token) {
        g.setColor(ThemeColors.color(token));
        g.setStroke(new BasicStroke(2));
        g.drawRoundRect(box.x - 2, box.y - 2, box.width + 3, box.height + 3, 10, 10);
    }

    private final class Mouse extends MouseAdapter {
        @Override
        public void mousePressed(MouseEvent event) {
            requestFocusInWindow();
            cell(event)
                    .ifPresent(hit -> {
                        at = Arrays.copyOf(hit, hit.length);
                        repaint();
                        choose(at);
                    });
        }

        @Override
        public void mouseMoved(MouseEvent event) {
            boolean made =
                    cell(event).flatMap(GridTable.this::place).flatMap(Place::picture).isPresent();
            setCursor(
                    Cursor.getPredefinedCursor(made ? Cursor.HAND_CURSOR : Cursor.DEFAULT_CURSOR));
        }
    }
}
