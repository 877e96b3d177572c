package dev.atelier.app.account;

import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.ServiceScaling.ByClock;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.ServiceStop;
import dev.atelier.cloud.money.ServiceStop.Last;
import dev.atelier.cloud.webui.Activity;
import dev.atelier.cloud.webui.Token;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import dev.atelier.recipe.ProblemException;
import java.io.IOException;
import java.net.URI;
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
/// @param say takes a sentence for the user
public record LeaseKeeper(
        CloudAccess access, Spending spending, Duration every, Consumer<Message> say) {
    /// The name of the job that ends a lease on the service's side.
    public static final String TIMER = "atelier-lease";

    private static final int LOOKS = 200;

    /// Who asked for something else waits for no more than these.
    private static final int LATE_LOOKS = 5;

    /// Ends what is due although nobody watched it; for the start of commands about services. What
    /// goes wrong is reported, and the lease is kept for the next command.
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
                    say.accept(Message.of("money.not-ended", lease.service(), e.what()));
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
        var service = eas.find(name);
        if (service.isEmpty()) {
            // Another account or region may be set now than then: this is no sign that it stopped.
            say.accept(Message.of("money.not-found", name, region));
            return;
        }
        if (!kept.isOfAccount(service.get().account())) {
            say.accept(Message.of("money.other-account", name, region, kept.account()));
            return;
        }
        var lease = looked(eas, kept);
        var why = lease.ended(spending.clock().instant());
        if (why.isEmpty()) {
            return;
        }
        var now = service.get();
        if (now.state().isOver() || now.total() == 0) {
            // By the timer that the lease set there, or by a person.
            say.accept(Message.of("money.ended-there", name, why.get().reason(), now.status()));
        } else {
            sayEnds(name, new Lease.End.Unwatched(why.get()));
        }
        var left = stop(eas, lease, LATE_LOOKS);
        left.ifPresent(last ->
                say.accept(
                        last instanceof Last.Running running && running.isStopping()
                                ? Message.of("money.stopping", name)
                                : costsOn(name, last)));
    }

    private static Optional<String> region(Lease lease) {
        return Optional.of(lease.region()).filter(it -> !it.isEmpty());
    }

    /// The lease after a look at what the service does for any client: at its queue, else at its
    /// webui. As it was where neither tells.
    public Lease looked(EasClient eas, Lease made) {
        var lease = made;
        try {
            var service = eas.describe(lease.service());
            spending.saw(service);
            if (!lease.isOfAccount(service.account())) {
                return lease;
            }
            lease = lease.withAccount(service.account());
            var work = service.isRunning() ? work(service, lease) : Optional.<Lease.Work>empty();
            if (work.isPresent()) {
                lease = lease.after(work.get(), spending.clock().instant());
            }
            if (!lease.equals(made)) {
                spending.leases().put(lease);
            }
            return lease;
        } catch (EasException | IOException e) {
            say.accept(Message.of("money.no-look", lease.service(), reason(e)));
            return lease;
        }
    }

    private Optional<Lease.Work> work(ServiceInfo service, Lease lease) throws IOException {
        if (QueuedServices.isQueued(service)) {
            var all = new QueuedServices(access, spending.folder()).queue(service).attributes();
            return Optional.of(
                    new Lease.Work(number(all, "stream.length"), number(all, "stream.lastEntry")));
        }
        // Each instance has its own last job, and one that was started again has none.
        return Activity.of(webui(service))
                .map(it ->
                        new Lease.Work(it.busy() ? 1 : 0, Math.max(lease.lastPut(), it.begun())));
    }

    private static WebuiService webui(ServiceInfo service) {
        var token = service.token();
        var address = URI.create(service.internetEndpoint());
        return new WebuiService(address, Token.ofAccount(token::reveal));
    }

    /// Whether a service shows when it works, so that it can be told how long it has been idle: by
    /// its queue, or by its webui. One that does not answer just now may. Blocks for one short
    /// call.
    public boolean seesWork(ServiceInfo service) {
        if (QueuedServices.isQueued(service) || !service.isRunning()) {
            return true;
        }
        try {
            return Activity.of(webui(service)).isPresent();
        } catch (IOException e) {
            return true;
        }
    }

    private static long number(Map<String, String> attributes, String name) throws IOException {
        var text = attributes.getOrDefault(name, "0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MessageException(Message.of("money.queue-number", name, text), e);
        }
    }

    /// Stops a service and drops its lease; blocks for minutes.
    ///
    /// @return what was seen last where it could not be stopped, and the lease is kept
    public Optional<Last> end(EasClient eas, Lease lease, Lease.End why)
            throws IOException, InterruptedException {
        sayEnds(lease.service(), why);
        return stop(eas, lease, LOOKS);
    }

    private void sayEnds(String name, Lease.End why) {
        say.accept(Message.of("money.ends", name, why.reason()));
    }

    private Optional<Last> stop(EasClient eas, Lease lease, int looks)
            throws IOException, InterruptedException {
        var name = lease.service();
        var last = new ServiceStop(eas, every, looks).stop(name);
        if (!last.isOver()) {
            return Optional.of(last);
        }
        spending.leases().remove(lease.region(), name, lease.account());
        if (last instanceof Last.Gone) {
            spending.gone(lease.region(), name);
            say.accept(Message.of("money.deleted", name));
            return Optional.empty();
        }
        saw(eas, lease);
        say.accept(Message.of("money.stopped", name));
        if (lease.until().isPresent()) {
            clearTimer(eas, name);
        }
        return Optional.empty();
    }

    /// The warning about a service that could not be stopped.
    public static Message costsOn(String name, Last last) {
        return Message.of("money.costs-on", name, last.words());
    }

    private static Message reason(Exception e) {
        return e instanceof ProblemException problem ? problem.what() : Explained.reasonOf(e);
    }

    private void saw(EasClient eas, Lease lease) throws IOException {
        var name = lease.service();
        try {
            var now = eas.find(name);
            if (now.isPresent()) {
                spending.saw(now.get());
            } else {
                spending.gone(lease.region(), name);
            }
        } catch (EasException e) {
            say.accept(Message.of("money.no-look", name, e.what()));
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
            say.accept(Message.of("money.no-timer", e.what()));
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
            say.accept(Message.of("money.timer-left", TIMER, name, e.what()));
        }
    }
}
