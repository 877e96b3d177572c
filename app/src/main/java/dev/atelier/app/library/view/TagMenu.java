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

/// What can be done with a tag on all of its pictures. Event thread.
final class TagMenu {
    private final Messages messages = Messages.of(TagMenu.class);
    private final LibraryActions actions;

    TagMenu(LibraryActions actions) {
        this.actions = actions;
    }

    /// Opens by mouse and keyboard on what stands for a tag.
    ///
    /// @param renamed receives the name that the tag is about to get
    void on(JComponent item, String tag, Consumer<String> renamed) {
        item.addMouseListener(
                new PopupListener(
                        event -> menu(item, tag, renamed).show(item, event.getX(), event.getY())));
        for (var stroke : List.of("shift F10", "CONTEXT_MENU")) {
            Keys.on(
                    item,
                    KeyStroke.getKeyStroke(stroke),
                    () -> menu(item, tag, renamed).show(item, 0, item.getHeight()));
        }
    }

    private JPopupMenu menu(JComponent item, String tag, Consumer<String> renamed) {
        var menu = new JPopupMenu();
        menu.setName("library-tag-menu");
        menu.add(entry("tag.rename", () -> rename(item, tag, renamed)));
        menu.add(entry("tag.delete", () -> actions.deleteTag(tag)));
        return menu;
    }

    private JMenuItem entry(String key, Runnable action) {
        var entry = new JMenuItem(messages.text(key));
        entry.setName("library-" + key.replace('.', '-'));
        entry.addActionListener(event -> action.run());
        return entry;
    }

    private void rename(JComponent item, String tag, Consumer<String> renamed) {
        var verb = messages.text("tag.rename.go");
        var ask =
                new NamePopover(
                        messages.text("tag.rename.title", tag),
                        text -> new Verdict(!text.isEmpty() && !text.equals(tag), "", verb),
                        name -> {
                            renamed.accept(name);
                            actions.renameTag(tag, name);
                        });
        ask.fill(tag);
        ask.show(item);
    }
}
