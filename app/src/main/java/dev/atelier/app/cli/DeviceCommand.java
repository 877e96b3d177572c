package dev.atelier.app.cli;

import dev.atelier.app.device.CudaDownload;
import dev.atelier.app.device.CudaDownload.Phase;
import dev.atelier.app.device.CudaFiles;
import dev.atelier.app.device.DeviceChoice;
import dev.atelier.app.device.DeviceProblem;
import dev.atelier.app.device.Devices;
import dev.atelier.app.engine.CardTrial;
import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.json.MessageText;
import dev.atelier.torch.TorchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The graphics card from the terminal: what there is, what is chosen, PyTorch's CUDA build.
@Command(
        name = "device",
        description = "Choose what computes, and set up the graphics card.",
        sortOptions = false,
        footer = {
            "",
            "Without options it says what there is. What is chosen is kept, also for the studio.",
            "",
            "Examples:",
            "  atelier device --fetch",
            "  atelier device --choose cuda:1 --memory 8"
        })
final class DeviceCommand implements Callable<Integer> {
    /// More than any card has, in GB.
    private static final int MOST_MEMORY = 10_000;

    private final Terminal terminal;
    private final EngineRuntime runtime;
    private final Cancellation cancellation;

    @Option(
            names = "--choose",
            paramLabel = "DEVICE",
            converter = Converters.OfDevice.class,
            description = "auto, cpu, or a card such as cuda:0.")
    private @Nullable DeviceChoice choose;

    @Option(
            names = "--memory",
            paramLabel = "GB",
            description = "The most of the card's memory that may be used; 0 for all that is free.")
    private @Nullable Double memory;

    @Option(
            names = "--fetch",
            description = "Fetch PyTorch's CUDA build, or go on with it; says first what it is.")
    private boolean fetch;

    @Option(
            names = "--use",
            paramLabel = "DIR",
            description = "Use PyTorch's CUDA build in this folder, without any network.")
    private @Nullable Path use;

    @Option(names = "--again", description = "Try the card again, after something was changed.")
    private boolean again;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--trial", hidden = true)
    private @Nullable Integer trial;

    @Option(names = "--libraries", hidden = true)
    private @Nullable Path libraries;

    @Option(names = "--report", hidden = true)
    private @Nullable Path report;

    DeviceCommand(Terminal terminal, EngineRuntime runtime, Cancellation cancellation) {
        this.terminal = terminal;
        this.runtime = runtime;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call() throws DeviceProblem, IOException {
        if (trial != null && libraries != null) {
            return tryCard(libraries, trial, report);
        }
        var devices =
                runtime.devices()
                        .orElseThrow(() -> CommandException.failed(Message.of("cli.no-devices")));
        change(devices);
        if (fetch) {
            fetch(devices);
        }
        new Report(DeviceFacts.of(devices)).print(terminal, json);
        return ExitCode.OK;
    }

    /// In a process that is only there for this.
    ///
    /// @param report where the process that started this one reads why the card cannot be used
    private static int tryCard(Path libraries, int card, @Nullable Path report) throws IOException {
        try {
            CardTrial.run(libraries, card);
            return ExitCode.OK;
        } catch (TorchException e) {
            var why =
                    Message.foreign(String.valueOf(e.getMessage()).lines().findFirst().orElse("?"));
            if (report != null) {
                Files.writeString(report, MessageText.write(why));
            }
            throw CommandException.failed(why);
        }
    }

    private void change(Devices devices) throws DeviceProblem {
        if (choose != null) {
            var choice = choose;
            devices.change(it -> it.withChoice(choice));
        }
        if (memory != null) {
            if (!(memory >= 0 && memory <= MOST_MEMORY)) {
                throw CommandException.usage(Message.of("cli.memory-budget", MOST_MEMORY, memory));
            }
            long bytes = Math.round(memory * 1e9);
            devices.change(it -> it.withBudget(bytes));
        }
        if (use != null) {
            use(devices, use.toAbsolutePath().normalize());
        }
        if (again) {
            devices.tryAgain();
        }
    }

    private static void use(Devices devices, Path folder) {
        try {
            devices.useFolder(folder);
        } catch (DeviceProblem e) {
            throw CommandException.failed(
                    Message.of("cli.option-problem", "--use", e.what(), e.advice()));
        }
    }

    private void fetch(Devices devices) throws DeviceProblem {
        var wanted =
                devices.available()
                        .orElseThrow(
                                () -> CommandException.failed(Message.of("cli.no-cuda-build")));
        if (devices.look().files() instanceof CudaFiles.Whole) {
            terminal.err().println(Message.of("cli.build-here").english());
            return;
        }
        terminal.err().println(wanted.sentence().english());
        var line = new Line();
        devices.fetched(
                new CudaDownload(wanted, devices.platform(), devices.runtimes(), line).run());
        line.end();
    }

    /// One line redrawn for a person, one for each tenth otherwise.
    private final class Line implements CudaDownload.Watch {
        private String shown = "";

        @Override
        public void moved(Phase phase, long bytes, long of) {
            cancellation.requireGoing();
            long share = of == 0 ? 0 : 100 * bytes / of;
            long step = terminal.interactive() ? share : share / 10 * 10;
            var text =
                    String.format(
                            Locale.ROOT,
                            "%s %d %% of %.1f GB",
                            phase.name().toLowerCase(Locale.ROOT),
                            step,
                            of / 1e9);
            if (!text.equals(shown)) {
                shown = text;
                terminal.err().print(terminal.interactive() ? "\r" + text + "   " : text + "\n");
                terminal.err().flush();
            }
        }

        void end() {
            if (terminal.interactive()) {
                terminal.err().println();
            }
        }
    }
}
