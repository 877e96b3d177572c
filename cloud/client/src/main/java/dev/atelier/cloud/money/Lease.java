package dev.atelier.cloud.money;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a service may run.
///
/// @param region of the service
/// @param until it ends then at the latest
/// @param idle it ends after so long without work
/// @param lastWork when work was last seen
/// @param lastPut the index of the last job that its queue had taken then
public record Lease(
        String service,
        String region,
        Optional<Instant> until,
        Optional<Duration> idle,
        Instant lastWork,
        long lastPut) {
    /// What a look at a queue shows.
    ///
    /// @param waiting jobs that wait or are at work
    /// @param last the index of the last one it took
    public record Work(long waiting, long last) {}

    /// Whether it is the lease of this service. One whose region was not noted fits any.
    public boolean isOf(String where, String name) {
        return service.equals(name) && (region.isEmpty() || region.equals(where));
    }

    /// The lease after a look.
    public Lease after(Work work, Instant now) {
        boolean busy = work.waiting() > 0 || work.last() != lastPut;
        return new Lease(service, region, until, idle, busy ? now : lastWork, work.last());
    }

    /// Why it ends now; empty where it does not.
    public Optional<String> ended(Instant now) {
        if (until.filter(it -> !now.isBefore(it)).isPresent()) {
            return Optional.of("its time is over");
        }
        return idle.filter(it -> Duration.between(lastWork, now).compareTo(it) >= 0)
                .map(it -> "it had no work for %d minutes".formatted(it.toMinutes()));
    }
}
