package dev.atelier.cloud.oss;

import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What a transfer must know to go on another day, in a small file.
record TransferState(Path file) {
    /// What was noted; empty where nothing was, or where it cannot be read.
    Map<String, String> read() {
        var notes = new Properties();
        try (var in = Files.newInputStream(file)) {
            notes.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
        var read = new TreeMap<String, String>();
        notes.stringPropertyNames().forEach(name -> read.put(name, notes.getProperty(name)));
        return read;
    }

    /// Replaces what was noted, in one step.
    void write(Map<String, String> values) throws OssStoreException {
        var notes = new Properties();
        notes.putAll(values);

        try {
            WholeFile.replace(file, out -> notes.store(out, null));
        } catch (IOException e) {
            throw WriteErrors.writing(file, e);
        }
    }

    void forget() throws OssStoreException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OssStoreException(Kind.FILE, Message.of("store.not-deleted", file), e);
        }
    }
}
