package dev.atelier.app.shell;

import dev.atelier.app.kit.Icons;
import dev.atelier.app.kit.Messages;
import dev.atelier.app.observe.State;
import dev.atelier.app.settings.Settings;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.KeyStroke;

/// One Swing action for each command that something has been bound to. Menus, buttons, keys and the
/// palette share it. Event thread.
public final class Commands {
    private final Settings settings;
    private final Map<Command, Bound> bound = new EnumMap<>(Command.class);
    private Messages messages = Messages.of(Commands.class);

    public Commands(Settings settings) {
        this.settings = settings;
    }

    /// Says what a command does, and when it can be used.
    public void bind(Command command, State enabled, Runnable act) {
        var action = new Bound(act);
        bound.put(command, action);
        dress(command, action);
        enabled.bind(action::setEnabled);
    }

    public void bind(Command command, Runnable act) {
        bind(command, State.always(true), act);
    }

    /// The action of a bound command.
    public Action action(Command command) {
        var action = bound.get(command);
        if (action == null) {
            throw new IllegalArgumentException("nothing is bound to " + command);
        }
        return action;
    }

    /// Does what a bound command does.
    public void perform(Command command) {
        var action = action(command);
        if (action.isEnabled()) {
            action.actionPerformed(
                    new ActionEvent(this, ActionEvent.ACTION_PERFORMED, command.id()));
        }
    }

    /// The bound commands in menu order.
    public List<Command> all() {
        return new ArrayList<>(bound.keySet());
    }

    /// The key of a command, the user's own where there is one.
    public Optional<KeyStroke> key(Command command) {
        var text = settings.get("key." + command.id(), command.defaultKey());
        return Optional.ofNullable(KeyStroke.getKeyStroke(text));
    }

    /// Gives a command another key; whichever command had it loses it.
    ///
    /// @param key empty for none
    public void rebind(Command command, Optional<KeyStroke> key) {
        for (var other : bound.keySet()) {
            if (other != command && key.isPresent() && key.equals(key(other))) {
                settings.put("key." + other.id(), "");
                dress(other, action(other));
            }
        }
        settings.put("key." + command.id(), key.map(KeyStroke::toString).orElse(""));
        dress(command, action(command));
    }

    /// After the language has changed.
    public void relabel() {
        messages = Messages.of(Commands.class);
        bound.forEach(this::dress);
    }

    /// What the palette and the list of keys call a command.
    public String name(Command command) {
        return messages.text("command." + command.id());
    }

    private void dress(Command command, Action action) {
        var name = name(command);
        action.putValue(Action.NAME, name);
        var key = key(command);
        action.putValue(Action.ACCELERATOR_KEY, key.orElse(null));
        action.putValue(
                Action.SHORT_DESCRIPTION,
                key.map(stroke -> name + "  " + Keys.text(stroke)).orElse(name));
        if (!command.icon().isEmpty()) {
            action.putValue(Action.SMALL_ICON, Icons.quiet(command.icon()));
        }
    }

    private static final class Bound extends AbstractAction {
        private final transient Runnable act;

        Bound(Runnable act) {
            this.act = act;
        }

        @Override
        public void actionPerformed(ActionEvent event) {
            act.run();
        }
    }
}
