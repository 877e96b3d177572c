package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.cover.CoverGrid;
import dev.atelier.app.models.cover.Tile;
import dev.atelier.app.models.cover.Tile.State;
import dev.atelier.app.models.cover.Tile.Style;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.swing.JComponent;

/// The models as covers, each kind under its own title. Enter uses the chosen one, F2 gives it a
/// label, Space shows its cover large.
final class ModelGrid {
    private static final int CODE = 6;

    private final Messages messages = Messages.of(ModelGrid.class);
    private final CoverGrid grid;
    private final JComponent pane;
    private final ModelListModel list;
    private final ModelCovers covers;
    private final Value<GridOrder> order;
    private boolean filling;

    ModelGrid(
            ModelListModel list,
            ModelCovers covers,
            Value<GridOrder> order,
            Tasks tasks,
            ModelVerbs verbs) {
        this.order = order;
        this.list = list;
        this.covers = covers;
        grid =
                new CoverGrid(
                        tasks,
                        messages.text("models.list"),
                        new CoverGrid.Shape(200, 2, 16, 0, "bg.window"));
        grid.setName("model-covers");
        pane = grid.scrolling();
        grid.onUse(id -> chosen(verbs.use()));
        grid.key("F2", () -> chosen(verbs.label()));
        grid.key("SPACE", () -> chosen(verbs.look()));
        grid.key("ctrl C", () -> chosen(row -> verbs.actions().copyPath(row.file())));
        grid.selected().onChange(id -> select(id.orElse("")));
        grid.setComponentPopupMenu(verbs.menu(list));
        list.shown().bind(rows -> fill());
        covers.changes().onChange(count -> fill());
        order.onChange(now -> fill());
        list.selected().onChange(row -> mark());
    }

    JComponent component() {
        return pane;
    }

    CoverGrid grid() {
        return grid;
    }

    private void chosen(Consumer<ModelRow> action) {
        list.selected().get().ifPresent(action);
    }

    private void select(String id) {
        if (!filling) {
            list.select(
                    list.shown().get().stream()
                            .filter(row -> row.file().toString().equals(id))
                            .findFirst());
        }
    }

    private void mark() {
        var row = list.selected().get().map(it -> it.file().toString());
        if (!grid.selected().get().equals(row)) {
            filling = true;
            row.ifPresentOrElse(grid::choose, () -> grid.selected().set(Optional.empty()));
            filling = false;
        }
    }

    private void fill() {
        filling = true;
        var groups = new ArrayList<Tile.Group>();
        for (var kind : Arrays.asList(ModelKind.values())) {
            var tiles = tiles(kind);
            if (!tiles.isEmpty()) {
                groups.add(
                        new Tile.Group(
                                messages.text("kinds." + kind.id()),
                                Integer.toString(tiles.size()),
                                tiles));
            }
        }
        grid.show(groups);
        filling = false;
        mark();
    }

    private List<Tile> tiles(ModelKind kind) {
        return list.shown().get().stream()
                .filter(row -> row.kind() == kind)
                .sorted(order.get().order(covers))
                .map(this::tile)
                .toList();
    }

    private Tile tile(ModelRow row) {
        var size = FileActions.size(row.sizeBytes());
        var second = row.sound() ? size + covers.lastUse(row) : ModelsView.brief(row);
        var hash = row.facts().hash();
        var look =
                new Style(
                        row.kind().icon(),
                        row.bundled() ? messages.text("models.starter") : row.briefFamily(),
                        "",
                        row.sound() ? hash.substring(0, Math.min(CODE, hash.length())) : "",
                        row.sound() ? State.USUAL : State.BROKEN);
        return new Tile(row.file().toString(), covers.label(row), second, covers.cover(row), look);
    }
}
