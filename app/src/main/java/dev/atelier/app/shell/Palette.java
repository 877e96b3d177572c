package dev.atelier.app.shell;

import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Label;
import dev.atelier.app.kit.Layer;
import dev.atelier.app.kit.Messages;
import java.awt.Dimension;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JList;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/// All commands by name: type a few letters of one, in order, and press Enter.
final class Palette {
    private static final int WIDTH = 520;
    private static final int ROWS = 10;

    private final Commands commands;
    private final JPopupMenu popup = new JPopupMenu();
    private final JTextField query = new JTextField();
    private final DefaultListModel<Command> found = new DefaultListModel<>();
    private final JList<Command> list = new JList<>(found);

    Palette(Commands commands) {
        this.commands = commands;
        var hint = Messages.of(Palette.class).text("palette.hint");
        query.putClientProperty("JTextField.placeholderText", hint);
        query.putClientProperty("JTextField.leadingIcon", Icons.quiet("search"));
        query.getAccessibleContext().setAccessibleName(hint);
        query.setName("palette");
        query.getDocument().addDocumentListener(onEdit());
        list.setCellRenderer((all, command, row, chosen, focus) -> cell(command, chosen));
        list.setFocusable(false);
        list.setFixedCellHeight(32);
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
        key(KeyEvent.VK_ESCAPE, () -> popup.setVisible(false));
        var panel = Layer.ground("bg.overlay", "insets 8,gap 8,wrap 1", "[grow,fill]", "[32!][]");
        panel.add(query);
        var scroll = new JScrollPane(list);
        panel.add(scroll, "grow");
        panel.setPreferredSize(new Dimension(WIDTH, 48 + ROWS * 32 + 16));
        popup.setBorder(BorderFactory.createEmptyBorder());
        popup.add(panel);
    }

    void show(JFrame frame) {
        query.setText("");
        search();
        popup.show(frame.getRootPane(), (frame.getRootPane().getWidth() - WIDTH) / 2, 44);
        query.requestFocusInWindow();
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
                        6,
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
        popup.setVisible(false);
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
