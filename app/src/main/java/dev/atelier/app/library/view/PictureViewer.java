package dev.atelier.app.library.view;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.viewer.Canvas;
import java.awt.event.KeyEvent;
import java.util.Locale;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JToggleButton;
import javax.swing.KeyStroke;

/// The picture that the keyboard is at in the grid, large: zoomed and moved as on every canvas, the
/// arrows go on within the search. Event thread.
final class PictureViewer {
    private final Messages messages = Messages.of(PictureViewer.class);
    private final LibraryModel model;
    private final PictureGrid grid;
    private final EntryFiles files;
    private final Tasks tasks;
    private final Verbs verbs;
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.canvas", "insets 8 16 16 16,wrap 1", "[grow,fill]", "[32!]8[grow,fill]");
    private final Canvas canvas = new Canvas();
    private final Label title = new Label("", TextStyle.STRONG, "text");
    private final Label facts = new Label("", TextStyle.BODY, "text.secondary");
    private final JLabel where = new JLabel();
    private final JButton twin;
    private final JButton star;
    private final JToggleButton info;
    private final InfoOverlay veil = new InfoOverlay();
    private final FullScreen full;
    private boolean open;
    private String shown = "";

    /// @param close goes back to the grid
    /// @param twin compares the shown one with its twin
    /// @param trash what is chosen
    record Verbs(Runnable close, Runnable star, Runnable twin, Runnable trash) {}

    PictureViewer(
            LibraryModel model, PictureGrid grid, EntryFiles files, Tasks tasks, Verbs verbs) {
        this.model = model;
        this.grid = grid;
        this.files = files;
        this.tasks = tasks;
        this.verbs = verbs;
        twin = icon("pair", "viewer-twin", verbs.twin);
        twin.setVisible(false);
        star = icon("star", "viewer-star", verbs.star);
        info = Buttons.toggle("info", messages.text("viewer.info"));
        full = new FullScreen(canvas);
    }

    JComponent build() {
        panel.setName("library-viewer");
        canvas.setName("library-canvas");
        title.setName("library-picture");
        facts.setName("library-picture-at");
        canvas.veil((g, box) -> veil.paint(g, canvas.getSize()));
        info.setName("library-info");
        info.addActionListener(event -> inform(info.isSelected()));
        panel.add(header(), "wmin 0");
        panel.add(canvas, "wmin 0,hmin 0");
        keys();
        grid.selection().changes().onChange(count -> show());
        model.loaded().onChange(count -> show());
        return panel;
    }

    Canvas canvas() {
        return canvas;
    }

    private JComponent header() {
        var header =
                ThemedPanel.clear(
                        "hidemode 3,gap 4",
                        "[][0::200][][grow,fill][][][][]12[][48!][][]12[][]",
                        "[32!]");
        var back = Buttons.icon("left", messages.text("viewer.back"), this::leave);
        back.setName("library-back");
        header.add(back, "h 26!");
        header.add(title, "wmin 0");
        where.setName("library-where");
        header.add(where, "gapleft 6");
        header.add(facts, "wmin 0,gapleft 6");
        header.add(twin, "h 26!");
        header.add(icon("up", "previous", () -> step(-1)), "h 26!");
        header.add(icon("down", "next", () -> step(1)), "h 26!");
        header.add(star, "h 26!");
        var zoom = new Label("", TextStyle.PILL, "text.secondary");
        zoom.setHorizontalAlignment(Label.CENTER);
        canvas.zoom().bind(z -> zoom.setText(Math.round(100 * z) + " %"));
        header.add(icon("zoomout", "zoom-out", canvas::zoomOut), "h 26!");
        header.add(zoom);
        header.add(icon("zoomin", "zoom-in", canvas::zoomIn), "h 26!");
        header.add(icon("fit", "fit", canvas::fit), "h 26!");
        header.add(info, "h 26!,w 28!");
        header.add(icon("external", "full", full::toggle), "h 26!");
        return header;
    }

    private JButton icon(String icon, String key, Runnable action) {
        var button = Buttons.icon(icon, messages.text("viewer." + key), action);
        button.setName("library-" + key);
        return button;
    }

    private void keys() {
        canvas.onKey(KeyEvent.VK_RIGHT, () -> step(1));
        canvas.onKey(KeyEvent.VK_PAGE_DOWN, () -> step(1));
        canvas.onKey(KeyEvent.VK_LEFT, () -> step(-1));
        canvas.onKey(KeyEvent.VK_PAGE_UP, () -> step(-1));
        canvas.onKey(KeyEvent.VK_HOME, () -> grid.go(0, false, false));
        canvas.onKey(
                KeyEvent.VK_END, () -> grid.go(model.result().get().count() - 1, false, false));
        canvas.onKey(KeyEvent.VK_ESCAPE, this::leave);
        canvas.onKey(KeyEvent.VK_ENTER, this::leave);
        canvas.onKey(KeyEvent.VK_S, verbs.star);
        canvas.onKey(KeyEvent.VK_PERIOD, verbs.star);
        canvas.onKey(KeyEvent.VK_DELETE, verbs.trash);
        canvas.onKey(KeyEvent.VK_F, full::toggle);
        canvas.onKey(KeyEvent.VK_F11, full::toggle);
        canvas.onKey(
                KeyEvent.VK_I,
                () -> {
                    info.setSelected(!info.isSelected());
                    inform(info.isSelected());
                });
        Keys.on(
                panel,
                JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT,
                KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0),
                () -> true,
                this::leave);
    }

    /// Leaves the whole screen first, then the picture.
    private void leave() {
        if (full.isOn()) {
            full.toggle();
        } else {
            verbs.close.run();
        }
    }

    private void step(int by) {
        grid.go(Math.max(0, grid.selection().lead()) + by, false, false);
    }

    private void inform(boolean on) {
        veil.show(on ? entry() : Optional.empty());
        canvas.repaint();
    }

    /// Shows the picture from now on.
    void open() {
        open = true;
        shown = "";
        canvas.fit();
        show();
        canvas.requestFocusInWindow();
    }

    void close() {
        open = false;
        if (full.isOn()) {
            full.toggle();
        }
    }

    private Optional<Entry> entry() {
        return model.entry(grid.selection().lead());
    }

    private void show() {
        if (!open) {
            return;
        }
        var entry = entry();
        if (entry.isEmpty()) {
            if (model.result().get().count() == 0) {
                verbs.close.run();
            }
            return; // its page is being read
        }
        var now = entry.get();
        title.setText(now.name());
        title.setToolTipText(now.best().ref().toString());
        showFacts(now);
        showPlace(now);
        showStar(now.star());
        if (info.isSelected()) {
            veil.show(entry);
        }
        var key = now.id() + " " + files.small(now).version();
        if (!key.equals(shown)) {
            shown = key;
            load(now, key);
        }
    }

    /// Where it is kept, and the way to its twin.
    private void showPlace(Entry entry) {
        var kept = GridCell.Where.of(entry);
        where.setIcon(Icons.of(kept.icon(), 16, "text.secondary"));
        where.setToolTipText(messages.text("where." + kept.key() + ".words"));
        twin.setVisible(entry.twin().isPresent());
        var pair = LibraryRows.pair(entry, Messages.of(LibraryRows.class));
        twin.setToolTipText(messages.text("viewer.viewer-twin", pair));
    }

    private void showFacts(Entry entry) {
        var at =
                messages.text(
                        "viewer.at",
                        String.format(Locale.ROOT, "%,d", grid.selection().lead() + 1),
                        String.format(Locale.ROOT, "%,d", model.result().get().count()));
        boolean reduced = EntryFiles.isReduced(entry);
        facts.setText(reduced ? messages.text("viewer.reduced", at) : at);
        facts.setToolTipText(reduced ? messages.text("viewer.reduced.tip") : null);
    }

    private void showStar(boolean on) {
        var words = messages.text(on ? "viewer.viewer-unstar" : "viewer.viewer-star");
        star.setIcon(Icons.of(on ? "starfill" : "star", 18, "text.secondary"));
        star.setToolTipText(words);
        star.getAccessibleContext().setAccessibleName(words);
    }

    private void load(Entry entry, String key) {
        tasks.run(
                "open-picture",
                task -> files.pixels(entry),
                Tasks.Outcome.of(
                        image -> {
                            if (key.equals(shown)) {
                                canvas.fit();
                                canvas.show(image, image.getWidth(), image.getHeight());
                            }
                        },
                        failure -> {
                            if (key.equals(shown)) {
                                canvas.clear(
                                        messages.text("viewer.unreadable"),
                                        FailureMessages.of(failure));
                            }
                        }));
    }
}
