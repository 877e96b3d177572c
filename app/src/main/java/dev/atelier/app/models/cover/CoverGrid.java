package dev.atelier.app.models.cover;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Painted;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.accessibility.AccessibleRole;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.Scrollable;
import javax.swing.ToolTipManager;
import org.jspecify.annotations.Nullable;

/// Covers in columns under titles; any number of them, for only those in sight are painted and
/// their pictures loaded. One is chosen, by a click or the arrow keys; Enter or a double click uses
/// it. Event thread.
public final class CoverGrid extends Painted implements Scrollable {
    private static final int PAGE = 3;

    /// Between the tiles and the bar that scrolls them.
    private static final int GUTTER = 8;

    private final transient TileLayout.Measures measures;
    private final transient TilePainter painter;
    private final String ground;
    private final transient Value<Optional<String>> selected = Value.of(Optional.empty());
    private transient List<Tile.Group> groups = List.of();
    private transient TileLayout layout = new TileLayout(Map.of(), List.of(), 0);
    private transient Consumer<String> use = id -> {};
    private int laid = -1;

    /// @param least how wide a tile is at least, in pixels at 100 %
    /// @param columns how many there are at least
    /// @param gap between tiles
    /// @param cover how high a cover is; 0 for two thirds of its width
    /// @param ground the colour it lies on
    public record Shape(int least, int columns, int gap, int cover, String ground) {}

    /// @param name what a screen reader says
    public CoverGrid(Tasks tasks, String name, Shape shape) {
        super(AccessibleRole.LIST);
        measures = new TileLayout.Measures(shape.least, shape.columns, shape.gap, shape.cover);
        painter = new TilePainter(tasks, this, shape.ground);
        ground = shape.ground;
        setFocusable(true);
        getAccessibleContext().setAccessibleName(name);
        ToolTipManager.sharedInstance().registerComponent(this);
        selected.onChange(id -> {
            say();
            repaint();
        });
        listen();
        keys();
    }

    /// Which tile is chosen, by its id.
    public Value<Optional<String>> selected() {
        return selected;
    }

    /// What Enter and a double click do.
    public void onUse(Consumer<String> action) {
        use = action;
    }

    /// Shows these from now on. What is chosen stays so while it is there; else nothing is.
    public void show(List<Tile.Group> now) {
        groups = List.copyOf(now);
        laid = -1;
        arrange();
        if (selected.get().filter(id -> layout.place(id).isEmpty()).isPresent()) {
            selected.set(Optional.empty());
        }
        say();
        revalidate();
        repaint();
    }

    /// All tiles in their order.
    public List<Tile> tiles() {
        return groups.stream().flatMap(group -> group.tiles().stream()).toList();
    }

    /// Chooses the tile that an arrow key leads to, and scrolls to it.
    public void step(int across, int down) {
        arrange();
        var from = selected.get().orElse("");
        layout.next(from, across, down).ifPresent(this::choose);
    }

    /// Chooses a tile and scrolls to it.
    public void choose(String id) {
        arrange();
        layout.place(id)
                .ifPresent(place -> {
                    selected.set(Optional.of(id));
                    reveal(place);
                });
    }

    /// Where a tile is.
    public Optional<Rectangle> place(String id) {
        arrange();
        return layout.place(id);
    }

    /// In a pane that scrolls up and down.
    public JScrollPane scrolling() {
        var pane =
                new JScrollPane(
                        this,
                        ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                        ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        pane.setOpaque(false);
        pane.getViewport().setOpaque(false);
        pane.getVerticalScrollBar().putClientProperty("FlatLaf.style", "track: $Atelier." + ground);
        return pane;
    }

    private void reveal(Rectangle place) {
        boolean first = layout.heads().stream().anyMatch(h -> h.y() + TileLayout.HEAD == place.y);
        int above = first ? TileLayout.HEAD : 0;
        scrollRectToVisible(
                new Rectangle(place.x, place.y - above, place.width, place.height + above + 8));
    }

    private void arrange() {
        if (laid != getWidth()) {
            laid = getWidth();
            layout = TileLayout.of(groups, Math.max(1, getWidth() - GUTTER), measures);
        }
    }

    private void say() {
        var words =
                tiles().stream()
                        .filter(tile -> selected.get().equals(Optional.of(tile.id())))
                        .map(tile -> tile.title() + ", " + tile.second())
                        .findFirst()
                        .orElse("");
        getAccessibleContext().setAccessibleDescription(words);
    }

    private Optional<String> at(Point point) {
        arrange();
        return layout.tiles().entrySet().stream()
                .filter(tile -> tile.getValue().contains(point))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void listen() {
        addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        requestFocusInWindow();
                        at(event.getPoint()).ifPresent(id -> selected.set(Optional.of(id)));
                    }

                    @Override
                    public void mouseClicked(MouseEvent event) {
                        if (event.getClickCount() == 2 && event.getButton() == MouseEvent.BUTTON1) {
                            at(event.getPoint()).ifPresent(use);
                        }
                    }
                });
        addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusGained(FocusEvent event) {
                        if (selected.get().isEmpty()) {
                            step(0, 1);
                        }
                    }
                });
        addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        revalidate(); // its height follows its width
                    }
                });
    }

    private void keys() {
        key("RIGHT", () -> step(1, 0));
        key("LEFT", () -> step(-1, 0));
        key("DOWN", () -> step(0, 1));
        key("UP", () -> step(0, -1));
        key("HOME", () -> step(-tiles().size(), 0));
        key("END", this::end);
        key("PAGE_DOWN", () -> pages(1));
        key("PAGE_UP", () -> pages(-1));
        key("ENTER", () -> selected.get().ifPresent(use));
    }

    /// Goes to the last that can be used; from there to the last of all.
    private void end() {
        var usable =
                tiles().stream()
                        .filter(tile -> tile.look().state() != Tile.State.UNSUITABLE)
                        .map(Tile::id)
                        .toList();
        if (usable.isEmpty() || selected.get().equals(Optional.of(usable.getLast()))) {
            step(tiles().size(), 0);
        } else {
            choose(usable.getLast());
        }
    }

    private void pages(int way) {
        for (int i = 0; i < PAGE; i++) {
            step(0, way);
        }
    }

    /// Does something at a key while it has the keyboard.
    public void key(String stroke, Runnable action) {
        Keys.on(this, KeyStroke.getKeyStroke(stroke), action);
    }

    @Override
    public @Nullable String getToolTipText(MouseEvent event) {
        return at(event.getPoint())
                .flatMap(id -> tiles().stream().filter(tile -> tile.id().equals(id)).findFirst())
                .map(Tile::title)
                .orElse(null);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        arrange();
        var clip = graphics.getClipBounds();
        layout.heads().stream()
                .filter(head -> head.y() + TileLayout.HEAD > clip.y)
                .filter(head -> head.y() < clip.y + clip.height)
                .forEach(head -> painter.head(graphics, head, getWidth()));
        for (var group : groups) {
            for (var tile : group.tiles()) {
                var place = layout.tiles().get(tile.id());
                if (place != null && place.intersects(clip)) {
                    painter.tile(
                            graphics,
                            tile,
                            place,
                            selected.get().equals(Optional.of(tile.id())),
                            isFocusOwner());
                }
            }
        }
    }

    @Override
    public Dimension getPreferredSize() {
        arrange();
        return new Dimension(100, layout.height());
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
        return TileLayout.WORDS;
    }

    @Override
    public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
        return Math.max(TileLayout.WORDS, visible.height - TileLayout.WORDS);
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return true;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        return false;
    }
}
