package dev.atelier.app;

import dev.atelier.app.memory.MachineMemory;
import dev.atelier.app.memory.MemoryModel;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.SavedPicture;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures what each picture takes, from the beginning of its job or the picture before it, and
/// what is free between. Event thread.
final class MemoryWatch {
    private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);

    private final MachineMemory machine = new MachineMemory();
    private final MemoryModel memory;
    private final QueueModel queue;
    private final Tasks tasks;
    private boolean fresh;

    MemoryWatch(MemoryModel memory, QueueModel queue, Tasks tasks) {
        this.memory = memory;
        this.queue = queue;
        this.tasks = tasks;
        queue.here().live().map(live -> live.map(it -> it.job())).onChange(job -> begin());
        queue.latest().onChange(done -> done.ifPresent(this::finish));
    }

    private void begin() {
        fresh = false;
        measure(OptionalLong.empty(), Optional.empty());
    }

    private void finish(SavedPicture done) {
        var recipe = done.recipe();
        boolean counts = fresh;
        tasks.run(
                "read-machine",
                task -> machine.peak(),
                Tasks.Outcome.of(
                        peak -> {
                            if (counts) {
                                measure(peak, Optional.of(asOrdered(done, recipe)));
                            }
                        },
                        failure -> log.debug("memory", failure)));
    }

    /// A finished picture reports itself alone; its job knows how many were made at once.
    private Recipe asOrdered(SavedPicture done, Recipe alone) {
        return queue.jobs().get().stream()
                .filter(job -> job.id() == done.job())
                .findFirst()
                .map(job -> alone.withBatch(job.recipe().batch()))
                .orElse(alone);
    }

    private void measure(OptionalLong peak, Optional<Recipe> of) {
        peak.ifPresent(bytes -> of.ifPresent(recipe -> memory.learn(recipe, bytes)));
        tasks.run(
                "read-machine",
                task -> {
                    machine.forgetPeak();
                    return true;
                },
                Tasks.Outcome.of(
                        begun -> fresh = begun,
                        failure -> {
                            fresh = false;
                            log.debug("no peak of memory here", failure);
                        }));
    }

    /// What the machine says now. Not for the event thread.
    Sample read() throws IOException {
        return new Sample(machine.resident(), machine.available());
    }

    /// @param resident bytes that this process holds
    /// @param available bytes that it could have besides
    record Sample(OptionalLong resident, OptionalLong available) {
        static final Sample NOTHING = new Sample(OptionalLong.empty(), OptionalLong.empty());
    }

    /// Takes a sample. A card has memory of its own, which is not reported.
    void show(Sample now, boolean onCard) {
        if (now.resident.isPresent() && now.available.isPresent() && !onCard) {
            memory.free(now.resident.getAsLong() + now.available.getAsLong());
        }
    }
}
