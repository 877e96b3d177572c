package dev.atelier.app.device;

import dev.atelier.app.device.CardProbe.Result;
import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The device of this process: what is set, what there is, and what follows. Thread-safe; all that
/// looks blocks.
public final class Devices {
    private static final Logger log = LoggerFactory.getLogger(Devices.class);

    private final Path root;
    private final CardProbe probe;
    private final CudaPlatform platform;
    private final Trial trial;
    private final Optional<CudaPackage> available;
    private final Trials known;
    private DeviceSettings settings;
    private int turn;
    private Optional<Decision> used = Optional.empty();
    private boolean cuda;

    /// Tries a card for the first time, away from this process: libraries that do not fit can end
    /// the process that loads them.
    @FunctionalInterface
    public interface Trial {
        /// @return what went wrong, in a line; empty where the card computes
        Optional<Message> problem(Decision.OnCard with);
    }

    /// @param trial asked once for each card, driver and folder
    public Devices(DataFolder home, CardProbe probe, CudaPlatform platform, Trial trial) {
        this(home, probe, platform, trial, CudaPackage.of(platform));
    }

    /// @param trial asked once for each card, driver and folder
    /// @param available what would be fetched; empty where there is nothing
    public Devices(
            DataFolder home,
            CardProbe probe,
            CudaPlatform platform,
            Trial trial,
            Optional<CudaPackage> available) {
        this.available = available;
        this.root = home.root();
        this.probe = probe;
        this.platform = platform;
        this.trial = trial;
        known = new Trials(root.resolve("device-trials.properties"));
        settings = DeviceSettings.read(file());
    }

    /// Those of this computer.
    public static Devices ofThisMachine(DataFolder home, Trial trial) {
        return new Devices(home, new NvidiaSmi(), CudaPlatform.ofThisMachine(), trial);
    }

    private Path file() {
        return root.resolve("device.properties");
    }

    public CudaPlatform platform() {
        return platform;
    }

    /// What would have to be fetched for a card.
    public Optional<CudaPackage> available() {
        return available;
    }

    /// Where it is unpacked to.
    public Path runtimes() {
        return root.resolve("runtimes");
    }

    public synchronized DeviceSettings settings() {
        return settings;
    }

    /// Changes what is set, for this process and those after it.
    public synchronized void change(UnaryOperator<DeviceSettings> change) {
        settings = change.apply(settings);
        turn++;
        try {
            settings.write(file());
        } catch (IOException e) {
            log.warn("the device is not remembered in {}", file(), e);
        }
    }

    /// Takes PyTorch's CUDA build from a folder of the user.
    ///
    /// @throws DeviceProblem when it is none that can be used; nothing is changed then
    public void useFolder(Path folder) throws DeviceProblem {
        var found = CudaFiles.in(folder, platform);
        if (!(found instanceof CudaFiles.Whole)) {
            throw unusable(folder, found);
        }
        known.forget();
        change(it -> it.withFolder(Optional.of(folder)));
    }

    private static DeviceProblem unusable(Path folder, CudaFiles found) {
        var whole = Message.of("card.whole-libtorch", CudaFiles.VERSION, CudaFiles.FLAVOR);
        return Decision.ofFiles(found)
                .map(it -> new DeviceProblem(it.because(), it.remedy().orElse(whole), null))
                .orElseGet(
                        () -> new DeviceProblem(Message.of("card.no-folder", folder), whole, null));
    }

    /// PyTorch's CUDA build has arrived in the data folder.
    public void fetched(Path folder) {
        log.info("PyTorch's CUDA build is in {}", folder);
        known.forget();
        change(it -> it.withFolder(Optional.empty()));
    }

    /// Wants another device in this process alone.
    public synchronized void prefer(DeviceChoice choice) {
        settings = settings.withChoice(choice);
        turn++;
    }

    /// Limits the card's memory in this process alone.
    public synchronized void limit(long bytes) {
        settings = settings.withBudget(bytes);
        turn++;
    }

    /// Counts what was changed: who has decided looks again when it differs.
    public synchronized int turn() {
        return turn;
    }

    /// What there is and what follows from it. No trial is made; one that failed counts.
    public Outlook look() {
        var wanted = settings();
        var seen = probe.look();
        var files = files(wanted);
        var decided = Decision.of(wanted, seen, files, platform);
        if (decided instanceof Decision.OnCard card) {
            var failed = known.of(card).flatMap(it -> it);
            if (failed.isPresent()) {
                decided = failed(card, failed.get());
            }
        }
        return new Outlook(wanted, seen, files, decided, used().isPresent() && !hasCuda());
    }

    private CudaFiles files(DeviceSettings wanted) {
        if (wanted.folder().isPresent()) {
            return CudaFiles.in(wanted.folder().get(), platform);
        }
        return available()
                .map(it -> CudaFiles.in(runtimes().resolve(it.name()), platform))
                .orElseGet(CudaFiles.None::new);
    }

    /// Whether the user has chosen a card or has PyTorch's CUDA build.
    public boolean isSetUp() {
        var wanted = settings();
        return wanted.choice() instanceof DeviceChoice.Card
                || !(files(wanted) instanceof CudaFiles.None);
    }

    /// The same after a trial of the card, which may take ten seconds the first time.
    public Decision decide() {
        var decided = look().decision();
        if (decided instanceof Decision.OnCard card) {
            var outcome = known.of(card);
            if (outcome.isEmpty()) {
                outcome = Optional.of(trial.problem(card));
                known.remember(card, outcome.get());
            }
            if (outcome.get().isPresent()) {
                return failed(card, outcome.get().get());
            }
        }
        return decided;
    }

    /// Forgets how trials went: the user may have changed what they depend on.
    public void tryAgain() {
        known.forget();
        synchronized (this) {
            turn++;
        }
    }

    private static Decision failed(Decision.OnCard card, Message reason) {
        return new Decision.OnProcessor(
                Message.of("card.trial-failed", card.card().name(), reason),
                Optional.of(Message.of("card.after-trial")));
    }

    /// What this process has begun to compute on.
    public synchronized void using(Decision decision) {
        used = Optional.of(decision);
        cuda |= decision instanceof Decision.OnCard;
    }

    /// Whether this process has loaded the libraries for cards.
    public synchronized boolean hasCuda() {
        return cuda;
    }

    public synchronized Optional<Decision> used() {
        return used;
    }

    /// @param withoutCuda whether this process computes already, with libraries that know no card
    public record Outlook(
            DeviceSettings settings,
            Result seen,
            CudaFiles files,
            Decision decision,
            boolean withoutCuda) {
        /// Whether the decision counts only after a restart: a process keeps what it has loaded.
        public boolean needsRestart() {
            return decision instanceof Decision.OnCard && withoutCuda;
        }
    }
}
