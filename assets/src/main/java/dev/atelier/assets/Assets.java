package dev.atelier.assets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The shipped data by name, such as `models/starter.safetensors`.
public final class Assets {
    /// The starter model, a checkpoint in the SD1 layout.
    public static final String STARTER_MODEL = "models/starter.safetensors";

    private Assets() {}

    /// Opens an asset; the caller closes it.
    ///
    /// @throws FileNotFoundException when nothing of that name ships
    public static InputStream open(String name) throws IOException {
        var in = Assets.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException("no asset named " + name);
        }
        return in;
    }

    /// An asset as a file under `folder`, unpacked there the first time and again when its size
    /// differs. Two processes may do this at once: each writes aside and moves into place.
    public static Path file(String name, Path folder) throws IOException {
        var target = folder.resolve(name);
        if (Files.exists(target) && Files.size(target) == size(name)) {
            return target;
        }
        var parent = Files.createDirectories(target.resolveSibling(""));
        var aside = Files.createTempFile(parent, "unpack", ".part");
        try (var in = open(name)) {
            Files.copy(in, aside, StandardCopyOption.REPLACE_EXISTING);
            replace(aside, target);
        } finally {
            Files.deleteIfExists(aside);
        }
        return target;
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long size(String name) throws IOException {
        var url = Assets.class.getResource(name);
        if (url == null) {
            throw new FileNotFoundException("no asset named " + name);
        }
        return url.openConnection().getContentLengthLong();
    }
}
