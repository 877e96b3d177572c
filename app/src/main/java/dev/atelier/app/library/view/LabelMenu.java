package dev.atelier.app.library.view;

import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PopupListener;
import dev.atelier.app.ui.popover.NamePopover;
import dev.atelier.app.ui.popover.NamePopover.Verdict;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.KeyStroke;

/// What can be done with a tag or a collection as a whole. Event thread.
final class LabelMenu {
    private final Messages messages = Messages.of(LabelMenu.class);
    private final LibraryActions actions;

    LabelMenu(LibraryActions actions) {
        this.actions = actions;
    }

    /// A tag or a collection.
    record Label(LabelKind kind, String name) {}

    /// Opens by mouse and keyboard on what stands for one.
    ///
    /// @param renamed receives the name that it is about to get
    void on(JComponent item, Label label, Consumer<String> renamed) {
        item.addMouseListener(
                new PopupListener(event ->
                        menu(item, label, renamed).show(item, event.getX(), event.getY())));
        for (var stroke : List.of("shift F10", "CONTEXT_MENU")) {
            Keys.on(
                    item,
                    KeyStroke.getKeyStroke(stroke),
                    () -> menu(item, label, renamed).show(item, 0, item.getHeight()));
        }
    }

    private JPopupMenu menu(JComponent item, Label label, Consumer<String> renamed) {
        var menu = new JPopupMenu();
        var key = label.kind.key;
        menu.setName("library-" + key + "-menu");
        menu.add(entry("rename." + key, () -> rename(item, label, renamed)));
        menu.add(entry("delete." + key, () -> actions.deleteLabel(label.kind, label.name)));
        return menu;
    }

    private JMenuItem entry(String key, Runnable action) {
        var entry = new JMenuItem(messages.text(key));
        entry.setName("library-" + key.replace('.', '-'));
        entry.addActionListener(event -> action.run());
        return entry;
    }

    private void rename(JComponent item, Label label, Consumer<String> renamed) {
        var key = label.kind.key;
        var verb = messages.text("label.rename");
        var ask =
                new NamePopover(
                        messages.text("rename-title." + key, label.name),
                        text -> new Verdict(!text.isEmpty() && !text.equals(label.name), "", verb),
                        name -> {
                            renamed.accept(name);
                            actions.renameLabel(label.kind, label.name, name);
                        });
        ask.fill(label.name);
        ask.show(item);
    }
}
