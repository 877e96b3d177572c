package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What this machine offers and how the engine uses it.
@Command(name = "doctor", description = "Describe this machine, the folders and the engine.")
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final DataFolder home;
    private final Engine engine;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DoctorCommand(Terminal terminal, DataFolder home, Engine engine) {
        this.terminal = terminal;
        this.home = home;
        this.engine = engine;
    }

    @Override
    public Integer call() {
        var facts = new ArrayList<Fact>();
        facts.addAll(Machine.facts());
        facts.addAll(Folders.facts(home));
        facts.addAll(engine.facts());
        new Report(facts).print(terminal, json);
        return ExitCode.OK;
    }
}
