package dev.atelier.app.shell;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/// The commands and their keys. A click on a key waits for another; a key that another command has
/// is asked about in a line below the row, before anything changes. What differs from the keys the
/// program comes with can be put back, one by one or all at once.
public final class KeyList {
    private final ThemedPanel rows =
            ThemedPanel.clear("wrap 3", "[300!,fill]8[160!,fill]4[28!]push", "");
    private final Messages messages = Messages.of(KeyList.class);

    /// What keys do in one part of the window alone, which is why they are not to be changed here:
    /// the bundle's key of each, and its keys as people read them.
    private static final Map<String, String> FIXED = new LinkedHashMap<>();

    static {
        FIXED.put("strip", "← →");
        FIXED.put("trash", "Delete");
        FIXED.put("fit", "0");
        FIXED.put("full", "1");
        FIXED.put("zoom", "+ −");
        FIXED.put("pan", "Space");
        FIXED.put("map", "M");
        FIXED.put("leave", "Esc");
        FIXED.put("mask", "B E R L C");
        FIXED.put("swap", "X");
        FIXED.put("brush", "[ ]");
        FIXED.put("weight", "Ctrl ↑ ↓");
        FIXED.put("earlier", "Alt ↑ ↓");
        FIXED.put("job", "Alt ↑ ↓");
        FIXED.put("drop", "Delete");
        FIXED.put("again", "R");
        FIXED.put("use", "Enter");
        FIXED.put("choose", "Ctrl A, Space");
        FIXED.put("line", "← →");
        FIXED.put("sides", "X");
        FIXED.put("flip", "B");
        FIXED.put("rename", "F2");
        FIXED.put("look", "Space");
        FIXED.put("help", "F1");
    }

    private final Commands commands;
    private final KeyboardMap map;
    private Optional<Clash> clash = Optional.empty();
    private @Nullable Command refused;
    private String query = "";

    /// A key that was pressed for a command and belongs to another.
    private record Clash(Command wanted, KeyStroke key, Command owner) {}

    public KeyList(Commands commands) {
        this.commands = commands;
        map = new KeyboardMap(commands);
        fill(Optional.empty());
    }

    public JComponent component() {
        return rows;
    }

    /// The same keys drawn on a keyboard.
    public JComponent map() {
        return map.component();
    }

    /// Leaves the rows whose names or keys hold what is typed.
    ///
    /// @param typed empty for all
    /// @return how many there are
    public int narrow(String typed) {
        query = typed.toLowerCase(Locale.ROOT);
        fill(Optional.empty());
        long fixed =
                FIXED.entrySet().stream()
                        .filter(it -> isWanted(it.getKey(), it.getValue()))
                        .count();
        return (int) (commands.all().stream().filter(this::isWanted).count() + fixed);
    }

    private boolean isWanted(Command command) {
        var key = commands.key(command).map(it -> Keys.text(it) + " " + Keys.joined(it));
        return holds(commands.words(command) + " " + key.orElse(""));
    }

    private boolean isWanted(String fixed, String key) {
        return holds(messages.text("fixed." + fixed) + " " + key);
    }

    private boolean holds(String text) {
        return query.isEmpty() || text.toLowerCase(Locale.ROOT).contains(query);
    }

    /// @param focus the command whose key gets the keyboard
    private void fill(Optional<Command> focus) {
        rows.removeAll();
        for (var command : commands.all().stream().filter(this::isWanted).toList()) {
            rows.add(Label.body(commands.name(command)), "h 32!,wmin 0");
            var button = key(command);
            rows.add(button, "h 28!,growx");
            rows.add(reset(command), "h 26!");
            clash.filter(it -> it.wanted() == command)
                    .ifPresent(it -> show(question(it), "span 3,growx,gapbottom 4"));
            if (command == refused) {
                rows.add(
                        new Label(messages.text("keys.refused"), TextStyle.SMALL, "error"),
                        "span 3,h 28!,wmin 0");
            }
            if (focus.equals(Optional.of(command))) {
                EventQueue.invokeLater(button::requestFocusInWindow);
            }
        }
        var all = Buttons.secondary(messages.text("keys.reset-all"), this::resetAll);
        all.setName("keys-reset-all");
        all.setEnabled(commands.all().stream().anyMatch(commands::isChanged));
        rows.add(all, "skip 1,h 32!,gaptop 8,growx,wrap");
        fixed();
        map.refresh();
        rows.revalidate();
        rows.repaint();
    }

    /// Adds a line to what is seen, also below the last row that was.
    private void show(JComponent line, String constraints) {
        rows.add(line, constraints);
        EventQueue.invokeLater(
                () -> line.scrollRectToVisible(new Rectangle(line.getWidth(), line.getHeight())));
    }

    private void fixed() {
        rows.add(Label.strong(messages.text("fixed.title")), "span 3,h 32!,gaptop 16");
        FIXED.forEach((id, key) -> {
            if (!isWanted(id, key)) {
                return;
            }
            rows.add(Label.body(messages.text("fixed." + id)), "h 28!,wmin 0");
            rows.add(new Label(key, TextStyle.BODY, "text.secondary"), "h 28!,span 2,gapleft 12");
        });
    }

    private JComponent reset(Command command) {
        if (!commands.isChanged(command)) {
            return new JLabel();
        }
        var usual = Commands.usualKey(command).map(Keys::text).orElse(messages.text("keys.none"));
        var button =
                Buttons.icon(
                        "undo",
                        messages.text("keys.reset", usual),
                        () -> take(command, Commands.usualKey(command)));
        button.setName("key-reset-" + command.id());
        return button;
    }

    private void resetAll() {
        clash = Optional.empty();
        refused = null;
        commands.resetKeys();
        fill(Optional.empty());
    }

    private JComponent question(Clash it) {
        var line =
                ThemedPanel.block("warn.soft", 8, "insets 2 10 2 4,gap 8", "[18!][grow,fill][][]");
        line.add(new JLabel(Icons.of("warning", 18, "warn")));
        var words = messages.text("keys.clash", Keys.text(it.key()), commands.name(it.owner()));
        line.add(Label.body(words), "h 28!,wmin 0");
        var give =
                Buttons.quiet(
                        messages.text("keys.give"),
                        () -> {
                            clash = Optional.empty();
                            commands.rebind(it.wanted(), Optional.of(it.key()));
                            fill(Optional.of(it.wanted()));
                        });
        give.setName("key-give");
        line.add(give, "h 26!");
        var keep =
                Buttons.quiet(
                        messages.text("keys.keep"),
                        () -> {
                            clash = Optional.empty();
                            fill(Optional.of(it.wanted()));
                        });
        keep.setName("key-keep");
        line.add(keep, "h 26!");
        var escape = KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0);
        var where = JComponent.WHEN_IN_FOCUSED_WINDOW;
        Keys.on(line, where, escape, line::isShowing, keep::doClick);
        return line;
    }

    /// Gives a command a key, or asks when another has it.
    private void take(Command command, Optional<KeyStroke> key) {
        refused = null;
        clash =
                key.flatMap(stroke ->
                        commands.ownerOf(stroke, command)
                                .map(owner -> new Clash(command, stroke, owner)));
        if (clash.isEmpty()) {
            commands.rebind(command, key);
        }
        fill(Optional.of(command));
    }

    private JButton key(Command command) {
        var button = new KeyButton(command);
        button.setName("key-" + command.id());
        button.addActionListener(event -> button.listen(true));
        button.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        button.listen(false);
                    }
                });
        button.addKeyListener(
                new KeyAdapter() {
                    @Override
                    public void keyPressed(KeyEvent event) {
                        if (button.listens && !isModifier(event.getKeyCode())) {
                            event.consume();
                            pressed(command, button, event);
                        }
                    }
                });
        return button;
    }

    private void pressed(Command command, KeyButton button, KeyEvent event) {
        button.listen(false);
        int code = event.getKeyCode();
        if (code == KeyEvent.VK_ESCAPE) {
            return;
        }
        boolean plain = event.getModifiersEx() == 0;
        if (plain && (code == KeyEvent.VK_BACK_SPACE || code == KeyEvent.VK_DELETE)) {
            take(command, Optional.empty());
            return;
        }
        var stroke = KeyStroke.getKeyStrokeForEvent(event);
        if (Keys.isNeededForText(stroke)) {
            refused = command;
            clash = Optional.empty();
            fill(Optional.of(command));
        } else {
            take(command, Optional.of(stroke));
        }
    }

    private static boolean isModifier(int code) {
        return switch (code) {
            case KeyEvent.VK_SHIFT,
                    KeyEvent.VK_CONTROL,
                    KeyEvent.VK_ALT,
                    KeyEvent.VK_META,
                    KeyEvent.VK_ALT_GRAPH ->
                    true;
            default -> false;
        };
    }

    /// Shows a key, or that it waits for one. While it waits, Tab is a key like others.
    private final class KeyButton extends JButton {
        private final transient Command command;
        private boolean listens;

        KeyButton(Command command) {
            this.command = command;
            listen(false);
        }

        void listen(boolean now) {
            listens = now;
            setFocusTraversalKeysEnabled(!now);
            var key = commands.key(command).map(Keys::text).orElse(messages.text("keys.none"));
            setText(now ? messages.text("keys.press") : key);
            getAccessibleContext().setAccessibleName(commands.name(command) + ", " + getText());
        }

        @Override
        public Color getForeground() {
            boolean none = command != null && !listens && commands.key(command).isEmpty();
            return none ? ThemeColors.color("text.tertiary") : super.getForeground();
        }
    }
}
