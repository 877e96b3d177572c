package dev.atelier.app.engine;

import dev.atelier.control.MapMethod;
import dev.atelier.preprocess.Annotators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the weights of networks that draw control maps where the webui, its fork Forge and ComfyUI
/// keep them, and in `annotator/downloads` of any folder of models, the program's own last.
final class AnnotatorFiles implements Annotators.Places {
    private static final Logger LOG = LoggerFactory.getLogger(AnnotatorFiles.class);

    /// The folder that sd-webui-controlnet has.
    private static final String OWN = "annotator/downloads";

    private static final List<String> PLACES =
            List.of(
                    OWN,
                    "annotators",
                    "models/annotator",
                    "models/annotators",
                    "models/ControlNetPreprocessor",
                    "ControlNetPreprocessor",
                    "extensions/sd-webui-controlnet/" + OWN,
                    "custom_nodes/comfyui_controlnet_aux/ckpts");

    private static final List<String> ENDINGS = List.of(".pth", ".safetensors", ".pt");
    private static final int DEPTH = 5;

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supplier<List<Path>> folders;
    private final Path data;
    private Optional<List<Path>> listed = Optional.empty();
    private long listedAt;

    /// @param folders of models
    /// @param data the program's data folder
    AnnotatorFiles(Supplier<List<Path>> folders, Path data) {
        this.folders = folders;
        this.data = data;
    }

    @Override
    public Optional<Path> folder(MapMethod.Network network) {
        return Optional.of(data.resolve(OWN).resolve(network.folder()));
    }

    @Override
    public Optional<Path> file(MapMethod.Network network) {
        var files = files();
        return network.files().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .flatMap(stem -> ENDINGS.stream().map(ending -> stem + ending))
                .flatMap(name -> files.stream().filter(file -> isCalled(file, name)))
                .findFirst();
    }

    /// All files of all places. Who asks for one network asks for the others, too, so a listing
    /// serves for a moment.
    private synchronized List<Path> files() {
        long now = System.nanoTime();
        if (listed.isEmpty() || now - listedAt > FRESH.toNanos()) {
            listed = Optional.of(places().flatMap(place -> in(place).stream()).toList());
            listedAt = now;
        }
        return listed.get();
    }

    private static boolean isCalled(Path file, String name) {
        return String.valueOf(file.getFileName())
                .toLowerCase(Locale.ROOT)
                .equals(name.toLowerCase(Locale.ROOT));
    }

    private Stream<Path> places() {
        return Stream.concat(folders.get().stream(), Stream.of(data))
                .distinct()
                .flatMap(root -> PLACES.stream().map(root::resolve))
                .filter(Files::isDirectory);
    }

    private static List<Path> in(Path folder) {
        try (var found = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The folder {} cannot be listed: {}", folder, e.getMessage());
            return List.of();
        }
    }
}
