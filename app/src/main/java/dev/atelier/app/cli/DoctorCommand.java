package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.DataFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What this machine offers and how the engine uses it.
@Command(name = "doctor", description = "Describe this machine, the folders and the engine.")
final class DoctorCommand implements Callable<Integer> {
    private static final String ENGINE = "engine";

    private final Terminal terminal;
    private final DataFolder home;
    private final EngineRuntime runtime;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DoctorCommand(Terminal terminal, DataFolder home, EngineRuntime runtime) {
        this.terminal = terminal;
        this.home = home;
        this.runtime = runtime;
    }

    @Override
    public Integer call() {
        var facts = new ArrayList<Fact>();
        facts.addAll(Machine.facts());
        facts.addAll(Folders.facts(home));
        runtime.devices().ifPresent(devices -> facts.addAll(DeviceFacts.of(devices)));
        try {
            facts.addAll(engine());
        } finally {
            new Report(facts).print(terminal, json); // also where the engine does not start
        }
        return ExitCode.OK;
    }

    private List<Fact> engine() {
        var found = runtime.facts();
        return List.of(
                Fact.of(ENGINE, "PyTorch", found.version()),
                Fact.of(ENGINE, "device", found.device()),
                Fact.of(ENGINE, "threads", found.threads()),
                Fact.of(ENGINE, "strategy", found.strategy()),
                Fact.of(ENGINE, "because", found.because()));
    }
}
