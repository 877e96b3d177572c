package dev.atelier.app.shell;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Keys;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.PaletteEntry;
import java.awt.event.ActionEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
    private final Value<Integer> changes = Value.of(0);
    private Messages messages = Messages.of(Commands.class);

    public Commands(Settings settings) {
        this.settings = settings;
    }

    /// Says what a command does, and when it can be used.
    public void bind(Command command, State enabled, Runnable action) {
        var made = new Bound(action);
        bound.put(command, made);
        dress(command, made);
        enabled.bind(made::setEnabled);
    }

    public void bind(Command command, Runnable action) {
        bind(command, State.always(true), action);
    }

    /// The same for one that is on or off, which menus show by a mark.
    public void bind(Command command, Observed<Boolean> on, Runnable action) {
        bind(command, action);
        var made = action(command);
        on.bind(now -> made.putValue(Action.SELECTED_KEY, now));
    }

    /// Every bound command that can be used now, for the palette.
    public List<PaletteEntry> goals() {
        var english = Messages.english(Commands.class);
        return all().stream()
                .filter(command -> command != Command.PALETTE && action(command).isEnabled())
                .map(command ->
                        new PaletteEntry(
                                name(command),
                                english.text("command." + command.id()),
                                words(command),
                                "",
                                key(command),
                                () -> perform(command)))
                .toList();
    }

    /// The name of a command and other words for it, in the present language and in English.
    String words(Command command) {
        return more(command, messages) + " " + more(command, Messages.english(Commands.class));
    }

    private static String more(Command command, Messages words) {
        var key = "more." + command.id();
        return words.text("command." + command.id())
                + (words.has(key) ? " " + words.text(key) : "");
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
        return settings.get(setting(command));
    }

    private static Setting<Optional<KeyStroke>> setting(Command command) {
        return StudioSettings.COMMAND_KEY.of(command.id(), usualKey(command));
    }

    /// The key of a command as people read it, empty for none; follows every change.
    public Observed<String> keyText(Command command) {
        return changes.map(count -> key(command).map(Keys::joined).orElse(""));
    }

    /// The key a command comes with.
    static Optional<KeyStroke> usualKey(Command command) {
        return Optional.ofNullable(KeyStroke.getKeyStroke(command.defaultKey()));
    }

    /// Whether the user has given it another key, or none.
    public boolean isChanged(Command command) {
        return !key(command).equals(usualKey(command));
    }

    /// Another command that has this key.
    public Optional<Command> ownerOf(KeyStroke key, Command wanted) {
        return bound.keySet().stream()
                .filter(other -> other != wanted && key(other).equals(Optional.of(key)))
                .findFirst();
    }

    /// The other commands that have the key of one: kept settings can hold a key twice, and a new
    /// version may come with a key that was given to something else.
    List<Command> sharing(Command command) {
        var key = key(command);
        return bound.keySet().stream()
                .filter(it -> it != command && key.isPresent() && key(it).equals(key))
                .toList();
    }

    /// The keys of all commands, for [#restore].
    Map<Command, Optional<KeyStroke>> keys() {
        var all = new EnumMap<Command, Optional<KeyStroke>>(Command.class);
        for (var command : Command.values()) {
            all.put(command, key(command));
        }
        return all;
    }

    /// Gives the commands the keys that they had.
    void restore(Map<Command, Optional<KeyStroke>> keys) {
        keys.forEach(this::keep);
        bound.forEach(this::dress);
        changes.update(count -> count + 1);
    }

    private void keep(Command command, Optional<KeyStroke> key) {
        if (key.equals(usualKey(command))) {
            settings.remove(setting(command));
        } else {
            settings.put(setting(command), key);
        }
    }

    /// Whether a key opens a menu.
    boolean opensMenu(KeyStroke key) {
        for (var menu : Command.Menu.values()) {
            var id = "menu." + menu.name().toLowerCase(Locale.ROOT) + ".mnemonic";
            var stroke = KeyStroke.getKeyStroke("alt " + messages.text(id));
            if (key.equals(stroke)) {
                return true;
            }
        }
        return false;
    }

    /// Gives every command the key it comes with.
    public void resetKeys() {
        for (var command : Command.values()) {
            settings.remove(setting(command));
        }
        bound.forEach(this::dress);
        changes.update(count -> count + 1);
    }

    /// Gives a command another key; the command that had it loses it.
    ///
    /// @param key empty for none
    public void rebind(Command command, Optional<KeyStroke> key) {
        for (var other : bound.keySet()) {
            if (other != command && key.isPresent() && key.equals(key(other))) {
                settings.put(setting(other), Optional.empty());
                dress(other, action(other));
            }
        }
        keep(command, key);
        dress(command, action(command));
        changes.update(count -> count + 1);
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
        private final transient Runnable action;

        Bound(Runnable action) {
            this.action = action;
        }

        @Override
        public void actionPerformed(ActionEvent event) {
            action.run();
        }
    }
}
