package dev.atelier.app.settings;

import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file that settings are kept in: a file of Java properties in UTF-8 with a version. Written
/// aside and moved into place, so that a killed process never leaves half of it.
final class SettingsFile {
    private static final Logger log = LoggerFactory.getLogger(SettingsFile.class);

    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    /// Its values as this program's version writes them; none where there is no file.
    ///
    /// @throws NewerException when a later program wrote it
    /// @throws IOException when it cannot be read or is damaged
    Properties read() throws IOException {
        if (!Files.exists(file)) {
            return new Properties();
        }
        var values = parse(Files.readString(file));
        try {
            int version = SettingsSchema.versionOf(values);
            if (version > SettingsSchema.NEWEST) {
                throw new NewerException(version);
            }
            SettingsSchema.migrate(values);
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        return values;
    }

    private static Properties parse(String text) throws IOException {
        if (text.indexOf('\0') >= 0) {
            // What a disk leaves of a file that was being written when the power went.
            throw new IOException("the file holds zero bytes");
        }
        var read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
        return read;
    }

    /// Writes changes over what the file holds now, which another process may have written, so that
    /// both keep theirs. Keys that this program does not know are kept. A file of an earlier
    /// version is first copied to `FILE.v1` and so on. Blocks while others write.
    ///
    /// @param changes empty for what was removed
    /// @param otherwise what is written where the file cannot be read
    void write(Map<String, Optional<String>> changes, Properties otherwise) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var _ = new FileLock(file)) {
            keepEarlierVersion();
            var all = now(otherwise);
            changes.forEach((key, value) ->
                    value.ifPresentOrElse(text -> all.put(key, text), () -> all.remove(key)));
            all.setProperty(SettingsSchema.KEY, Integer.toString(SettingsSchema.NEWEST));
            var text = new StringWriter();
            all.store(text, null);
            WholeFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Properties now(Properties otherwise) throws NewerException {
        try {
            return read();
        } catch (NewerException e) {
            throw e; // never written over
        } catch (IOException e) {
            log.debug("{} is written again", file, e);
            var all = new Properties();
            all.putAll(otherwise);
            return all;
        }
    }

    private void keepEarlierVersion() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        int version;
        try {
            version = SettingsSchema.versionOf(parse(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            log.debug("{} has no version", file, e);
            return;
        }
        var copy = file.resolveSibling(file.getFileName() + ".v" + version);
        if (version < SettingsSchema.NEWEST && !Files.exists(copy)) {
            Files.copy(file, copy);
        }
    }

    /// A later program wrote the file.
    static final class NewerException extends IOException {
        NewerException(int version) {
            super(
                    "settings of version "
                            + version
                            + "; this program knows "
                            + SettingsSchema.NEWEST);
        }
    }
}
