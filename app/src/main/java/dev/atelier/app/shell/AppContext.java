package dev.atelier.app.shell;

import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;

/// What every [Feature] uses of the program around it.
public record AppContext(
        DataFolder home,
        Settings settings,
        Tasks tasks,
        Commands commands,
        MainWindow window,
        UndoHistory history) {
    /// Binds a command that shows a view, and is marked while it does.
    public void showing(Command command, String view) {
        commands.bind(command, window.view().map(view::equals), () -> window.show(view));
    }
}
