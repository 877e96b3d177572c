package dev.atelier.app;

import static java.util.stream.Collectors.joining;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.shell.Feature;
import dev.atelier.app.shell.MainWindow;
import dev.atelier.app.shell.StatusBar;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.welcome.WelcomeView;
import dev.atelier.torch.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.swing.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the status bar and the first page show of the machine: what computes, the memory it uses
/// and the free disk, read every two seconds. Event thread.
final class MachineLine implements Feature {
    private static final Logger log = LoggerFactory.getLogger(MachineLine.class);

    private final Tasks tasks;
    private final MemoryWatch watch;
    private final EngineRuntime runtime;
    private final Supplier<Path> pictures;
    private final Value<Optional<EngineRuntime.Expected>> device = Value.of(Optional.empty());
    private boolean warm;
    private final Value<String> engine = Value.of("");
    private final Value<String> disk = Value.of("");
    private final Timer look = new Timer(2000, event -> look());
    private Machine machine = new Machine(MemoryWatch.Sample.NOTHING, "");

    private record Machine(MemoryWatch.Sample memory, String free) {}

    /// @param pictures the folder whose disk is looked at
    MachineLine(Tasks tasks, MemoryWatch watch, EngineRuntime runtime, Supplier<Path> pictures) {
        this.tasks = tasks;
        this.watch = watch;
        this.runtime = runtime;
        this.pictures = pictures;
        look.setInitialDelay(500);
    }

    @Override
    public void open() {
        look.start();
        tasks.run("probe-machine", _ -> runtime.expected(), answer(() -> !warm));
    }

    /// Loads the engine's libraries, which take memory and half a second, once there is a sign that
    /// a picture will be made.
    void warmUp() {
        if (!warm) {
            warm = true;
            probe();
        }
    }

    /// Asks what computes; again after another device was chosen.
    void probe() {
        tasks.compute(
                "probe-machine",
                _ -> EngineRuntime.Expected.of(runtime.compute(Optional.empty())),
                answer(() -> true));
    }

    private Tasks.Outcome<EngineRuntime.Expected> answer(BooleanSupplier stillAsked) {
        return Tasks.Outcome.of(
                answer -> {
                    if (stillAsked.getAsBoolean()) {
                        device.set(Optional.of(answer));
                    }
                },
                failure -> log.warn("probe", failure));
    }

    @Override
    public void quit() {
        look.stop();
    }

    @Override
    public List<StatusBar.Item> status() {
        return List.of(new StatusBar.Item("chip", engine), new StatusBar.Item("folder", disk));
    }

    /// What computes, in a sentence; nothing until it is known.
    Observed<String> inWords() {
        return device.map(MachineLine::inWords);
    }

    @Override
    public void relabel() {
        show(machine);
    }

    private void look() {
        tasks.run(
                "read-machine",
                task -> new Machine(watch.read(), freeGigabytes()),
                Tasks.Outcome.of(this::show, failure -> log.debug("status", failure)));
    }

    private static String inWords(Optional<EngineRuntime.Expected> device) {
        if (device.isEmpty()) {
            return "";
        }
        var words = Messages.of(WelcomeView.class);
        var strategy = device.get().strategy().map(Strategy::label);
        if (device.get().onGpu()) {
            return strategy.map(label -> words.text("welcome.card.known", label))
                    .orElseGet(() -> words.text("welcome.card"));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        return strategy.map(label -> words.text("welcome.processor.known", cores, label))
                .orElseGet(() -> words.text("welcome.processor", cores));
    }

    private void show(Machine now) {
        machine = now;
        var words = Messages.of(MainWindow.class);
        var known = device.get();
        boolean gpu = known.filter(EngineRuntime.Expected::onGpu).isPresent();
        watch.show(now.memory, gpu);
        var what =
                Stream.concat(
                        known.map(_ -> gpu ? "GPU" : "CPU").stream(),
                        known
                                .flatMap(EngineRuntime.Expected::strategy)
                                .map(Strategy::label)
                                .stream());
        var used = now.memory.resident().stream().mapToObj(bytes -> gigabytes(words, bytes));
        engine.set(Stream.concat(what, used).collect(joining(" · ")));
        disk.set(now.free.isEmpty() ? "" : words.text("status.free", now.free));
    }

    private static String gigabytes(Messages words, long bytes) {
        return words.text("status.memory", String.format(Locale.ROOT, "%.1f", bytes / 1e9));
    }

    private String freeGigabytes() throws IOException {
        var folder = pictures.get().toAbsolutePath();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return Math.round(Files.getFileStore(folder).getUsableSpace() / 1e9) + "";
    }
}
