package dev.atelier.pipeline;

import dev.atelier.checkpoint.LatentColours;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the colours that were fitted to one autoencoder over restarts, in a file named after it.
///
/// @param folder empty where nothing is kept
/// @param autoencoder distinguishes it, begins with the hash of its file
record ColourCache(Optional<Path> folder, String autoencoder) {
    private static final Logger log = LoggerFactory.getLogger(ColourCache.class);
    private static final int MOST_BYTES = 1 << 14;

    private Optional<Path> file() {
        var name = autoencoder.replaceAll("[^A-Za-z0-9._-]", "_");
        return folder.map(it -> it.resolve(name + ".json"));
    }

    /// What was fitted before; empty where there is nothing that fits.
    Optional<LatentColours> read(int channels) {
        try {
            var file = file().filter(Files::isRegularFile);
            return file.isEmpty() || Files.size(file.get()) > MOST_BYTES
                    ? Optional.empty()
                    : LatentColours.read(Files.readString(file.get()), channels);
        } catch (IOException e) {
            return Optional.empty(); // it is fitted again
        }
    }

    /// @param factors of [LinearColours]
    void write(double[][] factors) {
        var file = file();
        if (file.isEmpty()) {
            return;
        }
        try {
            var json = LatentColours.ofBytes(factors).json();
            WholeFile.replace(file.get(), json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.warn("Preview colours cannot be kept: {}", e.getMessage());
        }
    }
}
