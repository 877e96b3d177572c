package dev.atelier.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// One command for window and command line, as a terminal has it: a script in the place of
/// jpackage's launchers, which ask the package managers of the system twice at every start who owns
/// them. It starts Java with the settings that jpackage wrote for the one or for the other.
final class LinuxCommand {
    private static final String SCRIPT =
            """
            #!/bin/sh
            # Files, or nothing: the window. Anything else is a command.
            settings=atelier
            for argument; do
                [ -f "$argument" ] || settings=atelier-cli
            done
            self=$(readlink -f -- "$0")
            root=${self%/bin/*}
            app=$root/lib/app
            classpath=
            while IFS='=' read -r key value; do
                case $key in
                    app.classpath) classpath=$classpath${classpath:+:}$app${value#'$APPDIR'} ;;
                    app.mainclass) main=$value ;;
                esac
            done < "$app/$settings.cfg"
            set -- -classpath "$classpath" "$main" "$@"
            while IFS='=' read -r key value; do
                [ "$key" = java-options ] || continue
                case $value in
                    *'$APPDIR'*) value=${value%%'$APPDIR'*}$app${value#*'$APPDIR'} ;;
                esac
                set -- "$value" "$@"
            done < "$app/$settings.cfg"
            exec "$root/lib/runtime/bin/java" "$@"
            """;

    private LinuxCommand() {}

    /// Puts the script in the place of the launchers.
    ///
    /// @param image the program's folder
    static void install(Path image) throws IOException {
        var command = image.resolve("bin").resolve(Platform.LINUX.program());
        Files.delete(command.resolveSibling("atelier-cli"));
        Files.writeString(command, SCRIPT);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
