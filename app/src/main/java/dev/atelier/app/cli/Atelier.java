package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.Log;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root command: names the others and holds the options that all of them share.
@Command(
        name = "atelier",
        description = "Makes pictures with Stable Diffusion on this machine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed: a file, the memory, the disk or the model",
            "2:the command line is wrong",
            "130:cancelled"
        })
final class Atelier {
    private final EngineRuntime runtime;
    private boolean verbose;

    Atelier(EngineRuntime runtime) {
        this.runtime = runtime;
    }

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Say more, and show the stack trace of an error.")
    void verbose(boolean on) {
        verbose = on;
        if (on) {
            Log.showDetail();
        }
    }

    @Option(
            names = "--device",
            scope = ScopeType.INHERIT,
            paramLabel = "DEVICE",
            description = "What computes in this run: auto, cpu, cuda or cuda:N.")
    void device(String text) {
        var choice = DeviceOption.parse("--device", text);
        runtime.devices().ifPresent(it -> it.prefer(choice));
    }

    boolean verbose() {
        return verbose;
    }
}
