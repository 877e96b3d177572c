package dev.atelier.app.prompt;

import dev.atelier.app.ui.Messages;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;
import javax.swing.event.PopupMenuEvent;
import javax.swing.event.PopupMenuListener;

/// What the right button offers in a prompt.
final class PromptMenu extends JPopupMenu {
    PromptMenu(PromptArea area, Messages messages) {
        var undo = item(messages.text("menu.undo"), area::undoOne);
        var redo = item(messages.text("menu.redo"), area::redoOne);
        addSeparator();
        var cut = item(messages.text("menu.cut"), area::cut);
        var copy = item(messages.text("menu.copy"), area::copy);
        item(messages.text("menu.paste"), area::paste);
        addSeparator();
        item(messages.text("menu.select-all"), area::selectAll);
        addPopupMenuListener(
                new Opening(() -> {
                    undo.setEnabled(area.undoable());
                    redo.setEnabled(area.redoable());
                    boolean selected = area.getSelectionStart() < area.getSelectionEnd();
                    cut.setEnabled(selected);
                    copy.setEnabled(selected);
                }));
    }

    private JMenuItem item(String words, Runnable action) {
        var item = new JMenuItem(words);
        item.addActionListener(event -> action.run());
        return add(item);
    }

    private record Opening(Runnable action) implements PopupMenuListener {
        @Override
        public void popupMenuWillBecomeVisible(PopupMenuEvent event) {
            action.run();
        }

        @Override
        public void popupMenuWillBecomeInvisible(PopupMenuEvent event) {
            // Nothing to do.
        }

        @Override
        public void popupMenuCanceled(PopupMenuEvent event) {
            // Nothing to do.
        }
    }
}
