package dev.atelier.app.library.view;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import javax.accessibility.AccessibleRole;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;
import javax.swing.ToolTipManager;
import org.jspecify.annotations.Nullable;

/// Pictures in lines, under titles where they are in groups; any number of them, for only those in
/// sight are requested, read and painted. Event thread.
public final class PictureGrid extends Painted implements Scrollable {
    /// The narrowest cell and the widest, in pixels at 100 %.
    public static final int LEAST = 96;

    public static final int MOST = 320;

    /// Between the cells and the bar that scrolls them.
    private static final int GUTTER = 8;

    private static final int FOOT = 16;

    private final transient GridRows rows;
    private final transient SelectionModel selection;
    private final transient CellImages images;
    private final transient CellPainter painter = new CellPainter(this);
    private final transient ListPainter lines = new ListPainter(this, painter);
    private transient Optional<ListColumns> columns = Optional.empty();
    private final transient Value<Integer> size;
    private transient Verbs verbs = new Verbs(row -> {}, row -> {}, (row, verb) -> {});
    private transient CellLayout layout;
    private transient Optional<Rectangle> frame = Optional.empty();
    private int laid = -1;
    private int hovered = -1;

    /// What a person does to cells.
    ///
    /// @param open Enter, Space and a double click
    /// @param star of all that are chosen
    /// @param verb a click at the upper right of a cell
    public record Verbs(IntConsumer open, IntConsumer star, OnVerb verb) {}

    /// Called by a click at the upper right of a cell.
    @FunctionalInterface
    public interface OnVerb {
        void at(int row, CellPainter.Verb verb);
    }

    /// @param size how wide a cell is about, in pixels at 100 %
    PictureGrid(GridRows rows, Tasks tasks, Value<Integer> size) {
        super(AccessibleRole.LIST);
        this.rows = rows;
        this.size = size;
        selection = new SelectionModel(rows);
        images = new CellImages(tasks, this::isInSight, this::repaintEntry);
        layout = new CellLayout(rows.groups(), rows.count(), 1, size.get());
        setOpaque(true);
    }

    /// Listens, after it was made.
    void start(String name) {
        setFocusable(true);
        getAccessibleContext().setAccessibleName(name);
        ToolTipManager.sharedInstance().registerComponent(this);
        selection.changes().onChange(count -> chosen());
        size.onChange(now -> resized());
        addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        // Scrolling to a row lays the page out, which may resize the grid: where
                        // nobody sees it, that would go on forever.
                        if (isShowing() && laid != getWidth()) {
                            resized();
                        }
                    }
                });
        var mouse = new GridMouse(this);
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        addMouseWheelListener(mouse);
        keys();
    }

    public void verbs(Verbs now) {
        verbs = now;
    }

    Verbs verbs() {
        return verbs;
    }

    public SelectionModel selection() {
        return selection;
    }

    GridRows rows() {
        return rows;
    }

    Value<Integer> cellSize() {
        return size;
    }

    /// The rows are others now.
    ///
    /// @param same whether they come from the same search
    public void reshow(boolean same) {
        laid = -1;
        selection.reshown(same);
        revalidate();
        repaint();
    }

    /// Rows that were being read are there, or an entry changed.
    public void refresh() {
        repaint();
    }

    /// Reads again what could not be read.
    public void retry() {
        images.retry();
        repaint();
    }

    /// In a pane that scrolls up and down.
    public JScrollPane scrolling() {
        var pane =
                new JScrollPane(
                        this,
                        ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                        ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        pane.setBorder(null);
        pane.getVerticalScrollBar().putClientProperty("FlatLaf.style", "track: $Atelier.bg.window");
        return pane;
    }

    /// Shows one row below another with these columns, or cells where there are none.
    void list(Optional<ListColumns> now) {
        columns = now;
        resized();
    }

    boolean isList() {
        return columns.isPresent();
    }

    CellLayout cells() {
        if (laid != getWidth()) {
            laid = getWidth();
            int room = Math.max(1, getWidth() - GUTTER);
            layout =
                    isList()
                            ? CellLayout.list(rows.groups(), rows.count(), room)
                            : new CellLayout(rows.groups(), rows.count(), room, size.get());
        }
        return layout;
    }

    /// Keeps in sight what the keyboard is at, or else what was on top.
    private void resized() {
        int top = layout.firstBelow(getVisibleRect().y);
        laid = -1;
        revalidate();
        repaint();
        int lead = selection.lead();
        boolean leadInSight = lead >= 0 && lead < rows.count() && isLeadInSight(lead);
        int keep = leadInSight ? lead : Math.min(top, rows.count() - 1);
        EventQueue.invokeLater(() -> {
            if (keep >= 0 && keep < rows.count()) {
                reveal(keep);
            }
        });
    }

    private boolean isLeadInSight(int lead) {
        return layout.place(lead).intersects(getVisibleRect());
    }

    private void chosen() {
        var lead = selection.lead();
        var words =
                lead >= 0 && lead < rows.count()
                        ? rows.cell(lead).map(it -> it.name() + ", " + it.caption()).orElse("")
                        : "";
        getAccessibleContext().setAccessibleDescription(words);
        repaint();
    }

    /// Scrolls to a row, with its title where it is in the first line below one.
    public void reveal(int row) {
        var layout = cells();
        var place = layout.place(row);
        int block = layout.block(row);
        boolean first = place.y == layout.top(block) + CellLayout.HEAD;
        int above = first ? CellLayout.HEAD : 0;
        scrollRectToVisible(
                new Rectangle(
                        place.x,
                        place.y - above,
                        place.width,
                        place.height + above + CellLayout.GAP));
    }

    /// Goes to a row, and chooses as the keys held say.
    void go(int to, boolean extend, boolean keep) {
        if (rows.count() == 0) {
            return;
        }
        int row = Math.clamp(to, 0, rows.count() - 1);
        if (extend) {
            selection.extend(row);
        } else if (keep) {
            selection.go(row);
        } else {
            selection.only(row);
        }
        reveal(row);
    }

    private int from() {
        return Math.max(0, selection.lead());
    }

    private int step(int down) {
        return selection.lead() < 0 ? 0 : cells().beside(from(), down);
    }

    private int page(int way) {
        int lines = Math.max(1, getVisibleRect().height / cells().pitch() - 1);
        int row = from();
        for (int i = 0; i < lines; i++) {
            row = cells().beside(row, way);
        }
        return row;
    }

    private int across(int by) {
        return selection.lead() < 0 ? 0 : from() + by;
    }

    private void keys() {
        move("RIGHT", () -> across(1));
        move("LEFT", () -> across(-1));
        move("DOWN", () -> step(1));
        move("UP", () -> step(-1));
        move("HOME", () -> 0);
        move("END", () -> rows.count() - 1);
        move("PAGE_DOWN", () -> page(1));
        move("PAGE_UP", () -> page(-1));
        key("ctrl A", selection::all);
        key("ctrl SPACE", () -> withLead(selection::toggle));
        key("ENTER", () -> withLead(row -> verbs.open.accept(row)));
        key("SPACE", () -> withLead(row -> verbs.open.accept(row)));
        key("S", () -> withLead(row -> verbs.star.accept(row)));
        key("PERIOD", () -> withLead(row -> verbs.star.accept(row)));
        key("ctrl PLUS", () -> zoom(1));
        key("ctrl EQUALS", () -> zoom(1));
        key("ctrl MINUS", () -> zoom(-1));
    }

    private void withLead(IntConsumer action) {
        int lead = selection.lead();
        if (lead >= 0 && lead < rows.count()) {
            action.accept(lead);
        }
    }

    /// Larger cells, or smaller.
    void zoom(int steps) {
        size.set(Math.clamp(size.get() + 16L * steps, LEAST, MOST));
    }

    private void move(String stroke, IntSupplier to) {
        key(stroke, () -> go(to.getAsInt(), false, false));
        key("shift " + stroke, () -> go(to.getAsInt(), true, false));
        key("ctrl " + stroke, () -> go(to.getAsInt(), false, true));
    }

    /// Does something at a key while it has the keyboard.
    public void key(String stroke, Runnable action) {
        Keys.on(this, KeyStroke.getKeyStroke(stroke), action);
    }

    void hover(int row) {
        if (hovered != row) {
            int before = hovered;
            hovered = row;
            repaintRow(before);
            repaintRow(row);
        }
    }

    void frame(Optional<Rectangle> now) {
        frame = now;
        repaint();
    }

    private void repaintRow(int row) {
        if (row >= 0 && row < rows.count()) {
            repaint(cells().place(row));
        }
    }

    private boolean isInSight(long id) {
        return rowInSight(id) >= 0;
    }

    private void repaintEntry(long id) {
        repaintRow(rowInSight(id));
    }

    private int rowInSight(long id) {
        var visible = getVisibleRect();
        for (int row = cells().firstBelow(visible.y); row < rows.count(); row++) {
            if (cells().place(row).y > visible.y + visible.height) {
                return -1;
            }
            if (rows.id(row) == id) {
                return row;
            }
        }
        return -1;
    }

    @Override
    public @Nullable String getToolTipText(MouseEvent event) {
        int row = cells().rowAt(event.getX(), event.getY());
        return row < 0 ? null : rows.cell(row).map(PictureGrid::tip).orElse(null);
    }

    private static String tip(GridCell cell) {
        return cell.pair().isEmpty() ? cell.name() : cell.name() + " · " + cell.pair();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        graphics.setColor(ThemeColors.color("bg.window"));
        var clip = graphics.getClipBounds();
        graphics.fillRect(clip.x, clip.y, clip.width, clip.height);
        var layout = cells();
        var groups = rows.groups();
        int bottom = clip.y + clip.height;
        for (int block = layout.blockAt(clip.y);
                !groups.isEmpty() && block < groups.size() && layout.top(block) < bottom;
                block++) {
            painter.head(graphics, groups.get(block), layout.top(block), getWidth());
        }
        double scale = ((Graphics2D) graphics).getTransform().getScaleX();
        for (int row = layout.firstBelow(clip.y); row < rows.count(); row++) {
            var place = layout.place(row);
            if (place.y >= bottom) {
                break;
            }
            if (place.intersects(clip)) {
                paintRow(graphics, row, place, scale);
            }
        }
        frame.ifPresent(box -> paintFrame(graphics, box));
    }

    private void paintRow(Graphics graphics, int row, Rectangle place, double scale) {
        long id = rows.id(row);
        var words = rows.cell(row);
        var box = isList() ? ListPainter.picture(place) : place;
        Optional<CellImages.Kept> kept = Optional.empty();
        if (words.isPresent()) {
            int width = (int) Math.round(box.width * scale);
            int height = (int) Math.round(box.height * scale);
            kept = images.of(id, new CellImages.Size(width, height, scale), rows.picture(row));
        }
        var look =
                new CellPainter.CellState(
                        selection.contains(id),
                        isFocusOwner(),
                        row == selection.lead(),
                        row == hovered);
        var cell = new CellPainter.Cell(words, kept, look);
        if (columns.isPresent()) {
            var fields = words.isPresent() ? rows.fields(row) : List.<String>of();
            lines.row(graphics, place, cell, columns.get(), fields);
        } else {
            painter.cell(graphics, place, cell);
        }
    }

    private static void paintFrame(Graphics graphics, Rectangle box) {
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color("accent.graphic", 0.18));
        g.fill(box);
        g.setColor(ThemeColors.color("accent.graphic"));
        g.drawRect(box.x, box.y, box.width, box.height);
        g.dispose();
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(100, cells().height() + FOOT);
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
        return Math.max(16, cells().pitch() / 2);
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
        return Math.max(cells().pitch(), visible.height - cells().pitch());
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        var place = getParent();
        return place != null && getPreferredSize().height < place.getHeight();
    }
}
