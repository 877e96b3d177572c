package dev.atelier.app.services;

import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.ui.Messages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Says once which uploads the end of the program broke off, as soon as their services and files
/// are seen again. Event thread.
final class BrokenUploads {
    private final UploadsModel uploads;
    private final Observed<List<ModelRow>> rows;
    private final BiConsumer<String, Runnable> say;
    private final Set<UploadNotes.Note> left;

    private record Broken(UploadNotes.Note note, String service, ModelRow row) {}

    /// @param rows the models of this computer
    /// @param say shows a sentence, and offers to go on
    BrokenUploads(
            UploadsModel uploads,
            ServicesModel services,
            Observed<List<ModelRow>> rows,
            BiConsumer<String, Runnable> say) {
        this.uploads = uploads;
        this.rows = rows;
        this.say = say;
        left = new HashSet<>(uploads.notes().all());
        services.services().onChange(_ -> look());
        rows.onChange(_ -> look());
    }

    private void look() {
        var found = new ArrayList<Broken>();
        for (var note : left) {
            find(note).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            return;
        }
        for (var it : found) {
            left.remove(it.note());
            uploads.notes().ended(it.note());
        }
        say.accept(words(found), () -> found.forEach(it -> uploads.upload(it.service(), it.row())));
    }

    private Optional<Broken> find(UploadNotes.Note note) {
        var service = uploads.service(note.place());
        return service.flatMap(name ->
                rows.get().stream()
                        .filter(it -> it.file().equals(note.file()))
                        .filter(it -> uploads.goal(name, it).isPresent())
                        .findFirst()
                        .map(it -> new Broken(note, name, it)));
    }

    private static String words(List<Broken> found) {
        var words = Messages.of(BrokenUploads.class);
        var first = found.getFirst();
        return found.size() == 1
                ? words.text("upload.broken", first.row().name(), first.service())
                : words.text("upload.broken-many", found.size());
    }
}
