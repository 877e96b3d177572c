package dev.atelier.app.grid;

import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.recipe.grid.Grid;
import dev.atelier.recipe.grid.Grid.Cell;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A grid that was ordered, and how far the queue is with it.
///
/// @param places in the order they are made
public record QueuedGrid(Grid grid, List<Place> places) {
    public QueuedGrid {
        places = List.copyOf(places);
    }

    /// A cell and what became of its job; empty where the queue has forgotten it.
    public record Place(Cell cell, Optional<Job> job) {
        /// Its picture, once it is made.
        public Optional<SavedPicture> picture() {
            return job.filter(it -> !it.pictures().isEmpty())
                    .map(it -> {
                        var times = it.times();
                        double seconds = Math.max(0, times.ended() - times.begun()) / 1000.0;
                        var file = it.pictures().getFirst();
                        return new SavedPicture(it.id(), file, cell.recipe(), seconds);
                    });
        }

        /// Still to be made.
        boolean waits() {
            return picture().isEmpty() && job.filter(it -> it.state().open()).isPresent();
        }

        boolean runs() {
            return job.filter(it -> it.state() == Job.State.RUNNING).isPresent();
        }

        boolean failed() {
            return job.filter(it -> it.state() == Job.State.FAILED).isPresent();
        }
    }

    Optional<Place> at(int x, int y, int z) {
        return places.stream()
                .filter(it -> it.cell().x() == x && it.cell().y() == y && it.cell().z() == z)
                .findFirst();
    }

    /// The file of a cell's picture, once it is made.
    public Optional<Path> file(int x, int y, int z) {
        return at(x, y, z).flatMap(Place::picture).map(SavedPicture::file);
    }

    /// How many are still to be made.
    int waiting() {
        return (int) places.stream().filter(Place::waits).count();
    }

    boolean anyMade() {
        return places.stream().anyMatch(it -> it.picture().isPresent());
    }
}
