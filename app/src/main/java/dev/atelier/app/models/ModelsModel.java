package dev.atelier.app.models;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.checkpoint.FileHashes;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models at hand, scanned again when the folders change. Event thread.
public final class ModelsModel implements ModelLibrary.Source {
    private static final Logger log = LoggerFactory.getLogger(ModelsModel.class);

    /// Of a Stable Diffusion 1 checkpoint in half precision.
    private static final long USUAL_BYTES = 2_100_000_000;

    private final ModelScan scan = new ModelScan();
    private final ModelFolders folders;
    private final ModelLibrary.Base starter;
    private final FileHashes hashes;
    private final LoraStarts starts;
    private final Tasks tasks;
    private final Value<List<ModelRow>> rows = Value.of(List.of());
    private final Value<Boolean> read = Value.of(false);
    private final Value<Long> free = Value.of(0L);
    private final Value<Set<Path>> gone = Value.of(Set.of());
    private final Value<Optional<Task.Step>> progress = Value.of(Optional.empty());
    private final Value<ModelCopies> copies = Value.of(ModelCopies.NONE);
    private Optional<Task> scanning = Optional.empty();
    private Optional<Task> comparing = Optional.empty();

    private record Found(List<ModelRow> rows, Set<Path> gone, long free) {}

    /// @param starter the file of the bundled model; asked for off the event thread
    public ModelsModel(
            ModelFolders folders,
            ModelLibrary.Base starter,
            FileHashes hashes,
            Settings settings,
            Tasks tasks) {
        this.folders = folders;
        this.starter = starter;
        this.hashes = hashes;
        starts = new LoraStarts(settings);
        this.tasks = tasks;
        folders.all().onChange(now -> refresh());
        refresh();
    }

    /// Whether a look into the folders has ended since the start, so that what is not among the
    /// rows is not here.
    public Observed<Boolean> read() {
        return read;
    }

    /// The bundled model first, then all others by name.
    public Observed<List<ModelRow>> rows() {
        return rows;
    }

    public ModelFolders folders() {
        return folders;
    }

    /// Bytes that are free on the disk of the first named folder that is there; 0 where that is not
    /// known.
    public Observed<Long> free() {
        return free;
    }

    /// Files that are there more than once; found after each scan.
    Observed<ModelCopies> copies() {
        return copies;
    }

    /// Named folders that are not there at the moment.
    public Observed<Set<Path>> gone() {
        return gone;
    }

    /// Present while files are read that were not known before, with the count of files in words.
    public Observed<Optional<Task.Step>> progress() {
        return progress;
    }

    /// Looks into the folders again. A scan under way is given up for it.
    public void refresh() {
        var now = folders.all().get();
        scanning.ifPresent(Task::cancel);
        var turn = new Turn();
        var task = tasks.run("read-models", work -> found(now, work), turn.outcome());
        turn.task = Optional.of(task);
        scanning = turn.task;
        task.step().onChange(turn::report);
    }

    /// Ends the scan; the rows stay as they were.
    public void cancel() {
        scanning.ifPresent(Task::cancel);
        scanning = Optional.empty();
        progress.set(Optional.empty());
    }

    /// The sound files of a kind, under the names of their rows. Of LoRAs also those that are
    /// damaged: what a prompt names and is there is refused, not left out. Any thread.
    @Override
    public List<ModelFile> files(ModelKind kind) {
        return rows.get().stream()
                .filter(row -> row.kind() == kind)
                .filter(row -> row.sound() || kind == ModelKind.LORA)
                .map(row -> new ModelFile(kind, row.name(), row.file()))
                .toList();
    }

    @Override
    public List<Path> roots() {
        return folders.all().get();
    }

    /// Size of the file of a checkpoint; that of a usual one where it is not known.
    public long bytes(String name) {
        return rows.get().stream()
                .filter(row -> row.kind() == ModelKind.CHECKPOINT && row.name().equals(name))
                .mapToLong(ModelRow::sizeBytes)
                .findFirst()
                .orElse(USUAL_BYTES);
    }

    /// The size of the files of a recipe's control units, each once.
    public long controlBytes(Recipe recipe) {
        return recipe.activeControls().stream()
                .map(ControlUnit::model)
                .distinct()
                .flatMap(name ->
                        rows.get().stream()
                                .filter(row -> row.kind() == ModelKind.CONTROLNET)
                                .filter(row -> row.name().equalsIgnoreCase(name))
                                .limit(1))
                .mapToLong(ModelRow::sizeBytes)
                .sum();
    }

    /// Reads the whole file for its hash, which the row then has.
    public void readHash(ModelRow row) {
        tasks.run(
                "hash-model",
                task -> hashes.shortHash(row.file()),
                Tasks.Outcome.of(
                        hash -> learned(row.file(), hash),
                        failure -> log.warn("no hash of {}", row.file(), failure)));
    }

    private void compare() {
        var all = rows.get();
        comparing.ifPresent(Task::cancel);
        comparing =
                Optional.of(
                        tasks.run(
                                "compare-models",
                                task -> {
                                    var cancellation = new Cancellation();
                                    task.onCancel(cancellation::interrupt);
                                    return ModelCopies.of(all, hashes, cancellation);
                                },
                                Tasks.Outcome.of(
                                        copies::set,
                                        failure -> log.warn("copies not looked for", failure))));
    }

    private void learned(Path file, String hash) {
        change(file, row -> row.withHash(hash));
    }

    /// Writes down how a LoRA starts.
    void start(ModelRow lora, LoraStart start) {
        starts.keep(lora.name(), start);
        change(lora.file(), row -> row.withStart(start));
    }

    private void change(Path file, UnaryOperator<ModelRow> change) {
        rows.update(all ->
                all.stream()
                        .map(row -> row.file().equals(file) ? change.apply(row) : row)
                        .toList());
    }

    private Found found(List<Path> places, Task task) {
        var all = new ArrayList<ModelRow>();
        var known = hashes.remembered();
        starterRow().ifPresent(all::add);
        all.addAll(
                scan.rows(
                        places,
                        (done, of) -> {
                            task.throwIfCancelled();
                            task.report(new Task.Step((double) done / of, done + " / " + of));
                        }));
        var missing = new HashSet<>(places);
        missing.removeIf(Files::exists);
        var hashed =
                all.stream()
                        .map(row -> known.apply(row.file()).map(row::withHash).orElse(row))
                        .toList();
        return new Found(hashed, Set.copyOf(missing), free(places));
    }

    private static long free(List<Path> places) {
        return places.stream()
                .filter(Files::exists)
                .mapToLong(place -> place.toFile().getUsableSpace())
                .findFirst()
                .orElse(0);
    }

    private Optional<ModelRow> starterRow() {
        try {
            return Optional.of(ModelScan.starter(starter.file()));
        } catch (IOException e) {
            log.warn("the starter model cannot be unpacked", e);
            return Optional.empty();
        }
    }

    /// One scan; results of a scan that was given up are ignored.
    private final class Turn {
        private Optional<Task> task = Optional.empty();

        Tasks.Outcome<Found> outcome() {
            return Tasks.Outcome.of(
                    found -> {
                        if (ends()) {
                            gone.set(found.gone);
                            free.set(found.free);
                            rows.set(found.rows.stream().map(starts::known).toList());
                            read.set(true);
                            compare();
                        }
                    },
                    failure -> {
                        if (ends()) {
                            read.set(true);
                        }
                        log.warn("the model folders failed", failure);
                    });
        }

        void report(Task.Step now) {
            if (scanning.equals(task)) {
                progress.set(Optional.of(now));
            }
        }

        private boolean ends() {
            boolean latest = scanning.equals(task);
            if (latest) {
                scanning = Optional.empty();
                progress.set(Optional.empty());
            }
            return latest;
        }
    }
}
