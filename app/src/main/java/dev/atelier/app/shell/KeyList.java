package dev.atelier.app.shell;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.KeyStroke;

/// The commands and their keys. A click on a key waits for another; a key that another command has
/// is asked about in a line below the row, before anything changes. What differs from the keys the
/// program comes with can be put back, one by one or all at once. A key that two commands have is
/// named above the list, and each of its rows offers ways out. What was done here can be undone
/// here.
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
        FIXED.put("log", "L");
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
    private Optional<Refusal> refusal = Optional.empty();
    private Show show = Show.ALL;
    private final Deque<Map<Command, Optional<KeyStroke>>> before = new ArrayDeque<>();
    private String query = "";

    /// A key that was pressed for a command and belongs to another.
    private record Clash(Command wanted, KeyStroke key, Command owner) {}

    /// A key that cannot be given to a command.
    private record Refusal(Command wanted, KeyStroke key) {}

    /// Which commands are listed.
    enum Show {
        ALL,
        CHANGED,
        CONFLICT
    }

    public KeyList(Commands commands) {
        this.commands = commands;
        for (int mask : new int[] {InputEvent.CTRL_DOWN_MASK, InputEvent.META_DOWN_MASK}) {
            var stroke = KeyStroke.getKeyStroke(KeyEvent.VK_Z, mask);
            var where = JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT;
            Keys.on(rows, where, stroke, () -> !before.isEmpty(), this::undo);
        }
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
        if (query.isEmpty()) {
            head();
        }
        var listed = listed();
        for (var command : listed) {
            rows.add(Label.body(commands.name(command)), "h 32!,wmin 0");
            var button = key(command);
            rows.add(button, "h 28!,growx");
            rows.add(reset(command), "h 26!");
            clash.filter(it -> it.wanted() == command)
                    .ifPresent(it -> show(question(it), "span 3,growx,gapbottom 4"));
            refusal.filter(it -> it.wanted() == command)
                    .ifPresent(it -> show(refused(it), "span 3,growx,gapbottom 4"));
            if (clash.isEmpty() && !commands.sharing(command).isEmpty()) {
                rows.add(shared(command), "span 3,growx,gapbottom 4");
            }
            if (focus.equals(Optional.of(command))) {
                EventQueue.invokeLater(button::requestFocusInWindow);
            }
        }
        if (listed.isEmpty() && show != Show.ALL && query.isEmpty()) {
            rows.add(Label.small(messages.text("keys-nothing." + show)), "span 3,h 32!");
        }
        var all = Buttons.secondary(messages.text("keys.reset-all"), this::resetAll);
        all.setName("keys-reset-all");
        all.setEnabled(commands.all().stream().anyMatch(commands::isChanged));
        rows.add(all, "skip 1,h 32!,gaptop 8,growx,wrap");
        if (show == Show.ALL || !query.isEmpty()) {
            fixed();
        }
        map.refresh();
        rows.revalidate();
        rows.repaint();
    }

    /// In the order of the menus; those with the same key together where only they are listed.
    private List<Command> listed() {
        var all = commands.all().stream().filter(this::isWanted);
        if (!query.isEmpty()) {
            return all.toList();
        }
        return switch (show) {
            case ALL -> all.toList();
            case CHANGED -> all.filter(commands::isChanged).toList();
            case CONFLICT ->
                    all.filter(it -> !commands.sharing(it).isEmpty())
                            .sorted(Comparator.comparing(it -> keyText(it)))
                            .toList();
        };
    }

    private String keyText(Command command) {
        return commands.key(command).map(Keys::text).orElse("");
    }

    /// Which are listed, the way back, and what needs a decision.
    private void head() {
        var all = commands.all();
        long changed = all.stream().filter(commands::isChanged).count();
        var shared = all.stream().filter(it -> !commands.sharing(it).isEmpty()).toList();
        var counts =
                Map.of(
                        Show.ALL,
                        (long) all.size(),
                        Show.CHANGED,
                        changed,
                        Show.CONFLICT,
                        (long) shared.size());
        var line = ThemedPanel.clear("", "[]push[]", "[28!]");
        var choices =
                Segment.of(
                        List.of(Show.values()),
                        show,
                        it -> messages.text("keys-shown." + it, counts.getOrDefault(it, 0L)),
                        this::show);
        line.add(choices, "h 28!");
        var undo = Buttons.quiet(messages.text("keys.undo"), this::undo);
        undo.setName("keys-undo");
        undo.setIcon(Icons.quiet("undo"));
        undo.setEnabled(!before.isEmpty());
        line.add(undo, "h 28!");
        rows.add(line, "span 3,growx,gapbottom 8");
        if (!shared.isEmpty()) {
            rows.add(banner(shared), "span 3,growx,gapbottom 8");
        }
    }

    private void show(Show which) {
        show = which;
        fill(Optional.empty());
        EventQueue.invokeLater(() -> focus("choice-" + which));
    }

    /// Gives a control of the list the keyboard.
    private void focus(String name) {
        for (var line : rows.getComponents()) {
            if (line instanceof Container inside && focus(inside, name)) {
                return;
            }
        }
    }

    private static boolean focus(Container inside, String name) {
        for (var part : inside.getComponents()) {
            if (name.equals(part.getName())) {
                return part.requestFocusInWindow();
            }
            if (part instanceof Container deeper && focus(deeper, name)) {
                return true;
            }
        }
        return false;
    }

    private JComponent banner(List<Command> shared) {
        var line =
                ThemedPanel.block("error.soft", 8, "insets 2 10 2 4,gap 8", "[18!][grow,fill][]");
        line.setName("keys-conflict");
        line.add(new JLabel(Icons.of("warning", 18, "error")));
        var first = shared.getFirst();
        int things = 1 + commands.sharing(first).size();
        var words = messages.text("keys.conflict", keyText(first), things);
        line.add(Label.body(words), "h 28!,wmin 0");
        var go =
                Buttons.quiet(
                        messages.text("keys.go"),
                        () -> {
                            show = Show.CONFLICT;
                            fill(Optional.of(listed().getFirst()));
                        });
        go.setName("keys-go");
        go.setVisible(show != Show.CONFLICT);
        line.add(go, "h 26!");
        return line;
    }

    /// Below a command whose key another has, too.
    private JComponent shared(Command command) {
        var others =
                commands.sharing(command).stream()
                        .map(commands::name)
                        .collect(Collectors.joining(", "));
        var line = note("error.soft", "error", messages.text("keys.shared", others));
        var keep =
                Buttons.quiet(
                        messages.text("keys.mine"), () -> rebind(command, commands.key(command)));
        keep.setName("key-mine-" + command.id());
        line.add(keep, "h 26!");
        near(line, command, commands.key(command));
        return line;
    }

    private JComponent refused(Refusal it) {
        var line = note("error.soft", "error", messages.text("keys.refused"));
        near(line, it.wanted(), Optional.of(it.key()));
        return line;
    }

    private static ThemedPanel note(String ground, String ink, String words) {
        var line = ThemedPanel.block(ground, 8, "insets 2 10 4 4,gap 8", "[18!][grow,fill][][]");
        line.add(new JLabel(Icons.of("warning", 18, ink)));
        var label = Label.body(words);
        label.setToolTipText(words);
        line.add(label, "h 28!,wmin 0");
        return line;
    }

    /// Free keys that a command can have instead, each with one click.
    private void near(ThemedPanel line, Command command, Optional<KeyStroke> key) {
        var free =
                key.map(it -> NearKeys.of(it, other -> isTaken(other, command))).orElse(List.of());
        if (free.isEmpty()) {
            return;
        }
        var row = ThemedPanel.clear("gap 6", "", "[26!]");
        row.add(Label.small(messages.text("keys.near")));
        for (var offer : free) {
            var take =
                    Buttons.secondary(Keys.text(offer), () -> rebind(command, Optional.of(offer)));
            take.setName("key-near-" + Keys.joined(offer));
            row.add(take, "h 26!");
        }
        line.add(row, "newline,skip 1,span");
    }

    private boolean isTaken(KeyStroke key, Command wanted) {
        return commands.ownerOf(key, wanted).isPresent() || commands.opensMenu(key);
    }

    private void rebind(Command command, Optional<KeyStroke> key) {
        clash = Optional.empty();
        refusal = Optional.empty();
        before.push(commands.keys());
        commands.rebind(command, key);
        fill(Optional.of(command));
    }

    private void undo() {
        clash = Optional.empty();
        refusal = Optional.empty();
        commands.restore(before.pop());
        fill(Optional.empty());
        EventQueue.invokeLater(() -> focus(before.isEmpty() ? "choice-" + show : "keys-undo"));
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
        refusal = Optional.empty();
        before.push(commands.keys());
        commands.resetKeys();
        fill(Optional.empty());
    }

    private JComponent question(Clash it) {
        var words = messages.text("keys.clash", Keys.text(it.key()), commands.name(it.owner()));
        var line = note("warn.soft", "warn", words);
        var give =
                Buttons.quiet(
                        messages.text("keys.give"),
                        () -> rebind(it.wanted(), Optional.of(it.key())));
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
        near(line, it.wanted(), Optional.of(it.key()));
        var escape = KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0);
        var where = JComponent.WHEN_IN_FOCUSED_WINDOW;
        Keys.on(line, where, escape, line::isShowing, keep::doClick);
        return line;
    }

    /// Gives a command a key, or asks when another has it.
    private void take(Command command, Optional<KeyStroke> key) {
        refusal = Optional.empty();
        clash =
                key.flatMap(stroke ->
                        commands.ownerOf(stroke, command)
                                .map(owner -> new Clash(command, stroke, owner)));
        if (clash.isEmpty() && !key.equals(commands.key(command))) {
            rebind(command, key);
        } else {
            fill(Optional.of(command));
        }
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
            refusal = Optional.of(new Refusal(command, stroke));
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
            if (command == null || listens) {
                return super.getForeground();
            }
            if (!commands.sharing(command).isEmpty()) {
                return ThemeColors.color("error");
            }
            if (commands.key(command).isEmpty()) {
                return ThemeColors.color("text.tertiary");
            }
            return commands.isChanged(command)
                    ? ThemeColors.color("accent.text")
                    : super.getForeground();
        }
    }
}
