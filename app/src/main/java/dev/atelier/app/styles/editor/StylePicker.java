package dev.atelier.app.styles.editor;

import dev.atelier.app.prompt.Vocabulary;
import dev.atelier.app.styles.Style;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Popover;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/// The styles below their row: type to find, click or Space to mark several, Enter to apply them in
/// the order they were marked.
final class StylePicker {
    private static final int WIDTH = 336;
    private static final int ROWS = 8;
    private static final int ROW = 44;

    private final Messages messages = Messages.of(StylePicker.class);
    private final ThemedPanel panel =
            ThemedPanel.clear("wrap 1,gap 8", "[grow,fill," + WIDTH + "!]", "[32!][][32!]");
    private final JTextField query = new JTextField();
    private final DefaultListModel<Style> found = new DefaultListModel<>();
    private final JList<Style> list = new JList<>(found);
    private final List<String> marked = new ArrayList<>();
    private final StylesModel styles;
    private final Consumer<List<String>> apply;
    private final JButton go;
    private final Popover popover = new Popover(panel);

    /// @param apply receives the names
    StylePicker(StylesModel styles, Consumer<List<String>> apply, Runnable edit) {
        this.styles = styles;
        this.apply = apply;
        go = Buttons.secondary(messages.text("styles.apply"), this::apply);
        query.putClientProperty("JTextField.placeholderText", messages.text("styles.find"));
        query.putClientProperty("JTextField.leadingIcon", Icons.leading("search"));
        query.getAccessibleContext().setAccessibleName(messages.text("styles.find"));
        query.getDocument().addDocumentListener(new OnEdit(this::search));
        list.setName("style-list");
        list.getAccessibleContext().setAccessibleName(messages.text("styles.title"));
        list.setCellRenderer((all, style, row, chosen, focus) -> cell(style, chosen));
        list.setFixedCellHeight(ROW);
        list.setVisibleRowCount(Math.clamp(styles.styles().get().all().size(), 3, ROWS));
        list.setOpaque(false);
        list.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mousePressed(MouseEvent event) {
                        mark();
                    }
                });
        keys();
        fill(edit);
        search();
    }

    JComponent component() {
        return panel;
    }

    void show(JComponent below) {
        popover.show(below, styles.styles().get().all().isEmpty() ? panel : query);
    }

    private void fill(Runnable edit) {
        var foot = ThemedPanel.clear("", "[]push[]", "[32!]");
        foot.add(
                Buttons.quiet(
                        messages.text("styles.edit"),
                        () -> {
                            popover.close();
                            edit.run();
                        }),
                "h 28!");
        if (styles.styles().get().all().isEmpty()) {
            var problem = StylesRow.sentence(messages, styles);
            var what = problem.isPresent() ? "styles.left-alone" : "styles.none";
            panel.add(Label.strong(messages.text(what)));
            var why = problem.orElse(messages.text("styles.none.hint"));
            panel.add(new Sentence(why, WIDTH));
        } else {
            panel.add(query, "h 32!");
            var scroll = new JScrollPane(list);
            scroll.setOpaque(false);
            scroll.getViewport().setOpaque(false);
            panel.add(scroll);
            foot.add(go, "h 28!");
        }
        panel.add(foot);
    }

    private void keys() {
        key(query, KeyEvent.VK_DOWN, () -> move(1));
        key(query, KeyEvent.VK_UP, () -> move(-1));
        key(query, KeyEvent.VK_ENTER, this::apply);
        key(list, KeyEvent.VK_ENTER, this::apply);
        key(list, KeyEvent.VK_SPACE, this::mark);
    }

    private void search() {
        var known = styles.styles().get();
        var names = known.all().stream().map(Style::name).toList();
        var typed = query.getText().strip();
        var shown = typed.isEmpty() ? names : Vocabulary.matching(names, typed);
        found.clear();
        shown.forEach(name -> known.find(name).ifPresent(found::addElement));
        list.setSelectedIndex(0);
    }

    private void move(int by) {
        if (!found.isEmpty()) {
            int next = Math.clamp(list.getSelectedIndex() + (long) by, 0, found.size() - 1);
            list.setSelectedIndex(next);
            list.ensureIndexIsVisible(next);
        }
    }

    private void mark() {
        var style = list.getSelectedValue();
        if (style != null && !marked.remove(style.name())) {
            marked.add(style.name());
        }
        go.setText(
                marked.size() < 2
                        ? messages.text("styles.apply")
                        : messages.text("styles.apply-all", marked.size()));
        list.repaint();
    }

    /// The marked ones, else the one under the bar.
    private void apply() {
        if (marked.isEmpty()) {
            mark();
        }
        popover.close();
        apply.accept(List.copyOf(marked));
    }

    private JComponent cell(Style style, boolean chosen) {
        var row =
                ThemedPanel.block(
                        chosen ? "bg.selected" : "bg.overlay",
                        6,
                        "insets 4 8 4 8,gap 0 0,wrap 2",
                        "[20!]6[grow,fill]");
        var box = new JCheckBox("", marked.contains(style.name()));
        box.setOpaque(false);
        row.add(box, "spany 2,w 20!");
        row.add(Label.body(style.name()), "wmin 0,h 18!");
        var words = style.prompt().isBlank() ? style.negativePrompt() : style.prompt();
        row.add(Label.small(words.replace('\n', ' ')), "wmin 0,h 16!");
        return row;
    }

    private static void key(JComponent on, int code, Runnable action) {
        var stroke = KeyStroke.getKeyStroke(code, 0);
        Keys.on(on, stroke, action);
    }
}
