package dev.atelier.app.deploy;

import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.connect.PermissionsModel;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.cloud.deploy.ConfigException;
import dev.atelier.cloud.deploy.Diff;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.Mount;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.lint.Finding;
import dev.atelier.cloud.deploy.lint.Lint;
import dev.atelier.cloud.deploy.lint.Severity;
import dev.atelier.cloud.eas.ServiceInfo;
import dev.atelier.cloud.inventory.Storage.MountTarget;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The draft of a service: one text, seen as a form and as JSON. A change in the form touches only
/// its keys; all others stay, in their order, and so do comments where they can. Kept in a file at
/// each change. Event thread.
public final class DeployModel {
    private static final Logger log = LoggerFactory.getLogger(DeployModel.class);
    private static final long MOST_BYTES = 1 << 20;

    private final CloudSession session;
    private final PermissionsModel permissions;
    private final Tasks tasks;
    private final Path file;
    private final Value<String> text = Value.of("");
    private final Value<ParsedConfig> reading = Value.of(ParsedConfig.EMPTY);
    private final Value<AccountResources> offers = Value.of(AccountResources.NONE);
    private final Value<String> problem = Value.of("");
    private final Value<Optional<Compared>> compared = Value.of(Optional.empty());
    private final Value<Change> changes = Value.of(new Change(0, false));
    private final Value<DraftCosts> costs = Value.of(DraftCosts.NONE);
    private final Function<String, Optional<PictureTime>> learned;

    /// Whether there is no draft of before, and none was begun.
    private boolean fresh;

    /// What begins another draft at the cloud's next answer.
    private Optional<Runnable> renewal = Optional.empty();

    /// How long a picture takes.
    ///
    /// @param service that it was learned from
    public record PictureTime(Duration time, String service) {}

    /// What the text means.
    ///
    /// @param config empty where the text is no config
    /// @param findings what is wrong with it, worst first; where the text is no config only because
    ///   of its brackets, what else is wrong
    /// @param unread why it is no config, empty where it is one
    public record ParsedConfig(
            Optional<ServiceConfig> config, List<Finding> findings, Optional<Unread> unread) {
        static final ParsedConfig EMPTY =
                new ParsedConfig(Optional.empty(), List.of(), Optional.empty());

        /// What keeps the service from running.
        public long errors() {
            return findings.stream().filter(it -> it.severity() == Severity.ERROR).count();
        }
    }

    /// Why a text is no config.
    ///
    /// @param line 1-based, 0 for none
    /// @param repaired the text with its brackets set right, where that makes it a config
    public record Unread(String why, int line, Optional<String> repaired) {}

    /// A service that is there beside the draft: the one with the draft's name, or else one that
    /// runs.
    ///
    /// @param before how `other` is deployed
    /// @param after the draft
    public record Compared(
            ServiceInfo other, ServiceConfig before, ServiceConfig after, Diff diff) {
        static Compared of(ServiceInfo other, ServiceConfig draft) throws ConfigException {
            var before = Edits.deployed(other);
            return new Compared(other, before, draft, Diff.between(before, draft));
        }

        /// Whether the draft would change that service; else it would run beside it.
        public boolean isChange() {
            return other.name().equals(after.name());
        }
    }

    /// @param file where the draft is kept
    /// @param learned how long a picture takes on a type of machine, where one was made there
    public DeployModel(
            CloudSession session,
            Tasks tasks,
            Path file,
            Function<String, Optional<PictureTime>> learned) {
        this.session = session;
        permissions = new PermissionsModel(session, tasks);
        this.tasks = tasks;
        this.file = file;
        this.learned = learned;
        session.connection().onChange(_ -> ask());
        offers.onChange(_ -> read());
    }

    /// The draft as JSON.
    public Observed<String> text() {
        return text;
    }

    public Observed<ParsedConfig> reading() {
        return reading;
    }

    /// What there is to choose from; empty until the cloud has answered.
    public Observed<AccountResources> offers() {
        return offers;
    }

    /// Why the cloud could not be queried, a sentence; empty where it could.
    public Observed<String> problem() {
        return problem;
    }

    /// The service that has the draft's name already, or else one that runs; empty where there is
    /// none.
    public Observed<Optional<Compared>> compared() {
        return compared;
    }

    /// What the draft's service would cost.
    public Observed<DraftCosts> costs() {
        return costs;
    }

    /// How long a picture takes on the draft's machine.
    Optional<PictureTime> pictureTime() {
        return reading.get().config().flatMap(ServiceConfig::machine).flatMap(learned);
    }

    /// What the account may do.
    public PermissionsModel permissions() {
        return permissions;
    }

    public CloudSession session() {
        return session;
    }

    /// Takes up the draft of the last run, and asks what there is. Without such a draft the
    /// recommendation is the first.
    public void open() {
        if (text.get().isEmpty()) {
            tasks.run(
                    "read-draft",
                    _ ->
                            Files.exists(file) && Files.size(file) <= MOST_BYTES
                                    ? Files.readString(file)
                                    : "",
                    Tasks.Outcome.of(
                            kept -> {
                                if (text.get().isEmpty() && !kept.isEmpty()) {
                                    write(kept);
                                }
                                fresh = text.get().isEmpty();
                                begin();
                            },
                            e -> log.warn("the draft cannot be read", e)));
        }
        ask();
    }

    private void begin() {
        if (fresh && !offers.get().region().isEmpty()) {
            fresh = false;
            if (text.get().isEmpty()) {
                recommend(Edition.STANDARD);
            }
        }
        var wanted = renewal;
        renewal = Optional.empty();
        wanted.ifPresent(Runnable::run);
    }

    /// Asks what there is to choose from.
    public void ask() {
        var connection = session.connection().get();
        if (connection.isEmpty()) {
            offers.set(AccountResources.NONE);
            return;
        }
        var asked = connection.get();
        tasks.run(
                "list-cloud",
                _ -> {
                    asked.inventory().refresh();
                    return AccountResources.ask(asked);
                },
                Tasks.Outcome.of(
                        found -> {
                            if (session.connection().get().equals(Optional.of(asked))) {
                                problem.set("");
                                offers.set(found);
                                begin();
                            }
                        },
                        failure -> problem.set(FailureMessages.of(failure))));
    }

    /// Asks only which services there are: one may have been deployed, changed or deleted since.
    void askServices() {
        var connection = session.connection().get();
        if (connection.isEmpty() || offers.get().region().isEmpty()) {
            return;
        }
        var asked = connection.get();
        tasks.run(
                "list-cloud",
                _ -> asked.eas().list(),
                Tasks.Outcome.of(
                        found -> {
                            if (session.connection().get().equals(Optional.of(asked))) {
                                var before = offers.get();
                                know(found);
                                if (offers.get().equals(before)) {
                                    read(); // a list has no configs: one may have changed
                                }
                            }
                        },
                        e -> log.warn("the services cannot be listed: {}", e.toString())));
    }

    /// Takes the services of the account as they were just seen, and compares the draft with them
    /// again.
    ///
    /// @param services all that the connected account has in its region
    public void know(List<ServiceInfo> services) {
        if (!offers.get().region().isEmpty()) { // else not asked for yet
            offers.set(offers.get().withServices(List.copyOf(services)));
        }
    }

    /// Takes another text, typed or pasted.
    public void write(String now) {
        if (now.equals(text.get())) {
            return;
        }
        text.set(now);
        read();
        keep(now);
    }

    /// Takes the config of a service that is there: the draft is meant to change it.
    ///
    /// @param seen as it was last; it is read again, and taken as it is now while the draft was not
    ///   edited
    void change(ServiceInfo seen) {
        take(seen);
        changes.update(it -> new Change(it.number() + 1, false));
        askServices();
        var taken = text.get();
        var name = reading.get().config().map(ServiceConfig::name).orElse("");
        var connection = session.connection().get();
        if (connection.isEmpty() || name.isEmpty()) {
            return;
        }
        tasks.run(
                "list-cloud",
                _ -> connection.get().eas().find(name),
                Tasks.Outcome.of(
                        found -> {
                            if (text.get().equals(taken)) {
                                found.ifPresent(this::take);
                            }
                        },
                        e -> log.warn("the config is not read again: {}", e.toString())));
    }

    private void take(ServiceInfo service) {
        try {
            write(Edits.deployed(service).toJson());
        } catch (ConfigException e) {
            write(service.config()); // shown with what is wrong with it
        }
    }

    /// Takes a config that a service had before: the draft is meant to change it back.
    void changeBack(String config) {
        write(parsed(config).map(ServiceConfig::toJson).orElse(config));
        changes.update(it -> new Change(it.number() + 1, true));
        askServices();
    }

    /// What the draft was taken from a service for.
    ///
    /// @param number how often one was; 0 for never
    /// @param back whether it is as that service was before
    record Change(int number, boolean back) {}

    /// The last time that the draft was taken from a service to change it.
    Observed<Change> changes() {
        return changes;
    }

    private void keep(String now) {
        tasks.inOrder(() -> {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                WholeFile.replace(file, now.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                log.warn("the draft is not kept", e);
            }
        });
    }

    /// Changes the config; does nothing while the text is none.
    public void edit(UnaryOperator<ServiceConfig> change) {
        reading.get()
                .config()
                .ifPresent(config -> {
                    var next = change.apply(config);
                    if (!next.equals(config)) {
                        write(next.toJson(text.get()));
                    }
                });
    }

    /// Takes the recommended choice everywhere.
    public void recommend(Edition edition) {
        write(offers.get().recommended(edition).toJson());
    }

    /// Begins a new draft of the same kind once the cloud has answered which names are free.
    ///
    /// @param begun is called then
    void renew(Runnable begun) {
        boolean async = reading.get().config().filter(ServiceConfig::isAsync).isPresent();
        renewal =
                Optional.of(() -> {
                    recommend(async ? Edition.API : Edition.STANDARD);
                    begun.run();
                });
        ask();
    }

    /// Corrects everything that needs no decision, the spelling too.
    public void fixAll() {
        reading.get()
                .config()
                .or(() -> repaired().flatMap(DeployModel::parsed))
                .ifPresent(it -> write(Lint.fixed(it, offers.get().around()).toJson()));
    }

    /// Whether the draft names storage that this account does not have.
    public boolean isForeign() {
        return reading.get().config().filter(it -> foreignNas(it) || foreignBucket(it)).isPresent();
    }

    private boolean foreignNas(ServiceConfig config) {
        var targets = offers.get().places().targets();
        var server = Edits.nas(config);
        return !server.isEmpty()
                && !targets.isEmpty()
                && targets.stream().noneMatch(it -> it.server().equals(server));
    }

    private boolean foreignBucket(ServiceConfig config) {
        var buckets = offers.get().buckets();
        return oss(config).isPresent()
                && !buckets.isEmpty()
                && oss(config)
                        .filter(it ->
                                it.source() instanceof Mount.Source.Oss oss
                                        && buckets.stream()
                                                .anyMatch(b -> b.name().equals(oss.bucket())))
                        .isEmpty();
    }

    /// Puts this account's first bucket, file system and network where the draft names those of
    /// another, such as of a document, and corrects what needs no decision.
    public void adopt() {
        edit(config -> {
            var own =
                    foreignBucket(config)
                            ? Edits.withBucket(config, offers.get().buckets().getFirst().name())
                            : config;
            if (foreignNas(own)) {
                own = mounted(own, offers.get().places().targets().getFirst());
            }
            return Lint.fixed(own, offers.get().around());
        });
    }

    /// Corrects one thing.
    public void fix(Finding finding) {
        repair();
        finding.fix().ifPresent(this::edit);
        finding.respelling().ifPresent(it -> write(it.apply(text.get())));
    }

    /// Sets the brackets of the text right where only they keep it from being a config.
    public void repair() {
        repaired().ifPresent(this::write);
    }

    private Optional<String> repaired() {
        return reading.get().unread().flatMap(Unread::repaired);
    }

    private static Optional<ServiceConfig> parsed(String text) {
        try {
            return Optional.of(ServiceConfig.read(text));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    private void read() {
        if (text.get().isBlank()) {
            reading.set(ParsedConfig.EMPTY);
            return;
        }
        try {
            var config = ServiceConfig.read(text.get());
            var findings = Lint.check(text.get(), offers.get().around());
            reading.set(new ParsedConfig(Optional.of(config), findings, Optional.empty()));
            compare(config);
            priceOf(config);
        } catch (ConfigException e) {
            var repaired = ServiceConfig.repaired(text.get());
            reading.set(
                    new ParsedConfig(
                            Optional.empty(),
                            repaired.map(this::findings).orElse(List.of()),
                            Optional.of(new Unread(FailureMessages.of(e), e.line(), repaired))));
        }
    }

    private List<Finding> findings(String readable) {
        try {
            return Lint.check(readable, offers.get().around());
        } catch (ConfigException e) {
            return List.of();
        }
    }

    /// A list has no configs, so that of the one is requested.
    private void compare(ServiceConfig config) {
        var connection = session.connection().get();
        var services = offers.get().services().stream();
        var known =
                offers.get()
                        .service(config.name())
                        .or(() -> services.filter(ServiceInfo::isRunning).findFirst());
        if (connection.isEmpty() || known.isEmpty()) {
            compared.set(Optional.empty());
            return;
        }
        tasks.run(
                "list-cloud",
                _ -> connection.get().eas().find(known.get().name()),
                Tasks.Outcome.of(
                        found -> differ(found, config),
                        e -> log.warn("cannot compare: {}", e.toString())));
    }

    private void differ(Optional<ServiceInfo> other, ServiceConfig config) {
        if (!reading.get().config().equals(Optional.of(config))) {
            return;
        }
        try {
            compared.set(
                    other.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Compared.of(other.get(), config)));
        } catch (ConfigException e) {
            log.warn("cannot compare: {}", e.toString());
            compared.set(Optional.empty());
        }
    }

    private void priceOf(ServiceConfig config) {
        var connection = session.connection().get();
        if (connection.isEmpty()) {
            costs.set(DraftCosts.NONE);
            return;
        }
        var running =
                offers.get().services().stream()
                        .filter(ServiceInfo::isRunning)
                        .filter(it -> !it.name().equals(config.name()))
                        .toList();
        tasks.run(
                "read-draft",
                _ -> DraftCosts.of(connection.get(), config, running),
                Tasks.Outcome.of(costs::set, e -> log.warn("no prices", e)));
    }

    /// Whether it can be handed over as it is.
    ///
    /// @param replace whether a service of that name may be changed
    public boolean isReady(boolean replace) {
        var config = reading.get().config();
        return config.isPresent()
                && reading.get().errors() == 0
                && session.connection().get().isPresent()
                && permissions.check().get().missing().isEmpty()
                && (replace || offers.get().service(config.get().name()).isEmpty());
    }

    /// The connection, where there is one.
    public Optional<Connection> connection() {
        return session.connection().get();
    }

    /// Takes a NAS and the network that follows from it.
    public void mount(MountTarget target) {
        edit(config -> mounted(config, target));
    }

    private ServiceConfig mounted(ServiceConfig config, MountTarget target) {
        var network = offers.get().networkOf(target);
        var with = Edits.withNasServer(config, target.server());
        return network.complete() ? with.withNetworking(network) : with;
    }

    static Optional<Mount> nas(ServiceConfig config) {
        return config.mounts().stream()
                .filter(it -> it.source() instanceof Mount.Source.Nas)
                .findFirst();
    }

    static Optional<Mount> oss(ServiceConfig config) {
        return config.mounts().stream()
                .filter(it -> it.source() instanceof Mount.Source.Oss)
                .findFirst();
    }
}
