package dev.atelier.app.shell;

import com.formdev.flatlaf.ui.FlatLineBorder;
import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Label;
import dev.atelier.app.kit.Layer;
import dev.atelier.app.kit.Messages;
import dev.atelier.app.kit.Tokens;
import java.awt.Component;
import java.awt.Insets;
import java.awt.KeyboardFocusManager;
import java.awt.event.ActionEvent;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import javax.swing.AbstractAction;
import javax.swing.DefaultListModel;
import javax.swing.JComponent;
import javax.swing.JLayeredPane;
import javax.swing.JList;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import org.jspecify.annotations.Nullable;

/// All commands by name: type a few letters of one, in order, and press Enter.
final class Palette {
    private static final int WIDTH = 520;
    private static final int ROWS = 10;
    private static final int ROW = 32;
    private static final int TOP = 48;

    private final Commands commands;
    private final JLayeredPane pane;
    private final Layer panel;
    private final JTextField query = new JTextField();
    private final DefaultListModel<Command> found = new DefaultListModel<>();
    private final JList<Command> list = new JList<>(found);

    private @Nullable Component before;

    Palette(Commands commands, JLayeredPane pane) {
        this.commands = commands;
        this.pane = pane;
        panel = Layer.block("bg.overlay", 12, "insets 12,gap 8,wrap 1", "[grow,fill]");
        var hint = Messages.of(Palette.class).text("palette.hint");
        query.putClientProperty("JTextField.placeholderText", hint);
        query.putClientProperty("JTextField.leadingIcon", Icons.quiet("search"));
        query.getAccessibleContext().setAccessibleName(hint);
        query.setName("palette");
        query.getDocument().addDocumentListener(onEdit());
        list.setCellRenderer((all, command, row, chosen, focus) -> cell(command, chosen));
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
        panel.add(scroll, "h " + ROWS * ROW + "!");
        panel.setBorder(new FlatLineBorder(new Insets(0, 0, 0, 0), Tokens.color("line"), 1, 24));
        panel.addMouseListener(new MouseAdapter() {}); // what lies below is not to be clicked
    }

    /// Lies over the window's content, so that it needs no window of its own and the keys that are
    /// typed next are surely its.
    void show() {
        before = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        search();
        pane.add(panel, JLayeredPane.POPUP_LAYER);
        int height = panel.getPreferredSize().height;
        panel.setBounds((pane.getWidth() - WIDTH) / 2, TOP, WIDTH, height);
        panel.validate();
        query.requestFocusInWindow();
    }

    private void close() {
        if (panel.getParent() != null) {
            pane.remove(panel);
            pane.repaint(panel.getBounds());
            if (before != null && query.isFocusOwner()) {
                before.requestFocusInWindow();
            }
        }
    }

    private DocumentListener onEdit() {
        return new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                search();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                search();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                search();
            }
        };
    }

    private void search() {
        found.clear();
        found.addAll(matches(commands, query.getText()));
        list.setSelectedIndex(0);
    }

    /// The commands that can be used now and whose names have these letters in this order.
    static List<Command> matches(Commands commands, String letters) {
        var wanted = letters.strip().toLowerCase(Locale.ROOT);
        return commands.all().stream()
                .filter(command -> command != Command.PALETTE)
                .filter(command -> commands.action(command).isEnabled())
                .filter(command -> hasInOrder(commands.name(command), wanted))
                .toList();
    }

    private static boolean hasInOrder(String name, String letters) {
        var text = name.toLowerCase(Locale.ROOT);
        int at = 0;
        for (int i = 0; i < letters.length(); i++) {
            at = text.indexOf(letters.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    private JComponent cell(Command command, boolean chosen) {
        var row =
                Layer.block(
                        chosen ? "bg.selected" : "bg.overlay",
                        8,
                        "insets 0 8 0 8",
                        "[grow,fill][]");
        row.add(Label.body(commands.name(command)), "h 32!");
        commands.key(command).ifPresent(key -> row.add(Label.small(Keys.text(key))));
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
            commands.action(chosen)
                    .actionPerformed(
                            new ActionEvent(query, ActionEvent.ACTION_PERFORMED, chosen.name()));
        }
    }

    private void key(int code, Runnable act) {
        var name = "palette" + code;
        query.getInputMap().put(KeyStroke.getKeyStroke(code, 0), name);
        query.getActionMap()
                .put(
                        name,
                        new AbstractAction() {
                            @Override
                            public void actionPerformed(ActionEvent event) {
                                act.run();
                            }
                        });
    }
}
