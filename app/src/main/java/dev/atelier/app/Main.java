package dev.atelier.app;

import dev.atelier.app.cli.Cli;
import dev.atelier.app.cli.Terminal;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.home.Log;
import java.util.List;

/// Entry point of the studio and of the command line, and the wiring of both.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        Log.alsoTo(home.log());
        System.exit(new Cli(Terminal.ofProcess(), home, List::of).run(args));
    }
}
