package dev.atelier.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// One command for window and command line, as a terminal has it: a script that starts the launcher
/// of the one or of the other, each with a start-up cache of its own.
final class LinuxCommand {
    /// Files alone are opened in the window, as a desktop gives them.
    private static final String SCRIPT =
            """
            #!/bin/sh
            # Files, or nothing: the window. Anything else is a command.
            launcher=atelier-window
            for argument; do
                [ -f "$argument" ] || launcher=atelier-cli
            done
            self=$(readlink -f -- "$0")
            exec "${self%/*}/$launcher" "$@"
            """;

    private LinuxCommand() {}

    /// Puts the script in the place of the launcher, which is kept under another name. A launcher
    /// reads the settings that have its name.
    ///
    /// @param image the program's folder
    static void install(Path image) throws IOException {
        var command = image.resolve("bin").resolve(Platform.LINUX.program());
        var window = command.resolveSibling(Platform.LINUX.program() + "-window");
        Files.move(command, window);
        var settings = Platform.LINUX.jars(image);
        Files.copy(
                settings.resolve(command.getFileName() + ".cfg"),
                settings.resolve(window.getFileName() + ".cfg"));
        Files.writeString(command, SCRIPT);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
