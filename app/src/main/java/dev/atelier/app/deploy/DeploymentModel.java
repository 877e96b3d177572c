package dev.atelier.app.deploy;

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
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
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
    private static final Logger log = LoggerFactory.getLogger(DeploymentModel.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int LINES = 200;
    private static final int TRIES = 30;
    private static final double NEWEST = 0.4;

    /// The first picture: small, since it only proves that the service answers.
    private static final Recipe FIRST =
            Recipe.of("a red boat under a yellow moon", new Size(128, 128))
                    .withSeed(Seed.of(4084873146L))
                    .withSampling(Sampling.DEFAULT.withSteps(12));

    private final CloudSession session;
    private final Tasks tasks;
    private final Settings settings;
    private final Dependencies context;
    private final Value<Optional<Deployment>> current = Value.of(Optional.empty());
    private int turn;

    /// @param pictures where the first picture is kept
    /// @param every between two looks
    public record Dependencies(Path pictures, Duration every) {}

    public DeploymentModel(
            CloudSession session, Tasks tasks, Settings settings, Dependencies context) {
        this.session = session;
        this.tasks = tasks;
        this.settings = settings;
        this.context = context;
        session.connection().onChange(it -> it.ifPresent(this::resume));
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
        current.set(Optional.of(Deployment.begun(name, Instant.now()).in(Phase.STARTING, "")));
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
        var name = config.name();
        current.set(Optional.of(Deployment.begun(name, Instant.now())));
        settings.put(StudioSettings.DEPLOYING, place(to) + name);
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

    /// How long a state usually lasts; empty before it was seen once.
    public Optional<Duration> usual(String word) {
        return settings.get(StudioSettings.STAGE.of(word))
                .map(it -> Duration.ofMillis((long) (1000 * it)));
    }

    /// The newest counts most: images and stocks change.
    private void learn(Deployment.Stage ended) {
        var key = StudioSettings.STAGE.of(ended.word());
        double took = Math.max(0.1, ended.time(ended.from()).toMillis() / 1000.0);
        double known = settings.get(key).orElse(took);
        settings.put(key, Optional.of(known + NEWEST * (took - known)));
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
        return new PlannedStop(
                Optional.of(Duration.ofHours(hours()))
                        .filter(Duration::isPositive)
                        .map(deployed::plus),
                Optional.of(Duration.ofMinutes(idle())).filter(Duration::isPositive));
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
        }
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
        var stages = current.get().map(it -> it.stages().size()).orElse(0);
        update(mine, it -> it.seen(service.status(), sentence, seen.tail(), Instant.now()));
        current.get()
                .filter(it -> stages > 0 && it.stages().size() > stages)
                .ifPresent(it -> learn(it.stages().get(stages - 1)));
        boolean deleting = current.get().filter(it -> it.phase() == Phase.DELETING).isPresent();
        if (deleting || !service.isSettled()) {
            look(to, mine, context.every());
        } else if (service.isRunning()) {
            update(mine, it -> it.in(Phase.DRAWING, ""));
            draw(to, mine, service);
        } else {
            fail(mine, sentence, service.problem());
        }
    }

    private void draw(Connection to, int mine, ServiceInfo service) {
        tasks.run(
                "draw-first",
                _ -> drawn(to, service),
                Tasks.Outcome.of(
                        file -> {
                            settings.put(StudioSettings.DEPLOYING, "");
                            update(mine, it -> it.with(file));
                        },
                        failure -> {
                            settings.put(StudioSettings.DEPLOYING, "");
                            update(
                                    mine,
                                    it -> it.in(Phase.NO_PICTURE, FailureMessages.of(failure)));
                        }));
    }

    /// Makes the first picture again, after it failed.
    public void drawAgain() {
        var connection = session.connection().get();
        var name = current.get().map(Deployment::service);
        if (connection.isEmpty() || name.isEmpty()) {
            return;
        }
        int mine = ++turn;
        update(mine, it -> it.in(Phase.STARTING, ""));
        look(connection.get(), mine, Duration.ZERO);
    }

    private Path drawn(Connection to, ServiceInfo service) throws Exception {
        var made = first(generator(to, service));
        Files.createDirectories(context.pictures());
        var file =
                context.pictures()
                        .resolve(
                                "first-%s-%d.png"
                                        .formatted(service.name(), System.currentTimeMillis()));
        PictureFile.write(made, file);
        return file;
    }

    /// A service runs a while before the gateway knows it, so a refused call is repeated.
    private Picture first(Generator generator) throws GenerationException, InterruptedException {
        for (int i = 1; ; i++) {
            try {
                return generator.generate(FIRST, Observer.NONE, new Cancellation()).getFirst();
            } catch (GenerationException e) {
                if (i == TRIES) {
                    throw e;
                }
                Thread.sleep(context.every());
            }
        }
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
