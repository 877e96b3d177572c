package dev.atelier.app.shell;

import dev.atelier.app.kit.Label;
import dev.atelier.app.kit.Layer;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.KeyStroke;

/// The commands and their keys; a click on a key waits for another.
public final class KeyList {
    private final Layer rows = Layer.clear("wrap 2", "[grow,fill]8[180!]", "");
    private final Commands commands;
    private final String none;
    private final String press;

    /// @param none what stands for no key
    /// @param press what is shown while it waits
    public KeyList(Commands commands, String none, String press) {
        this.commands = commands;
        this.none = none;
        this.press = press;
        fill();
    }

    public JComponent component() {
        return rows;
    }

    private void fill() {
        rows.removeAll();
        for (var command : commands.all()) {
            rows.add(Label.body(commands.name(command)), "h 32!,wmin 0");
            rows.add(key(command), "h 28!");
        }
        rows.revalidate();
        rows.repaint();
    }

    private JButton key(Command command) {
        var button = new JButton(commands.key(command).map(Keys::text).orElse(none));
        button.getAccessibleContext().setAccessibleName(commands.name(command));
        button.addActionListener(event -> button.setText(press));
        button.addKeyListener(
                new KeyAdapter() {
                    @Override
                    public void keyPressed(KeyEvent event) {
                        if (!button.getText().equals(press) || isModifier(event.getKeyCode())) {
                            return;
                        }
                        event.consume();
                        var stroke = KeyStroke.getKeyStrokeForEvent(event);
                        boolean away = event.getKeyCode() == KeyEvent.VK_BACK_SPACE;
                        if (event.getKeyCode() != KeyEvent.VK_ESCAPE) {
                            commands.rebind(command, away ? Optional.empty() : Optional.of(stroke));
                        }
                        fill();
                    }
                });
        return button;
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
}
