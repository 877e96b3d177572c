package dev.atelier.app.shell;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Every command of the studio, in the order of the menus. Its words stand in the bundle of this
/// package under `<menu>.<command>`.
public enum Command {
    IMPORT(Menu.FILE, "download", "ctrl O"),
    SHOW_PICTURES(Menu.FILE, "folder", ""),
    QUIT(Menu.FILE, "", "ctrl Q"),
    UNDO(Menu.EDIT, "undo", "ctrl Z"),
    REDO(Menu.EDIT, "redo", "ctrl shift Z"),
    COPY_PICTURE(Menu.EDIT, "copy", ""),
    COPY_RECIPE(Menu.EDIT, "text", ""),
    PASTE_RECIPE(Menu.EDIT, "edit", ""),
    COMPARE_PICTURE(Menu.EDIT, "compare", ""),
    COMPARE_TWIN(Menu.EDIT, "pair", ""),
    TRASH_PICTURE(Menu.EDIT, "trash", ""),
    EDIT_STYLES(Menu.EDIT, "preset", ""),
    EDIT_WILDCARDS(Menu.EDIT, "list", ""),
    PALETTE(Menu.VIEW, "search", "ctrl K"),
    SHOW_CREATE(Menu.VIEW, "create", "ctrl 1"),
    SHOW_LIBRARY(Menu.VIEW, "library", "ctrl 4"),
    SHOW_COMPARE(Menu.VIEW, "compare", "ctrl 3"),
    SHOW_SERVICES(Menu.VIEW, "services", "ctrl 5"),
    SHOW_MODELS(Menu.VIEW, "models", "ctrl 2"),
    SHOW_SETTINGS(Menu.VIEW, "settings", "ctrl COMMA"),
    RESCAN(Menu.VIEW, "", "F5"),
    ZOOM_FIT(Menu.VIEW, "fit", ""),
    ZOOM_FULL(Menu.VIEW, "image", ""),
    FOLD_QUEUE(Menu.VIEW, "queue", "ctrl J"),
    AS_DESKTOP(Menu.VIEW, "", ""),
    LIGHT(Menu.VIEW, "", ""),
    DARK(Menu.VIEW, "", ""),
    GENERATE(Menu.CREATE, "play", "ctrl ENTER"),
    GENERATE_FIRST(Menu.CREATE, "up", "ctrl shift ENTER"),
    SKIP(Menu.CREATE, "skip", ""),
    INTERRUPT(Menu.CREATE, "stop", ""),
    CANCEL(Menu.CREATE, "close", "ctrl alt ENTER"),
    GRID(Menu.CREATE, "grid", "ctrl G"),
    FOREVER(Menu.CREATE, "reuse", ""),
    PAUSE(Menu.CREATE, "pause", ""),
    RESUME(Menu.CREATE, "play", ""),
    PAUSE_AND_FREE(Menu.CREATE, "chip", ""),
    ADD_LORA(Menu.CREATE, "plus", "ctrl L"),
    NEW_SEED(Menu.CREATE, "dice", ""),
    LAST_SEED(Menu.CREATE, "reuse", ""),
    SWAP_SIZE(Menu.CREATE, "swap", ""),
    CONNECT_CLOUD(Menu.CLOUD, "account", ""),
    DEPLOY_SERVICE(Menu.CLOUD, "plus", "ctrl shift D"),
    START_SANDBOX(Menu.CLOUD, "sandbox", ""),
    ABOUT(Menu.HELP, "info", "");

    /// The menus, in order.
    public enum Menu {
        FILE,
        EDIT,
        VIEW,
        CREATE,
        CLOUD,
        HELP
    }

    /// The commands that begin a group in their menu.
    private static final Set<Command> FIRSTS =
            EnumSet.of(
                    QUIT,
                    COPY_PICTURE,
                    EDIT_STYLES,
                    SHOW_CREATE,
                    ZOOM_FIT,
                    FOLD_QUEUE,
                    AS_DESKTOP,
                    SKIP,
                    GRID,
                    PAUSE,
                    ADD_LORA,
                    START_SANDBOX);

    /// The commands of which one at most is on.
    private static final Set<Command> ALTERNATIVES =
            EnumSet.of(
                    SHOW_CREATE,
                    SHOW_LIBRARY,
                    SHOW_COMPARE,
                    SHOW_SERVICES,
                    SHOW_MODELS,
                    SHOW_SETTINGS,
                    AS_DESKTOP,
                    LIGHT,
                    DARK);

    private final Menu menu;
    private final String icon;
    private final String key;

    Command(Menu menu, String icon, String key) {
        this.menu = menu;
        this.icon = icon;
        this.key = key;
    }

    public Menu menu() {
        return menu;
    }

    /// Whether a line separates it from the one above.
    boolean beginsGroup() {
        return FIRSTS.contains(this);
    }

    /// Whether it stands for one of several states.
    boolean isAlternative() {
        return ALTERNATIVES.contains(this);
    }

    String icon() {
        return icon;
    }

    /// The key it comes with, as `KeyStroke.getKeyStroke` reads it; empty for none.
    String defaultKey() {
        return key;
    }

    /// What it is called in bundles and settings.
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
