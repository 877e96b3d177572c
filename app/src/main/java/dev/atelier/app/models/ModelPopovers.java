package dev.atelier.app.models;

import dev.atelier.app.models.cover.Cover;
import dev.atelier.app.models.cover.CoverGrid;
import dev.atelier.app.models.cover.Tile;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;

/// What opens over the covers of models: the field for a label, and a cover large.
final class ModelPopovers {
    private static final int WIDTH = 260;
    private static final int HEIGHT = 76;
    private static final int LARGE = 640;
    private static final int WORDS = 44;
    private static final int EDGE = 24;
    private static final int GRID = 460;

    private final Messages messages = Messages.of(ModelPopovers.class);
    private final ModelCovers covers;
    private final Tasks tasks;

    ModelPopovers(ModelCovers covers, Tasks tasks) {
        this.covers = covers;
        this.tasks = tasks;
    }

    /// Asks under which label a model is to be shown; Enter takes it, Escape does not.
    ///
    /// @param place of the model in `over`
    void label(ModelRow row, JComponent over, Rectangle place) {
        var field = new JTextField(covers.label(row));
        field.setName("model-label");
        field.getAccessibleContext().setAccessibleName(messages.text("label.title"));
        field.putClientProperty("JTextField.placeholderText", row.name());
        field.selectAll();
        var panel = ThemedPanel.clear("insets 10 12 12 12,wrap 1", "[grow,fill]", "[20!]4[28!]");
        panel.add(Label.small(messages.text("label.title")));
        panel.add(field, "wmin 0");
        var popover =
                Popover.showAt(
                        panel,
                        over,
                        field,
                        window -> {
                            var pane = SwingUtilities.getRootPane(over).getLayeredPane();
                            var at = SwingUtilities.convertRectangle(over, place, pane);
                            int low = Math.min(at.y + at.height - WORDS, window.height - HEIGHT);
                            return new Rectangle(at.x, Math.max(0, low), WIDTH, HEIGHT);
                        });
        field.addActionListener(event -> {
            popover.close();
            covers.label(row, field.getText());
        });
    }

    /// Asks which of the user's pictures shows a model; Enter or a double click takes one, Escape
    /// does not.
    void covers(ModelRow row, JComponent beside) {
        var shape = new CoverGrid.Shape(120, 3, 12, 90, "bg.overlay");
        var grid = new CoverGrid(tasks, messages.text("cover.choose"), shape);
        grid.setName("cover-choices");
        var panel =
                ThemedPanel.clear("insets 12 12 4 12,wrap 1", "[grow,fill]", "[24!]8[grow,fill]");
        panel.add(Label.strong(messages.text("cover.title", covers.label(row))), "wmin 0");
        panel.add(grid.scrolling(), "wmin 0,hmin 0");
        var popover =
                Popover.showAt(
                        panel,
                        beside,
                        grid,
                        window -> {
                            var pane = SwingUtilities.getRootPane(beside).getLayeredPane();
                            int right = SwingUtilities.convertPoint(beside, 0, 0, pane).x - 4;
                            int width = Math.min(GRID, window.width - 2 * EDGE);
                            int height = Math.min(GRID, window.height - 4 * EDGE);
                            int x = right >= width ? right - width : (window.width - width) / 2;
                            return new Rectangle(x, 2 * EDGE, width, height);
                        });
        grid.onUse(picture -> {
            popover.close();
            covers.choose(row, Path.of(picture));
        });
        var look = new Tile.Style("image", "", "", "", Tile.State.USUAL);
        grid.show(
                List.of(
                        new Tile.Group(
                                "",
                                "",
                                covers.uses(row).pictures().stream()
                                        .map(it -> tile(it, look))
                                        .toList())));
        grid.step(0, 1);
    }

    private static Tile tile(Path picture, Tile.Style look) {
        var name = String.valueOf(picture.getFileName());
        return new Tile(picture.toString(), name, "", Optional.of(picture), look);
    }

    /// Shows the cover of a model as large as there is room for; Space closes it again.
    void look(ModelRow row, JComponent grid) {
        var file = covers.cover(row);
        if (file.isEmpty()) {
            return;
        }
        var cover = new Cover(tasks, LARGE, row.kind().icon());
        cover.show(Optional.of(file.get()));
        cover.setFocusable(true);
        cover.setName("model-look");
        var panel = ThemedPanel.clear("insets 12,wrap 1", "[grow,fill]", "[grow,fill]8[20!]");
        panel.add(cover);
        panel.add(Label.strong(covers.label(row)), "wmin 0");
        var popover =
                Popover.showAt(
                        panel,
                        grid,
                        cover,
                        window -> {
                            int side =
                                    Math.min(
                                            LARGE,
                                            Math.min(window.width, window.height - WORDS)
                                                    - 2 * EDGE);
                            return new Rectangle(
                                    (window.width - side) / 2,
                                    (window.height - side - WORDS) / 2,
                                    side,
                                    side + WORDS);
                        });
        Keys.on(cover, KeyStroke.getKeyStroke("SPACE"), () -> popover.close());
    }
}
