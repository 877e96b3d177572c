package dev.atelier.app.models;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The models at hand, scanned anew when the folders change. Event thread.
public final class ModelsModel {
    private static final Logger log = LoggerFactory.getLogger(ModelsModel.class);

    private final ModelScan scan = new ModelScan();
    private final Observed<List<Path>> folders;
    private final Tasks tasks;
    private final Value<List<ModelRow>> rows = Value.of(List.of());

    public ModelsModel(Observed<List<Path>> folders, Tasks tasks) {
        this.folders = folders;
        this.tasks = tasks;
        folders.onChange(now -> refresh());
        refresh();
    }

    public Observed<List<ModelRow>> rows() {
        return rows;
    }

    /// Looks into the folders again.
    public void refresh() {
        var now = folders.get();
        tasks.run(
                "",
                task -> scan.rows(now),
                Tasks.Outcome.of(
                        rows::set, failure -> log.warn("the model folders failed", failure)));
    }

    /// The file of a usable model. Any thread.
    public Optional<Path> file(String name) {
        return rows.get().stream()
                .filter(row -> row.usable() && row.name().equals(name))
                .map(ModelRow::file)
                .findFirst();
    }
}
