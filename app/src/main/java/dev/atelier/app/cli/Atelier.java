package dev.atelier.app.cli;

import dev.atelier.app.device.Decision;
import dev.atelier.app.device.DeviceChoice;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.home.Log;
import dev.atelier.recipe.Message;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final Supplier<EngineRuntime> runtime;
    private boolean verbose;
    private Optional<DeviceChoice> device = Optional.empty();

    Atelier(Supplier<EngineRuntime> runtime) {
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
            converter = Converters.OfDevice.class,
            description = "What computes in this run: auto, cpu, cuda or cuda:N.")
    void device(DeviceChoice choice) {
        device = Optional.of(choice);
    }

    /// Takes the device of this run. One that is named is meant: a run on the processor instead
    /// would take a hundred times as long.
    ///
    /// @throws CommandException where a card is named that cannot be used
    void takeDevice() {
        if (device.isEmpty()) {
            return;
        }
        var devices = runtime.get().devices();
        if (devices.isEmpty()) {
            return;
        }
        devices.get().prefer(device.get());
        if (device.get() instanceof DeviceChoice.Card
                && devices.get().decide() instanceof Decision.OnProcessor(var why, var remedy)) {
            throw CommandException.usage(
                    remedy.map(it -> Message.of("cli.option-problem", "--device", why, it))
                            .orElseGet(() -> Message.of("cli.no-device", device.get())));
        }
    }

    boolean verbose() {
        return verbose;
    }
}
