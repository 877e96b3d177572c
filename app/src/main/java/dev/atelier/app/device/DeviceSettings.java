package dev.atelier.app.device;

import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// What is set about the device. It has a file of its own since the command line follows it too.
///
/// @param budget bytes of the card's memory that may be used; 0 for all that is free
/// @param folder where the user keeps PyTorch's CUDA build; empty for the data folder's own
public record DeviceSettings(DeviceChoice choice, long budget, Optional<Path> folder) {
    public static final DeviceSettings USUAL =
            new DeviceSettings(new DeviceChoice.Automatic(), 0, Optional.empty());

    public DeviceSettings withChoice(DeviceChoice next) {
        return new DeviceSettings(next, budget, folder);
    }

    public DeviceSettings withBudget(long bytes) {
        return new DeviceSettings(choice, bytes, folder);
    }

    public DeviceSettings withFolder(Optional<Path> next) {
        return new DeviceSettings(choice, budget, next);
    }

    /// What is in a file; what is damaged or missing there is as usual.
    static DeviceSettings read(Path file) {
        var all = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            all.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return USUAL;
        }
        return new DeviceSettings(
                DeviceChoice.parse(all.getProperty("device", "auto")).orElse(USUAL.choice),
                number(all.getProperty("memory-budget", "0")),
                path(all.getProperty("cuda-folder", "")));
    }

    private static long number(String text) {
        try {
            return Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        var all = new Properties();
        all.setProperty("device", choice.toString());
        all.setProperty("memory-budget", Long.toString(budget));
        all.setProperty("cuda-folder", folder.map(Path::toString).orElse(""));
        WholeFile.replace(file, out -> all.store(out, null));
    }
}
