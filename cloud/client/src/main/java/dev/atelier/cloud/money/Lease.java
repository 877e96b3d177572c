package dev.atelier.cloud.money;

import dev.atelier.recipe.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a service may run.
///
/// @param region of the service
/// @param until it ends then at the latest
/// @param idle it ends after so long without work
/// @param lastWork when work was last seen
/// @param lastPut the last job that was known then: its index in the queue of the service, or the
///   moment at which its webui began it; -1 before the first look
/// @param account that pays for the service; empty until the first look at it
public record Lease(
        String service,
        String region,
        Optional<Instant> until,
        Optional<Duration> idle,
        Instant lastWork,
        long lastPut,
        String account) {
    /// One whose service was not looked at yet.
    public static Lease begun(
            String service,
            String region,
            Optional<Instant> until,
            Optional<Duration> idle,
            Instant now) {
        return new Lease(service, region, until, idle, now, -1, "");
    }

    /// What a look at a service shows.
    ///
    /// @param waiting jobs that wait or are at work
    /// @param last the last one it took, see [Lease#lastPut]
    public record Work(long waiting, long last) {}

    /// Whether it is the lease of this service. One whose region was not noted fits any.
    public boolean isOf(String where, String name) {
        return service.equals(name) && (region.isEmpty() || region.equals(where));
    }

    /// Whether it may be of an account: another one may have a service of the same name.
    public boolean isOfAccount(String id) {
        return account.isEmpty() || id.isEmpty() || account.equals(id);
    }

    /// The same with the account that a look at its service has shown.
    public Lease withAccount(String id) {
        return account.isEmpty()
                ? new Lease(service, region, until, idle, lastWork, lastPut, id)
                : this;
    }

    /// The lease after a look.
    public Lease after(Work work, Instant now) {
        boolean busy = work.waiting() > 0 || work.last() != lastPut;
        return new Lease(service, region, until, idle, busy ? now : lastWork, work.last(), account);
    }

    /// A time in its largest whole unit, such as `90 seconds`, `30 minutes` or `12 hours`.
    public static Message words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 60 != 0 || seconds == 60) {
            return Message.of("money.seconds", seconds);
        }
        long minutes = seconds / 60;
        return minutes % 60 != 0 || minutes == 60
                ? Message.of("money.minutes", minutes)
                : Message.of("money.hours", minutes / 60);
    }

    /// Why a lease ends.
    public sealed interface End {
        /// Without a full stop.
        Message reason();

        /// The moment until which it ran has come.
        record TimeOver() implements End {
            @Override
            public Message reason() {
                return Message.of("money.time-over");
            }
        }

        /// @param idle how long it was without work
        record NoWork(Duration idle) implements End {
            @Override
            public Message reason() {
                return Message.of("money.no-work", words(idle));
            }
        }

        /// What came before, and no program watched it.
        record Unwatched(End end) implements End {
            @Override
            public Message reason() {
                return Message.of("money.unwatched", end.reason());
            }
        }
    }

    /// Why it ends now; empty where it does not.
    public Optional<End> ended(Instant now) {
        if (until.filter(it -> !now.isBefore(it)).isPresent()) {
            return Optional.of(new End.TimeOver());
        }
        return idle.filter(it -> Duration.between(lastWork, now).compareTo(it) >= 0)
                .map(End.NoWork::new);
    }
}
