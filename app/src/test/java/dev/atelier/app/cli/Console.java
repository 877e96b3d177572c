package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/// Runs commands in this process and keeps what they print.
final class Console {
    final FakeRuntime engine = new FakeRuntime();
    final Path home;
    final Cli cli;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal;

    Console(Path home, boolean interactive) {
        this.home = home;
        terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), interactive);
        this.cli = new Cli(terminal, new DataFolder(home, home.resolve("native")), engine);
    }

    /// Where its commands write.
    Terminal terminal() {
        return terminal;
    }

    int run(String... arguments) {
        return cli.run(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
