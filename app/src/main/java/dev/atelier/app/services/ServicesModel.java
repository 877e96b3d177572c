package dev.atelier.app.services;

import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.Place;
import dev.atelier.app.queue.PlaceQueue;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.settings.UsualStop;
import dev.atelier.cloud.eas.EasClient;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Prices;
import dev.atelier.cloud.money.ServiceStop;
import dev.atelier.cloud.money.SpendingCap;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The services of the connected account, as they were seen last, and what is done with them. Each
/// service is a place of the queue; a lease whose time has come ends here. Event thread.
public final class ServicesModel {
    private static final Logger log = LoggerFactory.getLogger(ServicesModel.class);
    private static final int LOOKS = 200;

    private final Tasks tasks;
    private final QueueModel queue;
    private final ServicePlaces places;
    private final InstantSource clock;
    private final Function<Instant, UsualStop> usual;
    private final Value<Optional<Cloud>> cloud = Value.of(Optional.empty());
    private final Value<List<ServiceFacts>> services = Value.of(List.of());
    private final Value<Spent> spent;
    private final Value<Optional<String>> problem = Value.of(Optional.empty());
    private final Value<Boolean> seen = Value.of(false);
    private final Value<Map<String, Operation>> doing = Value.of(Map.of());
    private final Value<Optional<Notice>> notice = Value.of(Optional.empty());
    private final Map<String, Instant> worked = new HashMap<>();

    /// Names of services that were changed from here since they were read.
    private final Set<String> changed = new HashSet<>();

    private boolean looking;
    private boolean again;

    /// Tasks that end the leases of before the start; until then nobody else does.
    private int catchingUp;

    /// What is being done with a service.
    public enum Operation {
        STARTING,
        STOPPING,
        CHANGING,
        DELETING
    }

    /// Something a person must be shown on any page of the studio.
    ///
    /// @param bad whether it costs money or went wrong
    /// @param number distinguishes it from an equal one before
    public record Notice(String words, boolean bad, int number) {}

    /// Something to do with a service that blocks.
    @FunctionalInterface
    interface EasCall {
        void on(EasClient eas) throws Exception;
    }

    /// @param usual when a service that is started here at a moment is stopped again
    public ServicesModel(
            Tasks tasks,
            QueueModel queue,
            InstantSource clock,
            Function<Instant, UsualStop> usual) {
        this.tasks = tasks;
        this.queue = queue;
        this.clock = clock;
        this.usual = usual;
        places = new ServicePlaces(queue, tasks);
        spent = Value.of(Spent.nothing(LocalDate.EPOCH));
    }

    /// The account; empty where none is connected.
    public Observed<Optional<Cloud>> cloud() {
        return cloud;
    }

    /// All services of the region.
    public Observed<List<ServiceFacts>> services() {
        return services;
    }

    public Observed<Spent> spent() {
        return spent;
    }

    /// Why the last look failed; empty where it did not.
    public Observed<Optional<String>> problem() {
        return problem;
    }

    /// Whether the account was looked at since it was connected.
    public Observed<Boolean> seen() {
        return seen;
    }

    /// What is being done with services, by name.
    public Observed<Map<String, Operation>> doing() {
        return doing;
    }

    /// What was reported last.
    public Observed<Optional<Notice>> notice() {
        return notice;
    }

    /// The places of services with such a machine.
    public Stream<Place> placesOn(String machine) {
        return cloud.get().stream()
                .flatMap(at ->
                        services.get().stream()
                                .filter(it -> it.machine().equals(machine))
                                .flatMap(it -> queue.at(at.place(it.name())).stream()))
                .map(PlaceQueue::place);
    }

    InstantSource clock() {
        return clock;
    }

    Tasks tasks() {
        return tasks;
    }

    QueueModel queue() {
        return queue;
    }

    Optional<ServiceFacts> find(String name) {
        return services.get().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /// Services that run or are about to.
    List<ServiceFacts> running() {
        return services.get().stream().filter(it -> !it.isOff()).toList();
    }

    /// Those that cost money, too.
    public List<ServiceFacts> costing() {
        return cloud.get().filter(it -> !it.sandbox()).isEmpty() ? List.of() : running();
    }

    /// Watches another account from now on, or none. Leases that ended meanwhile are ended first.
    public void connect(Optional<Cloud> next) {
        places.forgetAll();
        worked.clear();
        services.set(List.of());
        problem.set(Optional.empty());
        seen.set(false);
        cloud.set(next);
        next.ifPresent(it -> {
            var notices = new ArrayList<Message>();
            catchingUp++;
            tasks.run(
                    "end-leases",
                    task -> {
                        new LeaseKeeper(
                                        it.access(),
                                        it.spending(),
                                        it.keeper().every(),
                                        notices::add)
                                .catchUp();
                        return notices;
                    },
                    new Tasks.Outcome<>(
                            all -> {
                                caughtUp();
                                all.forEach(
                                        notice -> say(notice.in(ServiceWords.language()), true));
                            },
                            failure -> {
                                caughtUp();
                                log.warn("leases", failure);
                            },
                            this::caughtUp));
            look();
        });
    }

    private void caughtUp() {
        catchingUp--;
        look();
    }

    /// Looks at all services, unless that is under way, after which it is done again.
    public void look() {
        if (cloud.get().isEmpty()) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        var at = cloud.get().get();
        var look = new ServicesReader(at, Map.copyOf(worked), busy(at), scalings());
        tasks.run(
                HiddenTask.REFRESH,
                task -> look.at(),
                Tasks.Outcome.of(now -> took(at, now), failure -> missed(at, failure)));
    }

    /// The same, also at what was read not long ago.
    void lookAnew() {
        services.get().forEach(it -> changed.add(it.name()));
        look();
    }

    /// As they were read before, without those that were changed from here since.
    private Map<String, ServiceFacts.Scaling> scalings() {
        var known = new HashMap<String, ServiceFacts.Scaling>();
        services.get().forEach(it -> known.put(it.name(), it.scaling()));
        known.keySet().removeAll(changed);
        changed.clear();
        return Map.copyOf(known);
    }

    /// Names of services that this program has work at.
    private Set<String> busy(Cloud at) {
        var names = new HashSet<String>();
        for (var place : queue.places().get()) {
            if (place.place().id().startsWith(at.prefix()) && place.running().get()) {
                names.add(place.place().name());
            }
        }
        return names;
    }

    private void took(Cloud at, ServicesReader.Snapshot now) {
        looking = false;
        if (cloud.get().filter(at::equals).isPresent()) {
            now.services().forEach(it -> worked.put(it.name(), it.times().lastWork()));
            spent.set(now.spent());
            services.set(now.services());
            problem.set(Optional.empty());
            seen.set(true);
            places.follow(at, now);
            now.services().forEach(it -> guard(at, it));
        }
        lookAgain();
    }

    private void missed(Cloud at, Throwable failure) {
        looking = false;
        log.info("no look at the services", failure);
        if (cloud.get().filter(at::equals).isPresent()) {
            problem.set(Optional.of(FailureMessages.of(failure)));
            seen.set(true);
        }
        lookAgain();
    }

    private void lookAgain() {
        if (again) {
            again = false;
            look();
        }
    }

    /// Ends a lease whose time has come.
    private void guard(Cloud at, ServiceFacts service) {
        var lease = service.lease();
        var why = lease.flatMap(it -> it.ended(clock.instant()));
        if (catchingUp > 0 || why.isEmpty() || doing.get().containsKey(service.name())) {
            return;
        }
        if (service.isOff()) {
            run(service.name(), Operation.STOPPING, eas -> forgetLease(at, service.name()));
            return;
        }
        end(at, lease.get(), why.get());
    }

    private void end(Cloud at, Lease lease, Lease.End why) {
        var name = lease.service();
        begin(name, Operation.STOPPING);
        tasks.run(
                "stop-service",
                task -> at.keeper().end(at.eas(), lease, why),
                Tasks.Outcome.of(
                        left -> {
                            done(name);
                            left.ifPresentOrElse(
                                    last -> say(ServiceWords.costsOn(name, last), true),
                                    () -> say(ServiceWords.leaseEnded(name), false));
                        },
                        failure -> failed(name, failure)));
    }

    private static void forgetLease(Cloud at, String name) throws Exception {
        var region = Optional.of(at.region());
        var account = at.access().account(region, at.eas().find(name));
        at.spending().leases().remove(at.region(), name, account);
    }

    /// Stops a service and looks until it is stopped.
    ///
    /// @param stopped receives whether it is
    public void stop(String name, Consumer<Boolean> stopped) {
        var at = cloud.get().orElseThrow();
        begin(name, Operation.STOPPING);
        tasks.run(
                "stop-service",
                task -> {
                    var eas = at.eas();
                    var last = new ServiceStop(eas, at.keeper().every(), LOOKS).stop(name);
                    if (last.isOver()) {
                        forgetLease(at, name);
                        at.keeper().clearTimer(eas, name);
                    }
                    return last;
                },
                Tasks.Outcome.of(
                        last -> {
                            done(name);
                            if (!last.isOver()) {
                                say(ServiceWords.costsOn(name, last), true);
                            }
                            stopped.accept(last.isOver());
                        },
                        failure -> {
                            failed(name, failure);
                            stopped.accept(false);
                        }));
        look();
    }

    /// Starts a stopped service, unless the cap on costs is reached. Stopping it has ended its
    /// lease: it begins another.
    public void start(String name) {
        var at = cloud.get().orElseThrow();
        var account = account(name);
        run(
                name,
                Operation.STARTING,
                eas -> {
                    var reached = at.spending().reached(eas);
                    if (reached.isPresent()) {
                        throw new IllegalStateException(CapMessage.of(reached.get()));
                    }
                    eas.start(name);
                    var now = clock.instant();
                    var stop = usual.apply(now);
                    if (stop.isPlanned()) {
                        var lease = Lease.begun(name, at.region(), stop.until(), stop.idle(), now);
                        keep(at, eas, lease.withAccount(account));
                    }
                });
    }

    public void scale(String name, int instances) {
        run(name, Operation.CHANGING, eas -> eas.scale(name, instances));
    }

    /// How many jobs of this program wait or run at a service.
    long open(String name) {
        var id = cloud.get().orElseThrow().place(name);
        return queue.jobs().get().stream()
                .filter(job -> job.place().equals(id))
                .filter(job -> job.state().open() || job.state() == Job.State.INTERRUPTED)
                .count();
    }

    /// Deletes a service and its token for good.
    public void delete(String name) {
        var at = cloud.get().orElseThrow();
        run(
                name,
                Operation.DELETING,
                eas -> {
                    eas.delete(name);
                    at.spending().gone(at.region(), name);
                    forgetLease(at, name);
                });
    }

    /// Says what an hour of a machine costs.
    public void price(String machine, BigDecimal hour, String currency) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
        money(prices ->
                new Prices(
                        prices.own().with(machine, new OwnPrices.Price(hour, currency, today)),
                        prices.cap()));
    }

    /// Says the most that all services may cost; jobs wait while that is used up.
    public void limit(SpendingCap cap) {
        money(prices -> new Prices(prices.own(), cap));
    }

    private void money(UnaryOperator<Prices> change) {
        var spending = cloud.get().orElseThrow().spending();
        tasks.run(
                "keep-prices",
                task -> {
                    Prices.change(spending.money(), change);
                    return true;
                },
                Tasks.Outcome.of(
                        done -> look(), failure -> say(FailureMessages.of(failure), true)));
    }

    /// Lets a service run until it was idle for so long, or until a moment, the earlier of both.
    public void lease(String name, Optional<Duration> idle, Optional<Instant> until) {
        var at = cloud.get().orElseThrow();
        var lease = Lease.begun(name, at.region(), until, idle, clock.instant());
        put(lease.withAccount(account(name)));
    }

    /// Makes a lease before the program ends: it is kept in the file at once, which blocks for a
    /// moment, and the service's own timer is set in the background as far as there is time.
    void leaseNow(String name, Duration idle) {
        var at = cloud.get().orElseThrow();
        var now = clock.instant();
        try {
            var fresh = Lease.begun(name, at.region(), Optional.empty(), Optional.of(idle), now);
            at.spending().leases().put(fresh.withAccount(account(name)));
        } catch (IOException e) {
            log.warn("the lease of {} is not kept", name, e);
        }
    }

    /// Counts a call that was made from here as work of the service, so that its lease goes on.
    void worked(String name) {
        var lease = find(name).flatMap(ServiceFacts::lease);
        lease.ifPresent(it -> put(it.after(new Lease.Work(1, it.lastPut()), clock.instant())));
    }

    private String account(String name) {
        return find(name).map(it -> it.info().account()).orElse("");
    }

    /// Lets a leased service run so much longer, whether it works or not.
    public void keep(String name, Duration longer) {
        var lease = find(name).flatMap(ServiceFacts::lease);
        if (lease.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var until = lease.get().until().map(it -> (it.isAfter(now) ? it : now).plus(longer));
        // An idle time counts from the last work: moved so that it is over after that time.
        var work =
                lease.get()
                        .idle()
                        .map(it -> now.plus(longer).minus(it))
                        .filter(it -> it.isAfter(lease.get().lastWork()))
                        .orElse(lease.get().lastWork());
        put(
                new Lease(
                        name,
                        lease.get().region(),
                        until,
                        lease.get().idle(),
                        work,
                        lease.get().lastPut(),
                        lease.get().account()));
    }

    private void put(Lease lease) {
        var at = cloud.get().orElseThrow();
        run(lease.service(), Operation.CHANGING, eas -> keep(at, eas, lease));
    }

    private static void keep(Cloud at, EasClient eas, Lease lease) throws IOException {
        at.spending().leases().put(lease);
        lease.until()
                .ifPresentOrElse(
                        it -> at.keeper().setTimer(eas, lease.service(), it),
                        () -> at.keeper().clearTimer(eas, lease.service()));
    }

    /// Drops a lease; the service runs until somebody stops it.
    public void unlease(String name) {
        var at = cloud.get().orElseThrow();
        run(
                name,
                Operation.CHANGING,
                eas -> {
                    forgetLease(at, name);
                    at.keeper().clearTimer(eas, name);
                });
    }

    /// Does something else with a service, and looks at it afterwards.
    void run(String name, Operation what, EasCall action) {
        var at = cloud.get().orElseThrow();
        begin(name, what);
        tasks.run(
                "change-service",
                task -> {
                    action.on(at.eas());
                    return name;
                },
                new Tasks.Outcome<>(
                        this::done, failure -> failed(name, failure), () -> done(name)));
    }

    private void begin(String name, Operation what) {
        doing.update(all -> {
            var next = new HashMap<>(all);
            next.put(name, what);
            return Map.copyOf(next);
        });
    }

    private void done(String name) {
        changed.add(name);
        doing.update(all -> {
            var next = new HashMap<>(all);
            next.remove(name);
            return Map.copyOf(next);
        });
        look();
    }

    private void failed(String name, Throwable failure) {
        log.info("{}", name, failure);
        say(ServiceWords.failed(name, failure), true);
        done(name);
    }

    void say(String words, boolean bad) {
        int number = notice.get().map(it -> it.number() + 1).orElse(0);
        notice.set(Optional.of(new Notice(words, bad, number)));
    }
}
