package dev.atelier.app.device;

import dev.atelier.app.device.CudaDownload.Phase;
import dev.atelier.app.device.Devices.Outlook;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// The graphics card as Settings shows it. Event thread.
public final class DeviceModel {
    private final Devices devices;
    private final Tasks tasks;
    private final Runnable changed;
    private final Value<State> state = Value.of(new State.Unknown());
    private Optional<Task> download = Optional.empty();

    /// What there is to see.
    public sealed interface State {
        /// Nothing was looked at yet.
        record Unknown() implements State {}

        /// @param arrived bytes of the CUDA build that an earlier download has left
        record Known(Outlook now, long arrived) implements State {}

        /// @param of bytes in all of this phase
        record Fetching(Outlook now, Phase phase, long bytes, long of) implements State {}

        /// Something that the user asked for did not go.
        ///
        /// @param arrived as in [Known]
        record Failed(Outlook now, Message what, Message advice, long arrived) implements State {}
    }

    /// @param changed another device is to compute from now on
    public DeviceModel(Devices devices, Tasks tasks, Runnable changed) {
        this.devices = devices;
        this.tasks = tasks;
        this.changed = changed;
    }

    public Observed<State> state() {
        return state;
    }

    /// What would be fetched; empty where there is nothing for this system.
    public Optional<CudaPackage> available() {
        return devices.available();
    }

    /// Looks where nothing was looked at yet.
    public void lookOnce() {
        if (state.get() instanceof State.Unknown) {
            look();
        }
    }

    /// Looks again; a card that failed a trial may be tried again.
    public void lookAgain() {
        devices.tryAgain();
        look();
        changed.run();
    }

    private void look() {
        look(Optional.empty());
    }

    /// @param problem to show with what is found
    private void look(Optional<DeviceProblem> problem) {
        tasks.run(
                "read-machine",
                task -> new State.Known(devices.look(), arrived()),
                Tasks.Outcome.of(
                        known -> show(known, problem), failure -> state.set(new State.Unknown())));
    }

    private void show(State.Known known, Optional<DeviceProblem> problem) {
        if (download.isPresent()) {
            return;
        }
        state.set(
                problem.<State>map(it ->
                                new State.Failed(
                                        known.now(), it.what(), it.advice(), known.arrived()))
                        .orElse(known));
    }

    private long arrived() {
        return devices.available()
                .map(it -> CudaDownload.arrived(it, devices.runtimes()))
                .orElse(0L);
    }

    /// Fetches the CUDA build, or goes on with it.
    public void fetch() {
        var wanted = devices.available();
        var now = outlook();
        if (wanted.isEmpty() || now.isEmpty() || download.isPresent()) {
            return;
        }
        state.set(new State.Fetching(now.get(), Phase.FETCHING, 0, wanted.get().about()));
        var latest = new AtomicReference<State.Fetching>();
        var task =
                tasks.run(
                        "fetch-runtime",
                        running -> {
                            CudaDownload.Watch watch =
                                    (phase, bytes, of) -> {
                                        running.throwIfCancelled();
                                        latest.set(new State.Fetching(now.get(), phase, bytes, of));
                                        running.report(step(bytes, of));
                                    };
                            return new CudaDownload(
                                            wanted.get(),
                                            devices.platform(),
                                            devices.runtimes(),
                                            watch)
                                    .run();
                        },
                        new Tasks.Outcome<>(this::fetched, this::failed, this::stopped));
        download = Optional.of(task);
        task.step()
                .onChange(step -> {
                    var at = latest.get();
                    if (download.isPresent() && at != null) {
                        state.set(at);
                    }
                });
    }

    /// A thousandth is as fine as anybody sees.
    private static Task.Step step(long bytes, long of) {
        return new Task.Step(of == 0 ? 0 : Math.floor(1000.0 * bytes / of) / 1000, "");
    }

    private Optional<Outlook> outlook() {
        return switch (state.get()) {
            case State.Unknown _ -> Optional.empty();
            case State.Known known -> Optional.of(known.now());
            case State.Fetching fetching -> Optional.of(fetching.now());
            case State.Failed failed -> Optional.of(failed.now());
        };
    }

    private void fetched(Path folder) {
        download = Optional.empty();
        devices.fetched(folder);
        look();
        changed.run();
    }

    private void failed(Throwable failure) {
        download = Optional.empty();
        look(
                Optional.of(
                        failure instanceof DeviceProblem problem
                                ? problem
                                : new DeviceProblem(
                                        FailureMessages.message(failure),
                                        Message.of("card.goes-on"),
                                        failure)));
    }

    private void stopped() {
        download = Optional.empty();
        look();
    }

    /// Stops the download; what has arrived is kept.
    public void stop() {
        download.ifPresent(Task::cancel);
    }

    /// Takes the CUDA build from a folder.
    public void use(Path folder) {
        tasks.run(
                "use-runtime",
                task -> {
                    devices.useFolder(folder);
                    return folder;
                },
                Tasks.Outcome.of(
                        done -> {
                            look();
                            changed.run();
                        },
                        this::failed));
    }

    /// Computes on another device from the next picture on.
    public void choose(DeviceChoice choice) {
        if (!choice.equals(devices.settings().choice())) {
            change(it -> it.withChoice(choice));
        }
    }

    /// @param bytes of the card's memory; 0 for all that is free
    public void limit(long bytes) {
        if (bytes != devices.settings().budget()) {
            change(it -> it.withBudget(bytes));
        }
    }

    private void change(UnaryOperator<DeviceSettings> change) {
        devices.change(change);
        look();
        changed.run();
    }
}
