package dev.atelier.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reference data made by other people's code: the folder named by the system property `golden.dir`
/// when it exists, else the small subset committed in `engine/golden/subset`. A file that neither
/// holds is absent, and the test that wants it reports itself skipped.
public final class Golden {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /// The file at `relative` (such as `noise/nv.safetensors`), or empty where this machine has
    /// none.
    public static Optional<Path> file(String relative) {
        var path = folder().resolve(relative);
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }

    /// Parses the JSON file at `relative`.
    public static Optional<JsonNode> json(String relative) {
        return file(relative).map(Golden::read);
    }

    /// The folder in use.
    public static Path folder() {
        var named = System.getProperty("golden.dir", "");
        if (!named.isEmpty() && Files.isDirectory(Path.of(named))) {
            return Path.of(named);
        }
        return Path.of(System.getProperty("atelier.root", "."), "engine", "golden", "subset");
    }

    private static JsonNode read(Path path) {
        try {
            return JSON.readTree(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
