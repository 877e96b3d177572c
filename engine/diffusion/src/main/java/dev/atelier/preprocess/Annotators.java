package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.control.MapMethod;
import dev.atelier.control.MapNetworks;
import dev.atelier.control.Preprocessor;
import dev.atelier.image.Bitmap;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Message;
import dev.atelier.torch.Compute;
import dev.atelier.torch.TorchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Draws maps with networks whose weights are found in files. The last network stays in memory. Any
/// thread; maps are drawn one at a time.
public final class Annotators implements MapNetworks {
    private final Places places;
    private final Device device;
    private @Nullable Loaded last;

    /// Where weights are.
    public interface Places {
        /// The file of a network's weights. Blocks where folders are listed.
        Optional<Path> file(MapMethod.Network network);

        /// The folder that it is to be put into.
        Optional<Path> folder(MapMethod.Network network);
    }

    /// What computes; may have to be started first.
    @FunctionalInterface
    public interface Device {
        Compute compute() throws GenerationException;
    }

    private record Loaded(String folder, Path file, FileTime modified, Annotator annotator) {
        boolean is(String otherFolder, Path other, FileTime time) {
            return folder.equals(otherFolder) && file.equals(other) && modified.equals(time);
        }
    }

    public Annotators(Places places, Device device) {
        this.places = places;
        this.device = device;
    }

    @Override
    public boolean has(MapMethod.Network network) {
        return places.file(network).isPresent();
    }

    @Override
    public Optional<Path> folder(MapMethod.Network network) {
        return places.folder(network);
    }

    @Override
    public synchronized Bitmap map(Preprocessor module, Bitmap picture, Drawing drawing) {
        if (!(module.way() instanceof MapMethod.Network network)) {
            throw new IllegalArgumentException(module.name());
        }
        var file = places.file(network).orElseThrow(() -> missing(module, network));
        try {
            return loaded(network.folder(), file).map(module.name(), picture, drawing);
        } catch (IOException | TorchException e) {
            throw new InvalidValueException(
                    Message.of(
                            "control.weights-unusable",
                            module.label(),
                            Explained.reasonOf(e),
                            network.file()));
        } catch (GenerationException e) {
            throw new InvalidValueException(e.failure().what());
        }
    }

    /// They were there when the map was ordered.
    private InvalidValueException missing(Preprocessor module, MapMethod.Network network) {
        var place = places.folder(network).map(Path::toString).orElse(network.folder());
        return new InvalidValueException(
                Message.of("control.weights", module.label(), network.file(), place));
    }

    private Annotator loaded(String folder, Path file) throws IOException, GenerationException {
        var modified = Files.getLastModifiedTime(file);
        var before = last;
        if (before != null && before.is(folder, file, modified)) {
            return before.annotator;
        }
        free();
        var annotator = Annotator.load(folder, file, device.compute());
        last = new Loaded(folder, file, modified, annotator);
        return annotator;
    }

    @Override
    public synchronized void free() {
        var before = last;
        if (before != null) {
            before.annotator.close();
        }
        last = null;
    }
}
