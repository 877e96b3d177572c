package dev.atelier.app.shell;

import com.formdev.flatlaf.ui.FlatLineBorder;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.OnEdit;
import dev.atelier.app.ui.PaletteEntry;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Component;
import java.awt.Insets;
import java.awt.KeyboardFocusManager;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.swing.DefaultListModel;
import javax.swing.JComponent;
import javax.swing.JLayeredPane;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/// Everything that can be reached by name: commands, views, settings, fields of the recipe. Type
/// the start of a word and press Enter.
final class Palette {
    private static final int WIDTH = 520;
    private static final int ROWS = 10;
    private static final int EDGE = 8;
    private static final int ROW = 32;
    private static final int TOP = 48;

    private final List<PaletteEntry> goals;
    private final Label nothing;
    private final JLayeredPane pane;
    private final ThemedPanel panel;
    private final JTextField query = new JTextField();
    private final DefaultListModel<PaletteEntry> found = new DefaultListModel<>();
    private final JList<PaletteEntry> list = new JList<>(found);

    private @Nullable Component before;

    Palette(List<PaletteEntry> goals, JLayeredPane pane) {
        this.goals = List.copyOf(goals);
        nothing = Label.small(Messages.of(Palette.class).text("palette.nothing"));
        this.pane = pane;
        panel = ThemedPanel.block("bg.overlay", 12, "insets 12,gap 8,wrap 1", "[grow,fill]");
        var hint = Messages.of(Palette.class).text("palette.hint");
        query.putClientProperty("JTextField.placeholderText", hint);
        query.putClientProperty("JTextField.leadingIcon", Icons.leading("search"));
        query.getAccessibleContext().setAccessibleName(hint);
        query.setName("palette");
        query.getDocument().addDocumentListener(new OnEdit(this::search));
        list.setCellRenderer((all, goal, row, chosen, focus) -> cell(goal, chosen));
        list.setFocusable(false);
        list.setFixedCellHeight(ROW);
        list.setVisibleRowCount(ROWS);
        list.addMouseListener(
                new MouseAdapter() {
                    @Override
                    public void mouseClicked(MouseEvent event) {
                        run();
                    }
                });
        key(KeyEvent.VK_DOWN, () -> move(1));
        key(KeyEvent.VK_UP, () -> move(-1));
        key(KeyEvent.VK_ENTER, this::run);
        key(KeyEvent.VK_ESCAPE, this::close);
        query.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        if (!event.isTemporary()) {
                            close();
                        }
                    }
                });
        panel.add(query, "h 32!");
        list.setOpaque(false);
        var scroll = new JScrollPane(list);
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        panel.add(nothing, "h 32!,gapleft 8");
        panel.add(scroll, "h 0:%1$d:%1$d".formatted(ROWS * ROW));
        panel.setBorder(
                new FlatLineBorder(new Insets(0, 0, 0, 0), ThemeColors.color("line"), 1, 24));
        panel.addMouseListener(new MouseAdapter() {}); // what lies below is not to be clicked
    }

    /// Lies over the window's content, so that it needs no window of its own and the keys that are
    /// typed next are surely its.
    void show() {
        before = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        search();
        pane.add(panel, JLayeredPane.POPUP_LAYER);
        int width = Math.min(WIDTH, pane.getWidth() - 2 * EDGE);
        int height = Math.min(panel.getPreferredSize().height, pane.getHeight() - TOP - EDGE);
        panel.setBounds((pane.getWidth() - width) / 2, TOP, width, height);
        panel.validate();
        query.requestFocusInWindow();
    }

    /// Gives the keyboard back; nothing where it is closed.
    void close() {
        if (panel.getParent() != null) {
            pane.remove(panel);
            pane.repaint(panel.getBounds());
            if (before != null && query.isFocusOwner()) {
                before.requestFocusInWindow();
            }
        }
    }

    private void search() {
        found.clear();
        found.addAll(matches(goals, query.getText()));
        nothing.setVisible(found.isEmpty());
        list.setSelectedIndex(0);
    }

    /// Those that fit what is typed, the best first; among equals in the order given.
    static List<PaletteEntry> matches(List<PaletteEntry> goals, String query) {
        record Hit(PaletteEntry goal, int rank) {}
        return goals.stream()
                .flatMap(goal ->
                        Stream.of(goal.name(), goal.english())
                                .flatMap(name ->
                                        Matching.rank(query, name, goal.more() + " " + goal.place())
                                                .stream())
                                .min(Comparator.naturalOrder())
                                .map(rank -> new Hit(goal, rank))
                                .stream())
                .sorted(Comparator.comparingInt(Hit::rank))
                .map(Hit::goal)
                .toList();
    }

    private JComponent cell(PaletteEntry goal, boolean chosen) {
        var row =
                ThemedPanel.block(
                        chosen ? "bg.selected" : "bg.overlay",
                        8,
                        "insets 0 8 0 8",
                        "[]8[grow,fill][]");
        row.add(Label.body(goal.name()), "h 32!,wmin 0");
        row.add(
                new Label(
                        goal.place(),
                        TextStyle.SMALL,
                        chosen ? "text.secondary" : "text.tertiary"));
        goal.key()
                .ifPresent(key ->
                        row.add(
                                new Label(
                                        Keys.text(key),
                                        TextStyle.SMALL,
                                        chosen ? "text.secondary" : "text.tertiary")));
        row.getAccessibleContext().setAccessibleName(goal.name());
        return row;
    }

    private void move(int by) {
        int next = Math.clamp(list.getSelectedIndex() + (long) by, 0, found.size() - 1);
        list.setSelectedIndex(next);
        list.ensureIndexIsVisible(next);
    }

    private void run() {
        var chosen = list.getSelectedValue();
        close();
        if (chosen != null) {
            chosen.go().run();
        }
    }

    private void key(int code, Runnable action) {
        Keys.on(query, KeyStroke.getKeyStroke(code, 0), action);
    }
}
