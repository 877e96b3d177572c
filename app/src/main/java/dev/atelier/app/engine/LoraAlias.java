package dev.atelier.app.engine;

import dev.atelier.pickle.TensorFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The name that kohya's trainer wrote into a LoRA file (`ss_output_name`), by which prompts may
/// call it besides the file's name. Each version of a file is read once.
final class LoraAlias {
    private static final String KEY = "ss_output_name";
    private static final Map<FileVersion, Optional<String>> KNOWN = new ConcurrentHashMap<>();

    private LoraAlias() {}

    static Optional<String> of(Path file) {
        return KNOWN.computeIfAbsent(FileVersion.of(file), version -> read(version.file()));
    }

    private static Optional<String> read(Path file) {
        try (var tensors = TensorFiles.open(file)) {
            return Optional.ofNullable(tensors.metadata().get(KEY));
        } catch (IOException e) {
            return Optional.empty(); // loading it says what is wrong
        }
    }
}
