package dev.atelier.app.shell;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.Segment;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import org.jspecify.annotations.Nullable;

/// Where the keys of the commands are on a keyboard: used, changed, clashing and free ones with the
/// modifiers that are chosen above it. Event thread.
final class KeyboardMap {
    private static final int ACROSS = 360;

    /// Modifiers that commands are called with.
    enum Held {
        ALONE(0),
        CTRL(InputEvent.CTRL_DOWN_MASK),
        CTRL_SHIFT(InputEvent.CTRL_DOWN_MASK | InputEvent.SHIFT_DOWN_MASK),
        ALT(InputEvent.ALT_DOWN_MASK);

        private final int mask;

        Held(int mask) {
            this.mask = mask;
        }
    }

    private final Commands commands;
    private final Messages messages = Messages.of(KeyList.class);
    private final Value<Held> held = Value.of(Held.CTRL);
    private final Board board = new Board();
    private final Label count = Label.small("");
    private final ThemedPanel panel =
            ThemedPanel.clear("wrap 2", "[grow,fill][right]", "[24!]8[32!]12[]8[]");

    KeyboardMap(Commands commands) {
        this.commands = commands;
        panel.setName("keyboard-map");
        panel.add(Label.strong(messages.text("map.title")), "wmin 0");
        panel.add(count);
        var choices =
                Segment.following(
                        "map", List.of(Held.values()), it -> messages.text("map." + it), held);
        panel.add(choices, "span 2,growx,wmax " + ACROSS);
        panel.add(board, "span 2,w %d!,h %d!".formatted(ACROSS, Board.DOWN));
        panel.add(legend(), "span 2");
        held.bind(now -> refresh());
    }

    private ThemedPanel legend() {
        var legend = ThemedPanel.clear("gap 6", "", "[18!]");
        for (var kind : Kind.values()) {
            legend.add(new Swatch(kind), "w 12!,h 12!");
            legend.add(Label.small(messages.text("map." + kind)), "gapright 10");
        }
        return legend;
    }

    JComponent component() {
        return panel;
    }

    /// Draws the keys as they are now.
    void refresh() {
        long used = commands.all().stream().filter(it -> isHeld(it, held.get())).count();
        count.setText(messages.text("map.count", used));
        board.getAccessibleContext()
                .setAccessibleDescription(
                        messages.text("map." + held.get()) + ": " + count.getText());
        board.repaint();
    }

    private boolean isHeld(Command command, Held with) {
        return commands.key(command).filter(it -> modifiers(it) == with.mask).isPresent();
    }

    /// What is held down with a key, without the older masks that Java adds.
    static int modifiers(KeyStroke stroke) {
        return stroke.getModifiers()
                & (InputEvent.CTRL_DOWN_MASK
                        | InputEvent.SHIFT_DOWN_MASK
                        | InputEvent.ALT_DOWN_MASK
                        | InputEvent.META_DOWN_MASK);
    }

    private Optional<Command> at(int code) {
        return commands.all().stream()
                .filter(it -> isHeld(it, held.get()))
                .filter(it -> commands.key(it).filter(k -> k.getKeyCode() == code).isPresent())
                .findFirst();
    }

    private enum Kind {
        USED("accent.soft", "accent.text"),
        CHANGED("accent", "text.onAccent"),
        CONFLICT("error.soft", "error"),
        FREE("bg.field", "text.secondary");

        private final String ground;
        private final String ink;

        Kind(String ground, String ink) {
            this.ground = ground;
            this.ink = ink;
        }
    }

    private static final class Swatch extends Painted {
        private final Kind kind;

        Swatch(Kind kind) {
            super(AccessibleRole.ICON);
            this.kind = kind;
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            g.setColor(ThemeColors.color(kind.ground));
            g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 6, 6));
            g.dispose();
        }
    }

    /// The keyboard, drawn.
    private final class Board extends Painted {
        static final int STEP = 26;
        static final int DOWN = KeyboardLayout.ROWS * STEP;
        private static final int GAP = 3;
        private static final double UNIT = ACROSS / KeyboardLayout.WIDTH;
        private static final List<KeyboardLayout.Key> KEYS =
                Stream.concat(KeyboardLayout.TYPED.stream(), KeyboardLayout.OTHERS.stream())
                        .toList();

        Board() {
            super(AccessibleRole.ICON);
            setPreferredSize(new Dimension(ACROSS, DOWN));
            setToolTipText("");
        }

        private boolean isAt(KeyboardLayout.Key key, int x, int y) {
            double left = key.x() * UNIT;
            return x >= left && x < left + key.width() * UNIT && y / STEP == key.row();
        }

        private Kind kind(KeyboardLayout.Key key) {
            var command = key.code() == 0 ? Optional.<Command>empty() : at(key.code());
            return command.map(this::kind).orElse(Kind.FREE);
        }

        private Kind kind(Command command) {
            if (!commands.sharing(command).isEmpty()) {
                return Kind.CONFLICT;
            }
            return commands.isChanged(command) ? Kind.CHANGED : Kind.USED;
        }

        @Override
        public @Nullable String getToolTipText(MouseEvent event) {
            return KEYS.stream()
                    .filter(it -> it.code() != 0 && isAt(it, event.getX(), event.getY()))
                    .findFirst()
                    .flatMap(it -> at(it.code()))
                    .map(it ->
                            commands.name(it) + "  " + commands.key(it).map(Keys::text).orElse(""))
                    .orElse(null);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            for (var key : KEYS) {
                paint(g, key);
            }
            g.dispose();
        }

        private void paint(Graphics2D g, KeyboardLayout.Key key) {
            var kind = kind(key);
            var text = key.code() == KeyEvent.VK_SPACE ? messages.text("map.space") : key.text();
            double x = key.x() * UNIT;
            double y = key.row() * STEP;
            double width = key.width() * UNIT - GAP;
            g.setColor(ThemeColors.color(kind.ground));
            g.fill(new RoundRectangle2D.Double(x, y, width, STEP - (double) GAP, 8, 8));
            g.setColor(ThemeColors.color(key.code() == 0 ? "text.tertiary" : kind.ink));
            g.setFont(TextStyle.SMALL.font(text));
            var metrics = g.getFontMetrics();
            g.drawString(
                    text,
                    (float) (x + (width - metrics.stringWidth(text)) / 2),
                    (float) (y + (STEP - GAP - metrics.getHeight()) / 2.0 + metrics.getAscent()));
        }
    }
}
