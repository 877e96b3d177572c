package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.DataFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What this machine offers and how the engine uses it.
@Command(name = "doctor", description = "Describe this machine, the folders and the engine.")
final class DoctorCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(DoctorCommand.class);
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
        boolean starts = addEngine(facts);
        new Report(facts).print(terminal, json);
        return starts ? ExitCode.OK : ExitCode.FAILED;
    }

    /// Where the engine does not start, the reason is what the user came for.
    private boolean addEngine(List<Fact> facts) {
        try {
            facts.addAll(engine());
            return true;
        } catch (RuntimeException | LinkageError e) {
            log.info("the engine does not start", e);
            facts.add(Fact.of(ENGINE, "problem", Explanation.of(e).english()));
            return false;
        }
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
