package dev.atelier.app.queue;

import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Unsupported;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What failed jobs lack at their services that this computer has. A service is asked once for each
/// job, away from the event thread, and again when a model has arrived there. Event thread.
final class JobSupply {
    private static final Logger log = LoggerFactory.getLogger(JobSupply.class);

    private final ModelTransfer models;
    private final Tasks tasks;
    private final Runnable changed;
    private final Map<Long, List<Unsupported>> missing = new HashMap<>();
    private final Set<Long> asking = new HashSet<>();
    private final Set<Long> brought = new HashSet<>();

    /// @param changed is called when [#of] may answer otherwise
    JobSupply(ModelTransfer models, Tasks tasks, Runnable changed) {
        this.models = models;
        this.tasks = tasks;
        this.changed = changed;
        models.moved().onChange(now -> changed.run());
        models.known().onChange(now -> changed.run());
        models.arrived().onChange(now -> askAgain());
    }

    /// What helps a job.
    ///
    /// @param offer what its place lacks and this computer has
    /// @param brought whether that was sent there: the job may be run again
    record Help(Optional<ModelTransfer.Offer> offer, boolean brought) {
        static final Help NONE = new Help(Optional.empty(), false);

        /// Whether only the share of what is on its way differs.
        boolean isLike(Help other) {
            return brought == other.brought && key().equals(other.key());
        }

        private Optional<String> key() {
            return offer.map(it -> it.name() + it.share().isPresent());
        }
    }

    private void askAgain() {
        missing.forEach((job, lacks) -> {
            if (!lacks.isEmpty()) {
                brought.add(job);
            }
        });
        missing.clear();
        changed.run();
    }

    /// Asks the job's place where that was not done yet.
    Help of(Job job, PlaceQueue place) {
        if (job.state() != Job.State.FAILED || place.place().isHere()) {
            return Help.NONE;
        }
        var lacks = missing.get(job.id());
        if (lacks == null) {
            ask(job, place);
            return Help.NONE;
        }
        var offer = models.offer(place.place(), lacks);
        return new Help(offer, offer.isEmpty() && brought.contains(job.id()));
    }

    private void ask(Job job, PlaceQueue place) {
        if (place.away().get().isPresent() || !asking.add(job.id())) {
            return;
        }
        tasks.run(
                HiddenTask.REFRESH,
                task -> place.place().generator().unsupported(job.recipe()),
                Tasks.Outcome.of(
                        lacks -> answered(job.id(), lacks),
                        failure -> {
                            log.info("nothing is known of what job {} lacks", job.id(), failure);
                            answered(job.id(), List.of());
                        }));
    }

    private void answered(long job, List<Unsupported> lacks) {
        asking.remove(job);
        missing.put(job, lacks);
        changed.run();
    }
}
