package dev.atelier.app.models;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.checkpoint.FileHashes;
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
    private final Tasks tasks;
    private final Value<List<ModelRow>> rows = Value.of(List.of());
    private final Value<Set<Path>> gone = Value.of(Set.of());
    private final Value<Optional<Task.Step>> progress = Value.of(Optional.empty());
    private Optional<Task> scanning = Optional.empty();

    private record Found(List<ModelRow> rows, Set<Path> gone) {}

    /// @param starter the file of the bundled model; asked for off the event thread
    public ModelsModel(
            ModelFolders folders, ModelLibrary.Base starter, FileHashes hashes, Tasks tasks) {
        this.folders = folders;
        this.starter = starter;
        this.hashes = hashes;
        this.tasks = tasks;
        folders.all().onChange(now -> refresh());
        refresh();
    }

    /// The bundled model first, then all others by name.
    public Observed<List<ModelRow>> rows() {
        return rows;
    }

    public ModelFolders folders() {
        return folders;
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

    /// The sound files of a kind, under the names of their rows. Any thread.
    @Override
    public List<ModelFile> files(ModelKind kind) {
        return rows.get().stream()
                .filter(row -> row.kind() == kind && row.sound())
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

    private void learned(Path file, String hash) {
        rows.update(all ->
                all.stream()
                        .map(row -> row.file().equals(file) ? row.withHash(hash) : row)
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
        return new Found(hashed, Set.copyOf(missing));
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
                            rows.set(found.rows);
                        }
                    },
                    failure -> {
                        ends();
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
