package dev.atelier.app.library.view;

import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.UnreadableFile;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.JComponent;

/// The files that the library leaves out, each with its reason. Event thread.
final class UnreadableList {
    private static final int WIDTH = 480;
    private static final int ROW = 44;
    private static final int SHOWN = 7;

    private final Messages messages = Messages.of(UnreadableList.class);
    private final Consumer<Path> reveal;

    /// @param reveal shows a file in the desktop's file manager
    UnreadableList(Consumer<Path> reveal) {
        this.reveal = reveal;
    }

    /// Opens beside a control.
    ///
    /// @param count of all, of which `files` may be the first
    void show(JComponent beside, List<UnreadableFile> files, int count) {
        var rows = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
        files.forEach(it -> rows.add(row(it), "wmin 0,h " + ROW + "!"));
        if (count > files.size()) {
            rows.add(Label.small(messages.text("unreadable.more", count - files.size())), "h 28!");
        }
        var form = ThemedPanel.clear("wrap 1", "[" + WIDTH + "!,fill]", "[]2[]8[]");
        form.setName("library-unreadable-list");
        form.add(Label.strong(messages.text("unreadable.title", count)));
        form.add(Label.small(messages.text("unreadable.words")), "wmin 0");
        int high = Math.min(SHOWN * ROW, rows.getPreferredSize().height);
        var scroll = ScrollColumn.of(rows);
        form.add(scroll, "wmin 0,h " + high + "!");
        new Popover(form).show(beside, scroll);
    }

    private JComponent row(UnreadableFile file) {
        var row = ThemedPanel.clear("", "[grow,fill]8[28!]8", "push[18!][16!]push");
        var name = Label.body(file.ref().name());
        name.setToolTipText(file.ref().toString());
        row.add(name, "cell 0 0,wmin 0");
        var why = file.reason().localized();
        var reason = Label.small(why);
        reason.setToolTipText(why);
        row.add(reason, "cell 0 1,wmin 0");
        if (file.ref() instanceof PictureRef.LocalFile(var path)) {
            var tip = messages.text("unreadable.show", file.ref().name());
            var show = Buttons.icon("folder", tip, () -> reveal.accept(path));
            show.setName("library-unreadable-show");
            row.add(show, "cell 1 0 1 2,h 28!");
        }
        return row;
    }
}
