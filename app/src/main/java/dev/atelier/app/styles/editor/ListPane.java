package dev.atelier.app.styles.editor;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.ThemedPanel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;

/// Names at the left of an editor, with the verbs to add and remove one.
final class ListPane {
    private static final int ROW = 32;

    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.panel", "insets 8,wrap 1,gap 4", "[grow,fill]", "[28!][grow,fill]");
    private final DefaultListModel<String> names = new DefaultListModel<>();
    private final JList<String> list = new JList<>(names);
    private final JButton remove;
    private final Function<String, String> count;
    private boolean following;

    /// What the list does.
    ///
    /// @param chosen receives the name that is selected
    record Verbs(Consumer<String> chosen, Consumer<JComponent> add, Runnable remove) {}

    /// What it calls itself and its verbs.
    record Words(String title, String add, String remove) {}

    /// @param count a few letters at the right of a name
    ListPane(Words words, Function<String, String> count, Verbs verbs) {
        this.count = count;
        var head = ThemedPanel.clear("gap 2", "8[]push[28!][28!]", "[28!]");
        head.add(Label.strong(words.title()));
        var add = Buttons.icon("plus", words.add(), () -> {});
        add.addActionListener(event -> verbs.add().accept(add));
        add.setName("add");
        remove = Buttons.icon("trash", words.remove(), verbs.remove());
        remove.setName("remove");
        head.add(add, "h 28!");
        head.add(remove, "h 28!");
        panel.add(head);
        list.getAccessibleContext().setAccessibleName(words.title());
        list.setName("names");
        list.setFixedCellHeight(ROW);
        list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
        list.setCellRenderer((all, name, row, chosen, focus) -> cell(name, chosen));
        list.addListSelectionListener(event -> {
            var name = list.getSelectedValue();
            if (!following && !event.getValueIsAdjusting() && name != null) {
                verbs.chosen().accept(name);
            }
        });
        panel.add(new JScrollPane(list), "wmin 0,hmin 0");
    }

    /// Lays it out at the left of what edits the chosen name.
    ///
    /// @param nothing shown in place of the editor while it is hidden
    /// @param foot below both
    void layOut(JComponent page, JComponent editor, JComponent nothing, JComponent foot) {
        page.add(panel, "hmin 0");
        var right = ThemedPanel.clear("wrap 1", "[grow,fill]", "[grow,fill][]");
        var stack = ThemedPanel.clear("", "[grow,fill]", "[grow,fill]");
        stack.add(editor, "wmin 0,hmin 0");
        stack.add(nothing, "pos 0 0 100% 100%");
        right.add(stack, "wmin 0,hmin 0");
        right.add(foot, "gapleft 24,gapright 24,gapbottom 16,wmin 0");
        page.add(right, "wmin 0,hmin 0");
    }

    /// Paints it again, after the letters behind a name have changed.
    void repaint() {
        list.repaint();
    }

    void focus() {
        list.requestFocusInWindow();
    }

    void show(List<String> now, Optional<String> selected) {
        following = true;
        if (!now.equals(Collections.list(names.elements()))) {
            names.clear();
            names.addAll(now);
        }
        list.clearSelection();
        selected.ifPresent(name -> list.setSelectedValue(name, true));
        remove.setEnabled(selected.isPresent());
        list.repaint();
        following = false;
    }

    private JComponent cell(String name, boolean chosen) {
        var ground = list.isFocusOwner() ? "bg.selected" : "bg.selectedIdle";
        var row =
                ThemedPanel.block(
                        chosen ? ground : "bg.panel", 6, "insets 0 8 0 8", "[grow,fill]8[]");
        row.add(Label.body(name), "h 32!,wmin 0");
        var small = Label.small(count.apply(name));
        small.color(chosen ? "text.secondary" : "text.tertiary");
        row.add(small);
        return row;
    }
}
