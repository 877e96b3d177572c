package dev.atelier.app.create;

import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.recipe.ParsedRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last pictures of the sessions before, so that the strip goes on where it was left.
public final class EarlierPictures {
    private static final Logger log = LoggerFactory.getLogger(EarlierPictures.class);

    /// Each file is read for its recipe: about a second of a slow disk.
    private static final int MOST = 100;

    private EarlierPictures() {}

    /// Newest first, as far as their files are still there. Blocks for the reading.
    ///
    /// @param made how each file's picture was made, where that was noted
    public static List<SavedPicture> of(List<Job> jobs, Map<Path, JobStore.Made> made) {
        var newest = new ArrayList<>(jobs);
        newest.sort(Comparator.comparingLong((Job job) -> job.times().begun()).reversed());
        var found = new ArrayList<SavedPicture>();
        for (var job : newest) {
            for (var file : job.pictures().reversed()) {
                if (found.size() == MOST) {
                    return found;
                }
                picture(job, file, made).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<SavedPicture> picture(
            Job job, Path file, Map<Path, JobStore.Made> noted) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty(); // it was moved or deleted
        }
        try {
            var times = job.times();
            long millis = Math.max(0, times.ended() - times.begun());
            double share = millis / 1000.0 / job.pictures().size(); // loading counts in it
            var made = noted.getOrDefault(file, new JobStore.Made(share, false));
            return PictureFile.read(file)
                    .map(ParsedRecipe::recipe)
                    .map(recipe ->
                            new SavedPicture(
                                    job.id(), file, recipe, made.seconds(), made.cutShort()));
        } catch (IOException | IllegalArgumentException e) {
            log.info("{} is not shown again: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
