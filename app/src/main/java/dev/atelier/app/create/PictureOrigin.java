package dev.atelier.app.create;

import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.viewer.Filmstrip;

/// Where a picture of the strip was made, where that was not this computer alone.
final class PictureOrigin {
    private PictureOrigin() {}

    static Filmstrip.Sign of(QueueModel queue, SavedPicture picture) {
        return queue.jobOf(picture)
                .filter(it -> it.isTwin() || !it.place().equals(Place.HERE))
                .map(it -> sign(queue, it))
                .orElse(Filmstrip.Sign.NONE);
    }

    private static Filmstrip.Sign sign(QueueModel queue, Job job) {
        var messages = Messages.of(PictureOrigin.class);
        // A place that is gone is known by its id alone.
        var name =
                job.place().equals(Place.HERE)
                        ? messages.text("strip.here")
                        : queue.at(job.place())
                                .map(it -> it.place().name())
                                .orElse(job.place().replaceFirst("^.*/", ""));
        return job.isTwin()
                ? new Filmstrip.Sign("both", messages.text("strip.twin", name))
                : new Filmstrip.Sign("cloud", messages.text("strip.there", name));
    }
}
