package dev.atelier.app.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Who comes before whom: pure functions over all jobs by rank.
final class JobOrder {
    static final Comparator<Job> BY_RANK =
            Comparator.comparingDouble(Job::rank).thenComparingLong(Job::id);

    private JobOrder() {}

    static List<Job> waiting(List<Job> all) {
        return all.stream().filter(job -> job.state() == Job.State.QUEUED).toList();
    }

    /// The first in line; or one with the model that is loaded, if no job placed by hand is passed.
    static Optional<Job> next(List<Job> all, Optional<String> loaded) {
        var waiting = waiting(all);
        for (var job : waiting) {
            if (loaded.isPresent() && job.modelName().equals(loaded.get())) {
                return Optional.of(job);
            }
            if (job.byHand()) {
                break;
            }
        }
        return waiting.stream().findFirst();
    }

    static double front(List<Job> all) {
        return all.stream().mapToDouble(Job::rank).min().orElse(0) - 1;
    }

    static double back(List<Job> all) {
        return all.stream().mapToDouble(Job::rank).max().orElse(0) + 1;
    }

    /// The jobs that change when a waiting one moves before another, or last.
    static List<Job> moved(List<Job> all, Job job, Optional<Long> other) {
        var line = new ArrayList<>(waiting(all));
        line.removeIf(waiting -> waiting.id() == job.id());
        int place = line.size();
        for (int i = 0; i < line.size(); i++) {
            if (other.isPresent() && line.get(i).id() == other.get()) {
                place = i;
            }
        }
        double before = place == 0 ? front(all) - 1 : line.get(place - 1).rank();
        double after = place == line.size() ? back(all) + 1 : line.get(place).rank();
        double middle = before + (after - before) / 2;
        if (middle > before && middle < after) {
            return List.of(job.at(middle, true));
        }
        return counted(line, place, job, back(all));
    }

    /// All waiting jobs ranked again, for when there is no number left between two.
    private static List<Job> counted(List<Job> line, int place, Job job, double from) {
        var changed = new ArrayList<Job>();
        line.add(place, job.at(0, true));
        for (int i = 0; i < line.size(); i++) {
            changed.add(line.get(i).at(from + i, line.get(i).byHand()));
        }
        return List.copyOf(changed);
    }
}
