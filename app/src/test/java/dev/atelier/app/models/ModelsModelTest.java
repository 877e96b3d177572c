package dev.atelier.app.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.models.ModelListModel.Column;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.app.settings.Settings;
import dev.atelier.checkpoint.FileHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsModelTest {
    private static final Path STARTER =
            Path.of(System.getProperty("atelier.root"), "assets/models/starter.safetensors");

    @TempDir Path folder;
    private final EventLoop loop = new EventLoop();
    private final Tasks tasks = new Tasks(loop);
    private ModelFolders folders;
    private ModelsModel models;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(folder.resolve("mine"));
        Files.copy(STARTER, folder.resolve("mine/boats.safetensors"));
        Files.writeString(folder.resolve("mine/damaged.safetensors"), "no tensors");
        var settings = Settings.open(folder.resolve("settings.properties"), tasks);
        folders = new ModelFolders(settings);
        models =
                new ModelsModel(
                        folders,
                        () -> STARTER,
                        new FileHashes(folder.resolve("hashes.properties")),
                        settings,
                        tasks);
        loop.until(() -> models.rows().get().size() == 1);
    }

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void theBundledModelIsThereWithoutAnyFolder() {
        var row = models.rows().get().getFirst();

        assertTrue(row.bundled());
        assertTrue(row.usable(), row.problem()::toString);
        assertEquals(128, row.nativeSize());
    }

    /// Without any model too, so that what a recipe names is said to be missing.
    @Test
    void theFoldersAreReadWhereThereIsNoModel() throws Exception {
        var none =
                new ModelsModel(
                        new ModelFolders(Settings.open(folder.resolve("none.properties"), tasks)),
                        () -> {
                            throw new IOException("no room for it");
                        },
                        new FileHashes(folder.resolve("no-hashes.properties")),
                        Settings.open(folder.resolve("none.properties"), tasks),
                        tasks);
        assertFalse(none.read().get());

        loop.until(() -> none.read().get());

        assertEquals(List.of(), none.rows().get());
    }

    @Test
    void addingAndRemovingAFolderChangesTheRows() throws Exception {
        add();
        assertEquals(List.of("starter", "boats", "damaged"), names(models.rows().get()));

        folders.remove(folder.resolve("mine"));
        loop.until(() -> models.rows().get().size() == 1);
    }

    @Test
    void givesFilesOfUsableCheckpointsOnly() throws Exception {
        add();

        var library = new ModelLibrary(() -> STARTER, models);
        assertEquals(
                Optional.of(folder.resolve("mine/boats.safetensors")),
                library.file(ModelKind.CHECKPOINT, "boats"));
        assertEquals(Optional.empty(), library.file(ModelKind.CHECKPOINT, "damaged"));
    }

    /// So that it is refused where a prompt names it, and not left out as if it were not here.
    @Test
    void givesADamagedLora() throws Exception {
        Files.createDirectories(folder.resolve("mine/Lora"));
        Files.writeString(folder.resolve("mine/Lora/torn.safetensors"), "no tensors");
        folders.add(folder.resolve("mine/Lora"));
        loop.until(() -> models.rows().get().size() == 2);

        assertEquals(
                List.of("torn"),
                models.files(ModelKind.LORA).stream().map(it -> it.name()).toList());
        assertFalse(row("torn").sound());
    }

    @Test
    void aRescanSeesWhatHasChanged() throws Exception {
        add();
        Files.delete(folder.resolve("mine/boats.safetensors"));

        models.refresh();

        loop.until(() -> models.rows().get().size() == 2);
    }

    @Test
    void saysWhichFoldersAreGone() throws Exception {
        folders.add(folder.resolve("stick"));

        loop.until(() -> !models.gone().get().isEmpty());

        assertEquals(Set.of(folder.resolve("stick")), models.gone().get());
    }

    @Test
    void aHashThatWasReadStaysKnown() throws Exception {
        add();
        models.readHash(row("boats"));
        loop.until(() -> !row("boats").facts().hash().isEmpty());
        var hash = row("boats").facts().hash();
        models.refresh();
        loop.until(
                () -> row("starter").facts().hash().isEmpty() && models.progress().get().isEmpty());

        assertEquals(10, hash.length());
        assertEquals(hash, row("boats").facts().hash());
    }

    @Test
    void aScanThatWasCancelledChangesNothing() throws Exception {
        folders.add(folder.resolve("mine"));
        models.cancel();
        models.readHash(row("starter")); // something to wait for
        loop.until(() -> !row("starter").facts().hash().isEmpty());

        assertEquals(List.of("starter"), names(models.rows().get()));
        assertEquals(Optional.empty(), models.progress().get());
    }

    @Test
    void listsWhatMatchesAllWordsInTheOrderAskedFor() throws Exception {
        add();
        var list = new ModelListModel(models.rows());
        assertEquals(List.of("boats", "damaged", "starter"), names(list.shown().get()));

        list.sortBy(Column.SIZE);
        assertEquals("damaged", names(list.shown().get()).getFirst());
        list.sortBy(Column.SIZE);
        assertEquals("damaged", names(list.shown().get()).getLast());

        list.filter().set("F16 diffusion bo");
        assertEquals(List.of("boats"), names(list.shown().get()));
    }

    @Test
    void theChosenModelIsDroppedWhenItIsNoLongerListed() throws Exception {
        add();
        var list = new ModelListModel(models.rows());
        list.select(Optional.of(row("boats")));

        list.filter().set("starter");

        assertEquals(Optional.empty(), list.selected().get());
    }

    /// The second of a pair takes room for nothing; a link to it, and one of the same size with
    /// another content, do not count.
    @Test
    void copiesAreFoundByTheirContent() throws Exception {
        var mine = folder.resolve("mine");
        Files.copy(mine.resolve("damaged.safetensors"), mine.resolve("again.safetensors"));
        Files.createLink(mine.resolve("link.safetensors"), mine.resolve("again.safetensors"));
        Files.writeString(mine.resolve("other.safetensors"), "no tensorz");
        Files.delete(mine.resolve("boats.safetensors"));

        folders.add(mine);
        loop.until(() -> models.copies().get().superfluous() == 1);

        assertEquals("no tensors".length(), models.copies().get().wastedBytes());
        assertEquals(1, models.copies().get().of(mine.resolve("damaged.safetensors")).size());
        assertFalse(models.copies().get().contains(mine.resolve("other.safetensors")));
        Files.delete(mine.resolve("damaged.safetensors"));
        Files.delete(mine.resolve("link.safetensors"));
        models.refresh();
        loop.until(() -> models.copies().get().sets().isEmpty());
    }

    private void add() throws InterruptedException {
        folders.add(folder.resolve("mine"));
        loop.until(() -> models.rows().get().size() == 3);
    }

    private ModelRow row(String name) {
        return models.rows().get().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<ModelRow> rows) {
        return rows.stream().map(ModelRow::name).toList();
    }
}
