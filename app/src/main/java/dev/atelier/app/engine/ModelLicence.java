package dev.atelier.app.engine;

import dev.atelier.pickle.TensorFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The licence that a model's file names, in the header of a safetensors file: `modelspec.license`
/// of Stability AI's model specification, or what other trainers write.
public final class ModelLicence {
    private static final Logger log = LoggerFactory.getLogger(ModelLicence.class);
    private static final List<String> KEYS = List.of("modelspec.license", "license", "ss_license");

    private ModelLicence() {}

    /// Reads the header. Blocks for the disk.
    ///
    /// @return empty for a file that names none, or that cannot be read
    public static Optional<String> of(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var tensors = TensorFiles.open(file)) {
            var metadata = tensors.metadata();
            return KEYS.stream()
                    .map(key -> metadata.getOrDefault(key, "").strip())
                    .filter(it -> !it.isEmpty())
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            log.debug("no header: {}", file, e);
            return Optional.empty();
        }
    }
}
