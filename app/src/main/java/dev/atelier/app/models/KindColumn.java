package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.ui.Bar;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ColumnItem;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.KeptRows;
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
import java.util.OptionalInt;
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
    private final Label used = Label.small("");
    private final Label free = new Label("", TextStyle.SMALL, "text.tertiary");
    private final Bar share = new Bar();
    private final ThemedPanel kinds = ThemedPanel.clear("wrap 1,gap 2", "[grow,fill]", "");
    private final ThemedPanel families = ThemedPanel.clear("wrap 1,gap 2", "[grow,fill]", "");
    private final ThemedPanel folders = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final KeptRows kindRows = new KeptRows(kinds, this::kinds);
    private final KeptRows familyRows = new KeptRows(families, this::families);
    private final KeptRows folderRows = new KeptRows(folders, this::folders);
    private final ButtonGroup group = new ButtonGroup();
    private final ModelsModel models;
    private final ModelListModel list;

    KindColumn(ModelsModel models, ModelListModel list) {
        this.models = models;
        this.list = list;
        column.add(kinds);
        column.add(families, "gaptop 12");
        column.add(ScrollColumn.of(folders), "hmin 0,gaptop 16,gapright -8");
        column.add(disk(), "gapleft 8,gapright 8");
        models.rows()
                .bind(now -> {
                    kindRows.list();
                    familyRows.list();
                    used();
                });
        models.free().onChange(now -> used());
        list.kind().onChange(now -> kindRows.list());
        list.family().onChange(now -> familyRows.list());
        models.folders().all().bind(now -> folderRows.list());
        models.gone().onChange(now -> folderRows.list());
    }

    JComponent component() {
        return column;
    }

    private JComponent disk() {
        var disk = ThemedPanel.clear("wrap 1,hidemode 3", "[grow,fill]", "");
        disk.add(new CopiesToggle(models, list), "h 24!,wmin 0,gapbottom 4");
        disk.add(used, "h 18!,wmin 0");
        disk.add(share, "h 4!,gaptop 4");
        disk.add(free, "h 18!,wmin 0,gaptop 4");
        return disk;
    }

    /// What all models take of the disk, and what is free there.
    private void used() {
        long all = models.rows().get().stream().mapToLong(ModelRow::sizeBytes).sum();
        long left = models.free().get();
        used.setText(messages.text("models.disk", FileActions.size(all)));
        free.setText(left > 0 ? messages.text("models.disk.free", FileActions.size(left)) : "");
        share.setVisible(left > 0);
        share.share(all + left == 0 ? 0 : (double) all / (all + left));
    }

    private void kinds() {
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
                    kindRows.row(kind.toString(), "h 32!", ColumnItem.class, () -> kindItem(kind));
            item.count(OptionalInt.of(list.count(kind)));
            item.setSelected(kind.equals(list.kind().get()));
        }
    }

    private ColumnItem kindItem(Optional<ModelKind> kind) {
        var item =
                new ColumnItem(
                        kind.map(ModelKind::icon).orElse("grid"),
                        "kind-" + kind.map(ModelKind::id).orElse("all"),
                        title(kind),
                        list.count(kind));
        item.addActionListener(event -> list.kind().set(kind));
        group.add(item);
        return item;
    }

    /// Those that are here; a click on the chosen one lists all again.
    private void families() {
        var counts =
                new TreeMap<FamilyVariant, Integer>(Comparator.comparing(FamilyVariant::brief));
        for (var row : models.rows().get()) {
            row.family().ifPresent(it -> counts.merge(it, 1, Integer::sum));
        }
        families.setVisible(!counts.isEmpty());
        head(familyRows, "models.families");
        counts.forEach((family, count) -> {
            var item =
                    familyRows.row(
                            family.toString(),
                            "h 32!",
                            ColumnItem.class,
                            () -> familyItem(family, count));
            item.count(OptionalInt.of(count));
            item.setSelected(Optional.of(family).equals(list.family().get()));
        });
    }

    private ColumnItem familyItem(FamilyVariant family, int count) {
        var words = family.brief();
        var item = new ColumnItem("chip", "family-" + words.replace(' ', '-'), words, count);
        var one = Optional.of(family);
        item.addActionListener(
                event -> list.family().set(item.isSelected() ? one : Optional.empty()));
        return item;
    }

    private void head(KeptRows rows, String title) {
        rows.row(
                title,
                "h 32!,gapleft 8",
                Label.class,
                () -> new Label(messages.text(title), TextStyle.STRONG, "text.tertiary"));
    }

    private String title(Optional<ModelKind> kind) {
        return kind.map(it -> messages.text("kinds." + it.id()))
                .orElseGet(() -> messages.text("models.all"));
    }

    private void folders() {
        List<Path> all = models.folders().all().get();
        if (!all.isEmpty()) {
            head(folderRows, "models.folders");
        }
        for (var folder : all) {
            boolean gone = models.gone().get().contains(folder);
            folderRows.row(
                    folder + (gone ? " gone" : ""),
                    "wmin 0",
                    JComponent.class,
                    () -> row(folder, gone));
        }
    }

    private JComponent row(Path folder, boolean gone) {
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
