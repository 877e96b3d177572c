package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.ServiceScaling.ByClock;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Stopping;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Optional;

/// Lets a service run for a while, and ends it.
final class Leasing {
    private static final String JOB = "atelier-lease";
    private static final int LOOKS = 200;

    private final Terminal terminal;
    private final CloudAccess access;
    private final Spending spending;
    private final Cancellation cancellation;
    private final Duration every;

    /// @param every between two looks at a service
    Leasing(
            Terminal terminal,
            CloudAccess access,
            Spending spending,
            Cancellation cancellation,
            Duration every) {
        this.terminal = terminal;
        this.access = access;
        this.spending = spending;
        this.cancellation = cancellation;
        this.every = every;
    }

    /// The next time that a clock shows this.
    static Instant moment(String text, ZonedDateTime now) {
        try {
            var at = now.with(LocalTime.parse(text)).withSecond(0).withNano(0);
            return (at.isAfter(now) ? at : at.plusDays(1)).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandException.usage("--until: expected a time such as 20:00, got " + text);
        }
    }

    /// Makes a lease and watches over it until it ends.
    int lease(EasClient eas, String name, Optional<Duration> idle, Optional<Instant> until)
            throws EasException, IOException {
        var service = eas.describe(name);
        if (idle.isPresent() && !QueuedServices.isQueued(service)) {
            throw CommandException.usage(
                    name + " has no queue that shows whether it has work; give --until instead");
        }
        var now = spending.clock().instant();
        var region = access.environment().getOrDefault("ALIBABA_CLOUD_REGION_ID", "");
        var lease = looked(eas, new Lease(name, region, until, idle, now, -1));
        spending.leases().put(lease);
        until.ifPresent(it -> endByClock(eas, name, it));
        terminal.err()
                .printf(
                        "%s is watched%s%s. If this program is killed, the next atelier command about services ends the lease.%n",
                        name,
                        until.map(it -> ", until " + time(it)).orElse(""),
                        idle.map(it -> ", for " + it.toMinutes() + " minutes without work")
                                .orElse(""));
        return watch(eas, lease);
    }

    private static String time(Instant moment) {
        return moment.atZone(ZoneId.systemDefault()).toLocalTime().toString();
    }

    private int watch(EasClient eas, Lease made) throws IOException {
        var lease = made;
        try {
            while (!cancellation.ends()) {
                lease = looked(eas, lease);
                var why = lease.ended(spending.clock().instant());
                if (why.isPresent()) {
                    return end(eas, lease, why.get());
                }
                Thread.sleep(every);
            }
            terminal.err()
                    .println(
                            lease.service()
                                    + " runs on; its lease is kept and ends at the next atelier command about services.");
            return ExitCode.CANCELLED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    /// The lease after a look at the queue; as it was where there is none or it does not answer.
    private Lease looked(EasClient eas, Lease lease) throws IOException {
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
            terminal.err().println("no look at " + lease.service() + ": " + e.getMessage());
            return lease;
        }
    }

    private Lease.Work work(ServiceInfo service) throws IOException {
        var all = new QueuedServices(access, spending.folder()).queue(service).attributes();
        return new Lease.Work(
                Long.parseLong(all.getOrDefault("stream.length", "0")),
                Long.parseLong(all.getOrDefault("stream.lastEntry", "0")));
    }

    private int end(EasClient eas, Lease lease, String why)
            throws IOException, InterruptedException {
        var name = lease.service();
        terminal.err().printf("The lease of %s ends: %s. It is being stopped.%n", name, why);
        var last = new Stopping(eas, every, LOOKS).stop(name);
        if (last.equals("Stopped") || last.equals("Failed") || last.equals("Deleted")) {
            spending.leases().remove(name);
            saw(eas, name);
            terminal.err().println(name + " is stopped and costs nothing more.");
            return ExitCode.OK;
        }
        throw CommandException.failed(
                "%s COULD NOT BE STOPPED AND COSTS MONEY ON (%s); stop it now in the console of PAI-EAS or with 'atelier services stop %1$s'"
                        .formatted(name, last));
    }

    private void saw(EasClient eas, String name) throws IOException {
        try {
            var now = eas.find(name);
            if (now.isPresent()) {
                spending.saw(now.get());
            } else {
                spending.ledger().saw(name, "", 0, spending.clock().instant());
            }
        } catch (EasException e) {
            terminal.err().println("no look at " + name + ": " + e.getMessage());
        }
    }

    /// The same end on the service's side, for when nobody watches. Not proven against the live
    /// cloud.
    private void endByClock(EasClient eas, String name, Instant until) {
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
            jobs.removeIf(job -> job.job().equals(JOB));
            jobs.add(new ByClock(JOB, schedule, 0, at.getZone().getId()));
            scaling.setByClock(jobs);
        } catch (EasException e) {
            terminal.err()
                    .println(
                            "No timer was set at the service, only this program ends it: "
                                    + e.getMessage());
        }
    }

    /// Ends what is due although nobody watched it; for the start of commands about services.
    void catchUp() throws IOException, NoAccountException {
        for (var kept : spending.leases().all()) {
            var region = Optional.of(kept.region()).filter(it -> !it.isEmpty());
            var eas = access.eas(region);
            var lease =
                    kept.ended(spending.clock().instant()).isPresent() ? looked(eas, kept) : kept;
            var why = lease.ended(spending.clock().instant());
            if (why.isPresent()) {
                try {
                    end(eas, lease, why.get() + ", and no program watched it");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
