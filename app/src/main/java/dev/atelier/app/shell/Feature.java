package dev.atelier.app.shell;

import dev.atelier.app.ui.PaletteEntry;
import java.util.List;

/// A part of the studio that can be taken out without the others: its commands, its places in the
/// window, and what of it outlives the program. It binds its commands when it is made; its views
/// are built again after a change of the language. Event thread.
public interface Feature {
    /// Its places in the rail, built for the present language; what they subscribe to belongs to
    /// the scope that is open.
    default List<View> views() {
        return List.of();
    }

    /// Its facts at the foot of the window.
    default List<StatusBar.Item> status() {
        return List.of();
    }

    /// What the palette finds of it besides commands.
    default List<PaletteEntry> goals() {
        return List.of();
    }

    /// The studio is shown.
    default void open() {}

    /// The language has changed: what it shows outside of [#views] is closed or shown again.
    default void relabel() {}

    /// Keeps what the next start goes on with, and ends its work.
    default void quit() {}

    /// Closes its files, after nothing computes any more.
    default void close() {}
}
