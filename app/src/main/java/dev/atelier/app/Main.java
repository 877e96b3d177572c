package dev.atelier.app;

import dev.atelier.app.cli.Cli;
import dev.atelier.app.cli.Terminal;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.home.Log;

/// Entry point of the studio and of the command line, and the wiring of both.
public final class Main {
    /// What a first start without arguments draws.
    private static final String[] WELCOME = {
        "generate", "a red boat under a yellow moon", "--seed", "7", "--sampler", "Euler", "--cfg-scale", "6"
    };

    private Main() {}

    public static void main(String[] args) {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        Log.alsoTo(home.log());
        var cli = new Cli(Terminal.ofProcess(), home, new LocalEngine(home), new CtrlC());
        System.exit(cli.run(args.length == 0 ? WELCOME : args));
    }
}
