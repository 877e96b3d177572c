package dev.atelier.app.services;

import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Model files on their way to the folders of services. An upload that stopped, also by the end of
/// the program, goes on where it stopped when it is requested again. Event thread.
public final class UploadsModel {
    private static final Logger log = LoggerFactory.getLogger(UploadsModel.class);

    private final Messages messages = Messages.of(UploadsModel.class);
    private final ServicesModel services;
    private final UploadNotes notes;
    private final Value<List<Upload>> running = Value.of(List.of());
    private final Value<Integer> arrived = Value.of(0);
    private boolean quits;

    /// One on its way.
    ///
    /// @param share of its bytes that arrived, 0 to 1
    public record Upload(String service, Path file, double share) {
        boolean is(String name, Path path) {
            return service.equals(name) && file.equals(path);
        }
    }

    /// @param notes which are under way, for the next start
    UploadsModel(ServicesModel services, UploadNotes notes) {
        this.services = services;
        this.notes = notes;
    }

    UploadNotes notes() {
        return notes;
    }

    /// The program ends: what is under way stays noted.
    void quit() {
        quits = true;
    }

    public Observed<List<Upload>> running() {
        return running;
    }

    /// How many arrived since the start.
    public Observed<Integer> arrived() {
        return arrived;
    }

    Optional<Upload> find(String service, Path file) {
        return running.get().stream().filter(it -> it.is(service, file)).findFirst();
    }

    /// Where a model would be put; empty where its folder is not on OSS, or no such service is
    /// known.
    Optional<OssAddress> goal(String service, ModelRow row) {
        return services.cloud()
                .get()
                .flatMap(cloud ->
                        services.find(service)
                                .flatMap(it ->
                                        new ServiceModels(cloud, it.info().config())
                                                .folder(row.kind())))
                .map(folder -> folder.at(folder.key() + row.file().getFileName()));
    }

    /// The name of a service of the present account by its place in the queue; empty where it is
    /// none.
    Optional<String> service(String place) {
        var name = place.substring(place.indexOf('/') + 1);
        return services.cloud()
                .get()
                .filter(it -> it.place(name).equals(place) && services.find(name).isPresent())
                .map(_ -> name);
    }

    /// Puts a model into the service's folder, unless that is under way.
    void upload(String service, ModelRow row) {
        var goal = goal(service, row);
        var cloud = services.cloud().get();
        if (goal.isEmpty() || cloud.isEmpty() || find(service, row.file()).isPresent()) {
            return;
        }
        var note = new UploadNotes.Note(cloud.get().place(service), row.file());
        notes.begun(note);
        var models = new ServiceModels(cloud.get(), "");
        running.update(all ->
                Stream.concat(all.stream(), Stream.of(new Upload(service, row.file(), 0)))
                        .toList());
        var task =
                services.tasks()
                        .run(
                                "upload-model",
                                it -> send(it, models, row.file(), goal.get()),
                                new Tasks.Outcome<OssAddress>(
                                        _ -> {
                                            notes.ended(note);
                                            lookAgain(service, row);
                                        },
                                        failure -> {
                                            notes.ended(note);
                                            failed(service, row, failure);
                                        },
                                        () -> stopped(service, row, note)));
        task.step().onChange(now -> moved(service, row.file(), now.fraction()));
    }

    private static OssAddress send(Task task, ServiceModels models, Path file, OssAddress to)
            throws Exception {
        var cancellation = new Cancellation();
        task.onCancel(cancellation::cancel);
        try (var store = models.store()) {
            Transfer.Meter meter =
                    (done, total) ->
                            task.report(new Task.Step((double) done / Math.max(1, total), ""));
            store.upload(file, to, true, new Transfer(meter, cancellation));
        }
        return to;
    }

    private void moved(String service, Path file, double share) {
        running.update(all ->
                all.stream()
                        .map(it -> it.is(service, file) ? new Upload(service, file, share) : it)
                        .toList());
    }

    private void stopped(String service, ModelRow row, UploadNotes.Note note) {
        if (!quits) {
            notes.ended(note);
        }
        gone(service, row.file());
        services.say(messages.text("upload.stopped", row.name(), service), false);
    }

    private void gone(String service, Path file) {
        running.update(all -> all.stream().filter(it -> !it.is(service, file)).toList());
    }

    private void failed(String service, ModelRow row, Throwable failure) {
        log.info("an upload failed", failure);
        gone(service, row.file());
        services.say(
                messages.text("upload.failed", row.name(), service, FailureMessages.of(failure)),
                true);
    }

    /// The generator of its place keeps lists; the webui keeps lists, too.
    private void lookAgain(String service, ModelRow row) {
        var generator =
                services.cloud()
                        .get()
                        .flatMap(it -> services.queue().at(it.place(service)))
                        .map(it -> it.place().generator());
        services.tasks()
                .run(
                        "ask-service",
                        task -> {
                            if (generator.orElse(null) instanceof ServiceGenerator it) {
                                it.lookAgain();
                            }
                            return row;
                        },
                        new Tasks.Outcome<>(
                                done -> listed(service, row),
                                failure -> {
                                    log.info("no new lists", failure);
                                    listed(service, row);
                                },
                                () -> listed(service, row)));
    }

    private void listed(String service, ModelRow row) {
        gone(service, row.file());
        arrived.update(it -> it + 1);
        services.say(messages.text("upload.done", row.name(), service), false);
    }
}
