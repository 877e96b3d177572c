/// The window around the views: rail, menus, command palette, status bar, toasts. It knows views
/// only as [View] and commands only as [Command]; features bind what a command does.
@NullMarked
package dev.atelier.app.shell;

import org.jspecify.annotations.NullMarked;
