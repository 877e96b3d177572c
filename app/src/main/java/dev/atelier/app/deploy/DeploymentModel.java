package dev.atelier.app.deploy;

import dev.atelier.app.account.LeaseKeeper;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.account.QueuedServices;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.deploy.Deployment.Phase;
import dev.atelier.app.deploy.Deployment.Tail;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.Money;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.settings.UsualStop;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.EasException;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.eas.StartProblem;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.cloud.webui.Token;
import dev.atelier.cloud.webui.WebuiService;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a config to the cloud and watches until the service runs and has made a picture. Nobody
/// has to look at it: closing its page stops nothing, and after a restart it is watched again.
/// Event thread.
public final class DeploymentModel {
    /// Looks after which a service that runs all the time is taken to run with its update.
    private static final int LOOKS_OLD = 6;

    private static final Logger log = LoggerFactory.getLogger(DeploymentModel.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final int LINES = 200;
    private static final int TRIES = 30;

    /// How long the first picture is tried where the service is busy.
    private static final Duration BUSY = Duration.ofMinutes(10);

    /// The first picture: small, since it only proves that the service answers.
    private static final Recipe FIRST =
            Recipe.of("a red boat under a yellow moon", new Size(128, 128))
                    .withSeed(Seed.of(4084873146L))
                    .withSampling(Sampling.DEFAULT.withSteps(12));

    private final CloudSession session;
    private final Tasks tasks;
    private final Settings settings;
    private final Dependencies context;
    private final StageTimes times;
    private final AfterStart after;
    private final Value<Boolean> keepsPlace;
    private final Value<Optional<Deployment>> current = Value.of(Optional.empty());
    private int turn;

    /// Whether a first picture is asked for, whatever is chosen.
    private boolean again;

    /// How many of its states were seen before the program was started again: nobody saw when the
    /// last of them ended.
    private int resumed;

    /// @param pictures where the first picture is kept
    /// @param every between two looks
    public record Dependencies(Path pictures, Duration every) {}

    public DeploymentModel(
            CloudSession session, Tasks tasks, Settings settings, Dependencies context) {
        this.session = session;
        this.tasks = tasks;
        this.settings = settings;
        this.context = context;
        times = new StageTimes(settings);
        after = new AfterStart(settings);
        keepsPlace = Value.of(settings.get(StudioSettings.READY_PLACE_KEPT));
        session.connection().onChange(it -> it.ifPresent(this::resume));
        current.onChange(it ->
                settings.put(
                        StudioSettings.DEPLOYING_STAGES, it.map(KeptDeployment::write).orElse("")));
    }

    /// The deployment that was begun last; empty before the first.
    public Observed<Optional<Deployment>> current() {
        return current;
    }

    /// Watches what was under way when the program ended.
    private void resume(Connection connection) {
        var kept = settings.get(StudioSettings.DEPLOYING);
        if (!kept.startsWith(place(connection)) || current.get().isPresent()) {
            return;
        }
        var name = kept.substring(place(connection).length());
        int mine = ++turn;
        var before =
                KeptDeployment.read(
                        name, settings.get(StudioSettings.DEPLOYING_STAGES), Instant.now());
        resumed = before.stages().size();
        current.set(Optional.of(before));
        look(connection, mine, Duration.ZERO);
    }

    private static String place(Connection connection) {
        return connection.origin().id() + " " + connection.region() + " ";
    }

    /// Whether one goes on.
    public boolean isUnderWay() {
        return current.get().filter(it -> !it.phase().isOver()).isPresent();
    }

    /// Forgets the deployment that is over, so that the page is free for the next.
    public void forget() {
        turn++;
        settings.put(StudioSettings.DEPLOYING, "");
        current.set(Optional.empty());
    }

    /// Hands a config over.
    ///
    /// @param replace whether a service of that name may be changed
    public void deploy(ServiceConfig config, boolean replace) {
        var connection = session.connection().get();
        if (connection.isEmpty()) {
            return;
        }
        var to = connection.get();
        int mine = ++turn;
        again = false;
        resumed = 0;
        times.begin();
        var name = config.name();
        // Another attempt at a new service is no update.
        boolean update =
                current.get()
                        .filter(it -> it.service().equals(name))
                        .filter(it -> it.phase() == Phase.FAILED)
                        .map(Deployment::update)
                        .orElse(replace);
        current.set(Optional.of(Deployment.begun(name, update, Instant.now())));
        settings.put(StudioSettings.DEPLOYING, place(to) + name);
        keepPlace(false);
        settings.put(
                StudioSettings.DEPLOY_UNTIL,
                stops(Instant.now()).until().map(Instant::toString).orElse(""));
        tasks.run(
                "deploy-service",
                _ -> hand(to, config, replace),
                Tasks.Outcome.of(
                        refused -> {
                            if (refused.isPresent()) {
                                fail(mine, refused.get(), Optional.empty());
                            } else {
                                update(mine, it -> it.in(Phase.STARTING, ""));
                                look(to, mine, Duration.ZERO);
                            }
                        },
                        failure -> fail(mine, failure)));
    }

    /// @return why the limit is reached, empty where the config was handed over
    private static Optional<String> hand(Connection to, ServiceConfig config, boolean replace)
            throws EasException, IOException {
        var reached = to.spending().reached(to.eas());
        if (reached.isPresent()) {
            var cap = reached.get();
            return Optional.of(
                    Messages.of(DeploymentModel.class)
                            .text(
                                    "deploy.cap",
                                    Money.text(cap.most(), cap.currency()),
                                    Money.text(cap.spent(), cap.currency())));
        }
        if (replace && to.eas().find(config.name()).isPresent()) {
            to.eas().replace(config.name(), config);
        } else {
            to.eas().create(config);
        }
        return Optional.empty();
    }

    /// Deletes the service, and watches until it is gone.
    public void delete() {
        var connection = session.connection().get();
        if (connection.isEmpty() || current.get().isEmpty()) {
            return;
        }
        var to = connection.get();
        var name = current.get().get().service();
        int mine = ++turn;
        update(mine, it -> it.in(Phase.DELETING, ""));
        tasks.run(
                "delete-service",
                _ -> {
                    to.eas().delete(name);
                    return name;
                },
                Tasks.Outcome.of(
                        _ -> look(to, mine, Duration.ZERO),
                        failure -> {
                            if (failure instanceof EasException e
                                    && e.kind() == EasException.Kind.NOT_FOUND) {
                                look(to, mine, Duration.ZERO);
                            } else {
                                fail(mine, failure);
                            }
                        }));
    }

    private record ServiceState(Optional<ServiceInfo> service, Tail tail) {}

    private void look(Connection to, int mine, Duration pause) {
        var name = current.get().map(Deployment::service).orElse("");
        if (mine != turn || name.isEmpty()) {
            return;
        }
        var planned = planned();
        tasks.run(
                HiddenTask.OWN_VIEW,
                _ -> {
                    Thread.sleep(pause);
                    return seen(to, name, planned);
                },
                Tasks.Outcome.of(
                        it -> saw(to, mine, it),
                        failure -> {
                            // It goes on there, whether or not it can be seen from here.
                            update(mine, d -> d.in(d.phase(), FailureMessages.of(failure)));
                            look(to, mine, context.every());
                        }));
    }

    /// How long a state usually lasts, by the deployments before this one; empty before it was seen
    /// once.
    public Optional<Duration> usual(String word) {
        return times.usualBefore(word);
    }

    StageTimes times() {
        return times;
    }

    /// What is done once the service runs.
    public AfterStart after() {
        return after;
    }

    /// Whether the next pictures are made on the service once it runs: where that is wanted, and
    /// nobody has chosen a place or ordered pictures since the deployment began.
    public boolean choosesPlace() {
        return after.has(AfterStart.Choice.CHOOSE) && !keepsPlace.get();
    }

    /// Whether the place of the next pictures stays, whatever is chosen.
    Observed<Boolean> keepsPlace() {
        return keepsPlace;
    }

    /// A person has chosen a place or ordered pictures: that place stays.
    public void placeWasChosen() {
        if (isUnderWay()) {
            keepPlace(true);
        }
    }

    void keepPlace(boolean now) {
        settings.put(StudioSettings.READY_PLACE_KEPT, now);
        keepsPlace.set(now);
    }

    /// Whether a first picture is made once it runs.
    boolean draws() {
        return again || after.has(AfterStart.Choice.DRAW);
    }

    /// Idle minutes after which what is deployed is stopped; 0 for never.
    public int idle() {
        return settings.get(StudioSettings.DEPLOY_IDLE);
    }

    void idle(int minutes) {
        settings.put(StudioSettings.DEPLOY_IDLE, minutes);
    }

    /// Hours after which what is deployed is stopped even at work; 0 for never.
    public int hours() {
        return settings.get(StudioSettings.DEPLOY_HOURS);
    }

    void hours(int most) {
        settings.put(StudioSettings.DEPLOY_HOURS, most);
    }

    /// When a service stops that is deployed at a moment.
    PlannedStop stops(Instant deployed) {
        return PlannedStop.of(UsualStop.of(settings, deployed));
    }

    /// When the service stops that was deployed last, also before a restart.
    private PlannedStop planned() {
        var until = settings.get(StudioSettings.DEPLOY_UNTIL);
        try {
            return new PlannedStop(
                    until.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(until)),
                    stops(Instant.now()).idle());
        } catch (DateTimeParseException e) {
            return stops(Instant.now()); // the file was edited by hand
        }
    }

    /// A service that runs for the first time gets its lease. One that has a lease was just
    /// changed, and is about to draw: that counts as work.
    private static void lease(Connection to, ServiceInfo service, PlannedStop planned)
            throws IOException {
        var leases = to.spending().leases();
        var has =
                leases.all().stream()
                        .filter(it -> it.isOf(to.region(), service.name()))
                        .filter(it -> it.isOfAccount(service.account()))
                        .findFirst();
        if (!service.isRunning()) {
            return;
        }
        var now = to.spending().clock().instant();
        if (has.isPresent()) {
            leases.put(has.get().after(new Lease.Work(1, has.get().lastPut()), now));
        } else if (planned.isPlanned()) {
            var lease =
                    Lease.begun(service.name(), to.region(), planned.until(), planned.idle(), now);
            leases.put(lease.withAccount(service.account()));
            if (planned.until().isPresent()) {
                keeper(to).setTimer(to.eas(), service.name(), planned.until().get());
            }
        }
    }

    private static LeaseKeeper keeper(Connection to) {
        return new LeaseKeeper(to.access(), to.spending(), LOOK, it -> log.info(it.english()));
    }

    private static ServiceState seen(Connection to, String name, PlannedStop planned)
            throws EasException, NoAccountException, IOException {
        var service = to.eas().find(name);
        if (service.isEmpty()) {
            to.spending().gone(to.region(), name);
            var account = to.access().account(Optional.of(to.region()), service);
            to.spending().leases().remove(to.region(), name, account);
            return new ServiceState(service, Tail.NONE);
        }
        to.spending().saw(service.get());
        lease(to, service.get(), planned);
        var details = to.eas().details(name);
        var lines = details.logs();
        return new ServiceState(
                service,
                new Tail(
                        details.events(),
                        lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    }

    private void saw(Connection to, int mine, ServiceState seen) {
        if (mine != turn) {
            return;
        }
        if (seen.service().isEmpty()) {
            settings.put(StudioSettings.DEPLOYING, "");
            update(mine, it -> it.in(Phase.GONE, ""));
            return;
        }
        var service = seen.service().get();
        var sentence = (service.reason() + ": " + service.message()).replaceAll("^: |: $", "");
        update(mine, it -> it.seen(service.status(), sentence, seen.tail(), Instant.now()));
        boolean deleting = current.get().filter(it -> it.phase() == Phase.DELETING).isPresent();
        if (deleting || !service.isSettled()) {
            look(to, mine, context.every());
        } else if (service.isRunning() && isStillTheOld()) {
            look(to, mine, context.every());
        } else if (service.isRunning()) {
            if (!again) {
                current.get().ifPresent(it -> times.learn(it, resumed));
            }
            if (draws()) {
                update(mine, it -> it.in(Phase.DRAWING, ""));
                draw(to, mine, service);
            } else {
                settings.put(StudioSettings.DEPLOYING, "");
                update(mine, it -> it.in(Phase.DONE, ""));
            }
        } else {
            fail(mine, sentence, service.problem());
        }
    }

    private boolean isStillTheOld() {
        var most = context.every().multipliedBy(LOOKS_OLD);
        return current.get().filter(it -> it.isStillTheOld(Instant.now(), most)).isPresent();
    }

    private void draw(Connection to, int mine, ServiceInfo service) {
        tasks.run(
                "draw-first",
                task -> {
                    var cancellation = new Cancellation();
                    task.onCancel(cancellation::cancel);
                    return drawn(to, mine, service, cancellation);
                },
                new Tasks.Outcome<>(
                        file -> {
                            settings.put(StudioSettings.DEPLOYING, "");
                            learnPicture();
                            update(mine, it -> it.with(file));
                        },
                        failure -> noPicture(mine, FailureMessages.of(failure)),
                        () -> noPicture(mine, FailureMessages.of(new Failure.Cancelled()))));
    }

    private void busy(int mine) {
        var words = Messages.of(DeploymentModel.class).text("deploy.busy", BUSY.toMinutes());
        tasks.onEvents(() -> update(mine, it -> it.in(it.phase(), words)));
    }

    private void noPicture(int mine, String why) {
        settings.put(StudioSettings.DEPLOYING, "");
        update(mine, it -> it.in(Phase.NO_PICTURE, why));
    }

    /// The time from Running to the picture, where that was no second attempt.
    private void learnPicture() {
        if (!again) {
            current.get()
                    .map(it -> it.stages().getLast())
                    .ifPresent(it -> times.learn(StageTimes.PICTURE, it.time(Instant.now())));
        }
    }

    /// Makes the first picture again, after it failed.
    public void drawAgain() {
        var connection = session.connection().get();
        var name = current.get().map(Deployment::service);
        if (connection.isEmpty() || name.isEmpty()) {
            return;
        }
        int mine = ++turn;
        again = true;
        update(mine, it -> it.in(Phase.STARTING, ""));
        look(connection.get(), mine, Duration.ZERO);
    }

    private Path drawn(Connection to, int mine, ServiceInfo service, Cancellation cancellation)
            throws Exception {
        var first = new FirstPicture(FIRST, context.every(), TRIES, BUSY);
        var made = first.by(generator(to, service), cancellation, () -> busy(mine));
        Files.createDirectories(context.pictures());
        var file =
                context.pictures()
                        .resolve(
                                "first-%s-%d.png"
                                        .formatted(service.name(), System.currentTimeMillis()));
        PictureFile.write(made, file);
        return file;
    }

    private static Generator generator(Connection to, ServiceInfo service) throws Exception {
        if (QueuedServices.isQueued(service)) {
            var way = new QueuedServices.Way(LONGEST, 0, 0);
            return new QueuedServices(to.access(), to.spending().folder())
                    .generator(service, Optional.empty(), way);
        }
        Secret token = service.token();
        var address = URI.create(service.internetEndpoint() + "/");
        return new SyncGenerator(
                new WebuiService(address, Token.ofAccount(token::reveal)),
                LONGEST,
                Optional.empty());
    }

    private void fail(int mine, Throwable failure) {
        var code = failure instanceof EasException refused ? refused.code() : "";
        fail(mine, FailureMessages.of(failure), StartProblem.of(code));
    }

    private void fail(int mine, String words, Optional<StartProblem> why) {
        log.warn("a deployment failed: {}", words);
        settings.put(StudioSettings.DEPLOYING, "");
        update(mine, it -> it.in(Phase.FAILED, words, why));
    }

    private void update(int mine, UnaryOperator<Deployment> change) {
        if (mine == turn) {
            current.update(it -> it.map(change));
        }
    }

    /// Lines of a log with certain letters.
    public static List<String> only(List<String> lines, String part) {
        var wanted = part.toLowerCase(Locale.ROOT);
        return lines.stream().filter(it -> it.toLowerCase(Locale.ROOT).contains(wanted)).toList();
    }
}
