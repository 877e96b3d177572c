package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ColumnItem;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The kinds of models that are here, with their counts, and the folders they come from.
final class KindColumn {
    private final Messages messages = Messages.of(KindColumn.class);
    private final ThemedPanel column =
            ThemedPanel.ground(
                    "bg.panel", "insets 8 8 16 8,wrap 1", "[grow,fill]", "[][][grow,fill][]");
    private final ThemedPanel kinds = ThemedPanel.clear("wrap 1,gap 2", "[grow,fill]", "");
    private final ThemedPanel families = ThemedPanel.clear("wrap 1,gap 2", "[grow,fill]", "");
    private final ThemedPanel folders = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final ModelsModel models;
    private final ModelListModel list;

    KindColumn(ModelsModel models, ModelListModel list) {
        this.models = models;
        this.list = list;
        column.add(kinds);
        column.add(families, "gaptop 12");
        column.add(ScrollColumn.of(folders), "hmin 0,gaptop 16,gapright -8");
        models.rows()
                .bind(now -> {
                    kinds();
                    families();
                });
        list.family().onChange(now -> families());
        models.folders().all().bind(now -> folders());
        models.gone().onChange(now -> folders());
    }

    JComponent component() {
        return column;
    }

    private void kinds() {
        kinds.removeAll();
        var group = new ButtonGroup();
        var present = new ArrayList<Optional<ModelKind>>();
        present.add(Optional.empty());
        for (var kind : ModelKind.values()) {
            if (list.count(Optional.of(kind)) > 0) {
                present.add(Optional.of(kind));
            }
        }
        if (!present.contains(list.kind().get())) {
            list.kind().set(Optional.empty());
        }
        for (var kind : present) {
            var item =
                    new ColumnItem(
                            kind.map(ModelKind::icon).orElse("grid"),
                            "kind-" + kind.map(ModelKind::id).orElse("all"),
                            title(kind),
                            list.count(kind));
            item.setSelected(kind.equals(list.kind().get()));
            item.addActionListener(event -> list.kind().set(kind));
            group.add(item);
            kinds.add(item, "h 32!");
        }
        kinds.revalidate();
        kinds.repaint();
    }

    /// Those that are here; a click on the chosen one lists all again.
    private void families() {
        families.removeAll();
        var counts =
                new TreeMap<FamilyVariant, Integer>(Comparator.comparing(FamilyVariant::brief));
        for (var row : models.rows().get()) {
            row.family().ifPresent(it -> counts.merge(it, 1, Integer::sum));
        }
        families.setVisible(!counts.isEmpty());
        families.add(
                new Label(messages.text("models.families"), TextStyle.STRONG, "text.tertiary"),
                "h 32!,gapleft 8");
        counts.forEach((family, count) -> {
            var words = family.brief();
            var item = new ColumnItem("chip", "family-" + words.replace(' ', '-'), words, count);
            var one = Optional.of(family);
            item.setSelected(one.equals(list.family().get()));
            item.addActionListener(
                    event -> list.family().set(item.isSelected() ? one : Optional.empty()));
            families.add(item, "h 32!");
        });
        families.revalidate();
        families.repaint();
    }

    private String title(Optional<ModelKind> kind) {
        return kind.map(it -> messages.text("kinds." + it.id()))
                .orElseGet(() -> messages.text("models.all"));
    }

    private void folders() {
        folders.removeAll();
        List<Path> all = models.folders().all().get();
        if (!all.isEmpty()) {
            folders.add(
                    new Label(messages.text("models.folders"), TextStyle.STRONG, "text.tertiary"),
                    "h 32!,gapleft 8");
        }
        all.forEach(folder -> folders.add(row(folder), "wmin 0"));
        folders.revalidate();
        folders.repaint();
    }

    private JComponent row(Path folder) {
        boolean gone = models.gone().get().contains(folder);
        var row = ThemedPanel.clear("insets 0 8 0 0", "[18!]10[grow,fill]4[26!]", "[32!]");
        row.add(
                new JLabel(
                        Icons.of(
                                gone ? "warning" : "folder",
                                18,
                                gone ? "warn" : "text.secondary")));
        var name = name(folder);
        var label = new Label(name, TextStyle.BODY, gone ? "warn" : "text");
        label.setToolTipText(
                gone ? messages.text("models.folders.gone", folder) : folder.toString());
        row.add(label, "wmin 0");
        var remove =
                Buttons.icon(
                        "close",
                        messages.text("models.folders.remove", name),
                        () -> models.folders().remove(folder));
        remove.setName("remove-folder");
        row.add(remove, "h 26!");
        return row;
    }

    private String name(Path folder) {
        if (models.folders().isBundled(folder)) {
            return messages.text("models.folders.bundled");
        }
        return folder.getFileName() == null ? folder.toString() : folder.getFileName().toString();
    }
}
