package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Messages;
import java.util.List;
import java.util.Optional;
import javax.swing.JComboBox;
import javax.swing.JComponent;

/// The kinds of models in a combo box, where there is no room for their column.
final class KindBox {
    private final Messages messages = Messages.of(KindBox.class);
    private final JComboBox<Optional<ModelKind>> box = new JComboBox<>();
    private final ModelListModel list;
    private boolean filling;

    KindBox(ModelsModel models, ModelListModel list) {
        this.list = list;
        box.setName("kinds");
        box.getAccessibleContext().setAccessibleName(messages.text("models.kinds"));
        box.setRenderer(new ItemRenderer<Optional<ModelKind>>(this::words));
        box.addActionListener(event -> {
            if (!filling && box.getSelectedIndex() >= 0) {
                list.kind().set(box.getItemAt(box.getSelectedIndex()));
            }
        });
        models.rows().bind(rows -> fill());
        list.kind().onChange(kind -> box.setSelectedItem(kind));
    }

    JComponent component() {
        return box;
    }

    private void fill() {
        filling = true;
        box.removeAllItems();
        box.addItem(Optional.empty());
        for (var kind : List.of(ModelKind.values())) {
            if (list.count(Optional.of(kind)) > 0) {
                box.addItem(Optional.of(kind));
            }
        }
        box.setSelectedItem(list.kind().get());
        filling = false;
    }

    private String words(Optional<ModelKind> kind) {
        var name =
                kind.map(it -> messages.text("kinds." + it.id()))
                        .orElseGet(() -> messages.text("models.all"));
        return name + "  " + list.count(kind);
    }
}
