package dev.atelier.app.services;

import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Uploads of models that have begun and not ended, also after the end of the program. Event
/// thread.
final class UploadNotes {
    private static final String BETWEEN = "\t";

    private final Settings settings;

    /// @param place of the service, as the queue calls it
    record Note(String place, Path file) {
        static Optional<Note> of(String line) {
            int at = line.indexOf(BETWEEN);
            try {
                return at < 0
                        ? Optional.empty()
                        : Optional.of(
                                new Note(line.substring(0, at), Path.of(line.substring(at + 1))));
            } catch (InvalidPathException e) {
                return Optional.empty(); // the file was edited by hand
            }
        }

        String line() {
            return place + BETWEEN + file;
        }
    }

    UploadNotes(Settings settings) {
        this.settings = settings;
    }

    List<Note> all() {
        return settings.get(StudioSettings.UPLOADING).stream()
                .flatMap(it -> Note.of(it).stream())
                .toList();
    }

    void begun(Note note) {
        keep(Stream.concat(all().stream(), Stream.of(note)).distinct().toList());
    }

    void ended(Note note) {
        keep(all().stream().filter(it -> !it.equals(note)).toList());
    }

    private void keep(List<Note> notes) {
        settings.put(StudioSettings.UPLOADING, notes.stream().map(Note::line).toList());
    }
}
