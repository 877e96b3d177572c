package dev.atelier.app.models;

import dev.atelier.app.ui.Messages;
import java.util.function.Consumer;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// What is done with a model of the list, whether it stands there as a cover or as a row.
///
/// @param use draws with it
/// @param label asks for a name to show
/// @param look shows its cover large
record ModelVerbs(
        Consumer<ModelRow> use,
        Consumer<ModelRow> label,
        Consumer<ModelRow> look,
        FileActions actions) {
    /// The menu about the chosen one.
    JPopupMenu menu(ModelListModel list) {
        var messages = Messages.of(ModelsView.class);
        var menu = new JPopupMenu();
        var use = item(messages.text("about.use"), list, this.use);
        menu.add(use);
        menu.add(item(messages.text("about.show"), list, row -> actions.show(row.file())));
        menu.add(item(messages.text("about.copy"), list, row -> actions.copyPath(row.file())));
        menu.add(item(messages.text("label.change"), list, label));
        list.selected().bind(row -> use.setEnabled(row.filter(ModelRow::choosable).isPresent()));
        return menu;
    }

    private static JMenuItem item(String words, ModelListModel list, Consumer<ModelRow> action) {
        var item = new JMenuItem(words);
        item.addActionListener(event -> list.selected().get().ifPresent(action));
        return item;
    }
}
