package dev.atelier.app.account;

import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.ServiceScaling.ByClock;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Stopping;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks at leased services and ends their leases.
///
/// @param every between two looks at a service that stops
/// @param say takes a line for the user
public record LeaseKeeper(
        CloudAccess access, Spending spending, Duration every, Consumer<String> say) {
    /// The name of the job that ends a lease on the service's side.
    public static final String TIMER = "atelier-lease";

    private static final int LOOKS = 200;

    /// Who asked for something else waits for no more than these.
    private static final int LATE_LOOKS = 5;

    /// Ends what is due although nobody watched it; for the start of commands about services. What
    /// goes wrong is said, and the lease is kept for the next command.
    public void catchUp() throws IOException {
        catchUpExcept("", "");
    }

    /// The same for all but one service, which the command itself ends.
    public void catchUpExcept(String region, String service) throws IOException {
        for (var lease : spending.leases().all()) {
            boolean due = lease.ended(spending.clock().instant()).isPresent();
            if (due && !lease.isOf(region, service)) {
                try {
                    endLate(lease);
                } catch (EasException | NoAccountException e) {
                    say.accept(
                            "The lease of %s is over, but it could not be ended and is kept, and the service may cost money on: %s"
                                    .formatted(lease.service(), e.getMessage()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void endLate(Lease kept)
            throws EasException, NoAccountException, IOException, InterruptedException {
        var name = kept.service();
        var region = access.credentials(region(kept)).region();
        var eas = access.eas(Optional.of(region));
        if (eas.find(name).isEmpty()) {
            // Another account or region may be set now than then: this is no sign that it stopped.
            say.accept(
                    "%s is not found in %s with the present access key; its lease is kept, and it may run and cost money. Check the account, the region and the console of PAI-EAS; 'atelier services lease %1$s --forget --region %2$s' drops the lease."
                            .formatted(name, region));
            return;
        }
        var lease = looked(eas, kept);
        var why = lease.ended(spending.clock().instant());
        if (why.isEmpty()) {
            return;
        }
        var left = end(eas, lease, why.get() + ", and no program watched it", LATE_LOOKS);
        left.ifPresent(last ->
                say.accept(
                        last.equals("Stopping")
                                ? name
                                        + " is still stopping; its lease is kept until it has stopped."
                                : costsOn(name, last)));
    }

    private static Optional<String> region(Lease lease) {
        return Optional.of(lease.region()).filter(it -> !it.isEmpty());
    }

    /// The lease after a look at the queue; as it was where there is none or it does not answer.
    public Lease looked(EasClient eas, Lease lease) {
        try {
            var service = eas.describe(lease.service());
            spending.saw(service);
            if (!QueuedServices.isQueued(service) || !service.status().equals("Running")) {
                return lease;
            }
            var after = lease.after(work(service), spending.clock().instant());
            spending.leases().put(after);
            return after;
        } catch (EasException | IOException e) {
            say.accept("no look at " + lease.service() + ": " + e.getMessage());
            return lease;
        }
    }

    private Lease.Work work(ServiceInfo service) throws IOException {
        var all = new QueuedServices(access, spending.folder()).queue(service).attributes();
        return new Lease.Work(number(all, "stream.length"), number(all, "stream.lastEntry"));
    }

    private static long number(Map<String, String> attributes, String name) throws IOException {
        var text = attributes.getOrDefault(name, "0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("the queue says " + name + " is " + text, e);
        }
    }

    /// Stops a service and drops its lease; blocks for minutes.
    ///
    /// @return what was seen last where it could not be stopped, and the lease is kept
    public Optional<String> end(EasClient eas, Lease lease, String why)
            throws IOException, InterruptedException {
        return end(eas, lease, why, LOOKS);
    }

    private Optional<String> end(EasClient eas, Lease lease, String why, int looks)
            throws IOException, InterruptedException {
        var name = lease.service();
        say.accept("The lease of %s ends: %s. It is being stopped.".formatted(name, why));
        var last = new Stopping(eas, every, looks).stop(name);
        if (!Stopping.isOver(last)) {
            return Optional.of(last);
        }
        spending.leases().remove(lease.region(), name);
        if (last.equals(Stopping.GONE)) {
            spending.gone(name);
            say.accept(name + " is gone: it was deleted meanwhile.");
            return Optional.empty();
        }
        saw(eas, name);
        say.accept(name + " is stopped and costs nothing more.");
        if (lease.until().isPresent()) {
            clearTimer(eas, name);
        }
        return Optional.empty();
    }

    /// The warning about a service that could not be stopped.
    public static String costsOn(String name, String last) {
        return "%s COULD NOT BE STOPPED AND COSTS MONEY ON (%s); stop it now in the console of PAI-EAS or with 'atelier services stop %1$s'"
                .formatted(name, last);
    }

    private void saw(EasClient eas, String name) throws IOException {
        try {
            var now = eas.find(name);
            if (now.isPresent()) {
                spending.saw(now.get());
            } else {
                spending.gone(name);
            }
        } catch (EasException e) {
            say.accept("no look at " + name + ": " + e.getMessage());
        }
    }

    /// The same end on the service's side, for when nobody watches. Not proven against the live
    /// cloud.
    public void setTimer(EasClient eas, String name, Instant until) {
        var at = until.atZone(ZoneId.systemDefault());
        var schedule =
                "0 %d %d %d %d *"
                        .formatted(
                                at.getMinute(),
                                at.getHour(),
                                at.getDayOfMonth(),
                                at.getMonthValue());
        try {
            var scaling = eas.scaling(name);
            var jobs = new ArrayList<>(scaling.byClock());
            jobs.removeIf(job -> job.job().equals(TIMER));
            jobs.add(new ByClock(TIMER, schedule, 0, at.getZone().getId()));
            scaling.setByClock(jobs);
        } catch (EasException e) {
            say.accept(
                    "No timer was set at the service, only this program ends it: "
                            + e.getMessage());
        }
    }

    /// Removes the timer of a lease from a service: its schedule has no year, so it would come
    /// again.
    public void clearTimer(EasClient eas, String name) {
        try {
            var scaling = eas.scaling(name);
            var jobs = scaling.byClock();
            var others = jobs.stream().filter(job -> !job.job().equals(TIMER)).toList();
            if (others.size() == jobs.size()) {
                return;
            }
            if (others.isEmpty()) {
                scaling.clearByClock();
            } else {
                scaling.setByClock(others);
            }
        } catch (EasException e) {
            say.accept(
                    "The timer %s of %s could not be removed: %s If it is there, it scales %2$s to 0 on the same day next year; remove it in the console of PAI-EAS."
                            .formatted(TIMER, name, e.getMessage()));
        }
    }
}
