package dev.atelier.app.cli.cloud;

import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.cli.CommandException;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.money.Lease;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Lets a service run for a while, and ends it.
final class Leasing {
    private final LeaseKeeper keeper;
    private final CloudContext context;

    Leasing(CloudContext context) {
        this.context = context;
        var plain = context.keeper();
        var last = new AtomicReference<Message>();
        // A cloud that cannot be reached is reported once, not at every look.
        this.keeper =
                new LeaseKeeper(
                        plain.access(),
                        plain.spending(),
                        plain.every(),
                        it -> {
                            if (!it.equals(last.getAndSet(it))) {
                                plain.say().accept(it);
                            }
                        });
    }

    /// The next time that a clock shows this.
    static Instant moment(String text, ZonedDateTime now) {
        try {
            var at = now.with(LocalTime.parse(text)).withSecond(0).withNano(0);
            return (at.isAfter(now) ? at : at.plusDays(1)).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandException.usage(Message.of("cli.until-time", text));
        }
    }

    /// Makes a lease and watches over it until it ends.
    int lease(Optional<String> where, String name, Optional<Duration> idle, Optional<Instant> until)
            throws EasException, NoAccountException, IOException {
        var region = context.access().credentials(where).region();
        var eas = context.access().eas(where);
        var service = eas.describe(name);
        if (idle.isPresent() && !keeper.seesWork(service)) {
            throw CommandException.usage(Message.of("cli.lease-no-queue", name));
        }
        var now = context.spending().clock().instant();
        var lease =
                keeper.looked(
                        eas,
                        Lease.begun(name, region, until, idle, now).withAccount(service.account()));
        context.spending().leases().put(lease);
        until.ifPresentOrElse(
                it -> keeper.setTimer(eas, name, it), () -> keeper.clearTimer(eas, name));
        context.terminal().err().println(sentence("cli.lease-watched", lease).english());
        return watch(eas, lease);
    }

    /// A sentence of a service, how long it runs at most, and for how long without work.
    static Message sentence(String key, Lease lease) {
        return Message.of(
                key,
                lease.service(),
                lease.until()
                        .map(it -> Message.of("cli.lease-until", time(it)).english())
                        .orElse(""),
                lease.idle()
                        .map(it -> Message.of("cli.lease-idle", Lease.words(it)).english())
                        .orElse(""));
    }

    private static String time(Instant moment) {
        return moment.atZone(ZoneId.systemDefault()).toLocalTime().toString();
    }

    private int watch(EasClient eas, Lease made) throws IOException {
        var lease = made;
        try {
            while (!context.cancellation().ends()) {
                lease = keeper.looked(eas, lease);
                var why = lease.ended(context.spending().clock().instant());
                if (why.isPresent()) {
                    var left = keeper.end(eas, lease, why.get());
                    if (left.isPresent()) {
                        throw CommandException.failed(
                                LeaseKeeper.costsOn(lease.service(), left.get()));
                    }
                    return ExitCode.OK;
                }
                Thread.sleep(context.every());
            }
            context.terminal().err().println(sentence("cli.lease-left", lease).english());
            return ExitCode.CANCELLED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    /// Drops a lease; the service stays as it is.
    int forget(Optional<String> where, String name)
            throws EasException, NoAccountException, IOException {
        var eas = context.access().eas(where);
        var found = eas.find(name);
        context.dropLease(context.access().credentials(where).region(), name, found);
        context.terminal().err().println(Message.of("cli.no-lease", name).english());
        if (found.isPresent()) {
            keeper.clearTimer(eas, name);
        }
        return ExitCode.OK;
    }
}
