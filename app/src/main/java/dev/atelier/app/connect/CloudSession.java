package dev.atelier.app.connect;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.NoAccountException;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.hosting.LocalCloud;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.cloud.account.CredentialSources;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.KeyStore;
import dev.atelier.recipe.Message;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.inventory.SandboxInventory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which cloud the studio is connected to. The choice outlives a restart, secrets do not: they are
/// read again from where they were found. Everything that blocks runs in the background. Event
/// thread.
public final class CloudSession {
    /// The id of the cloud on this computer, see [Connection.Origin].
    public static final String SANDBOX = "sandbox";

    /// The id of a key in the key store of the operating system.
    public static final String KEPT = "store";

    /// The id of a key that was typed and is kept nowhere.
    public static final String TYPED = "typed";

    private static final Logger log = LoggerFactory.getLogger(CloudSession.class);

    private final Dependencies parts;
    private final Value<State> state = Value.of(new State.None());
    private final Observed<Optional<Connection>> connection = state.map(State::connection);
    private final AtomicReference<Optional<Sandbox>> sandbox =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<KeyStore>> store =
            new AtomicReference<>(Optional.empty());
    private final Object opening = new Object();
    private int turn;

    /// The newest choice; empty for no cloud.
    private volatile String wanted = "";

    private volatile boolean closed;

    /// What a session is made of.
    ///
    /// @param sources where credentials are looked for, and the addresses of another cloud
    /// @param backend what the sandbox's services draw with; asked when the sandbox starts
    public record Dependencies(
            DataFolder home,
            Settings settings,
            Tasks tasks,
            CloudAccess sources,
            Supplier<CloudSettings.Backend> backend) {}

    /// How far a connection is.
    public sealed interface State {
        /// The connection, where there is one.
        default Optional<Connection> connection() {
            return this instanceof Open(var it) ? Optional.of(it) : Optional.empty();
        }

        /// No cloud was chosen.
        record None() implements State {}

        /// A cloud is being reached.
        ///
        /// @param id see [Connection.Origin]
        record Opening(String id) implements State {}

        record Open(Connection it) implements State {}

        /// It cannot be reached.
        ///
        /// @param id see [Connection.Origin]
        /// @param why a sentence of the machine below
        record Failed(String id, String why) implements State {}
    }

    public CloudSession(Dependencies parts) {
        this.parts = parts;
    }

    public Observed<State> state() {
        return state;
    }

    /// The connection, where there is one.
    public Observed<Optional<Connection>> connection() {
        return connection;
    }

    /// The region that was chosen last, empty for none.
    public String region() {
        return parts.settings().get(StudioSettings.CLOUD_REGION);
    }

    /// Takes up the connection of the last run, if there was one. Sends nothing.
    public void resume() {
        var id = parts.settings().get(StudioSettings.CLOUD_ACCOUNT);
        if (id.equals(SANDBOX)) {
            startSandbox();
        } else if (!id.isEmpty()) {
            open(id, () -> connected(again(id), region()));
        }
    }

    /// Starts the cloud on this computer and connects to it.
    public void startSandbox() {
        open(SANDBOX, this::sandboxed);
    }

    /// Connects with credentials of a person's choice.
    ///
    /// @param region overrides that of the credentials; empty for theirs
    public void connect(CredentialSources.Found chosen, String region) {
        open(chosen.id(), () -> connected(chosen, region));
    }

    /// Leaves the cloud; the sandbox ends, real services go on.
    public void disconnect() {
        turn++;
        wanted = "";
        choose("", "");
        state.set(new State.None());
        parts.tasks()
                .run(
                        "stop-sandbox",
                        _ -> {
                            stopUnwanted();
                            return "";
                        },
                        Tasks.Outcome.of(_ -> {}, e -> log.warn("the sandbox did not end", e)));
    }

    /// What there is to connect with. Blocks: reads files and asks the key store.
    public List<CredentialSources.Found> found() {
        var all = new ArrayList<>(sources().all());
        keyStore()
                .find(CloudAccess.KEPT)
                .ifPresent(keys -> all.add(new CredentialSources.Found(KEPT, "", place(), keys)));
        return List.copyOf(all);
    }

    /// Credentials that were typed.
    ///
    /// @param keep whether to keep them in the key store of the operating system. Blocks while that
    ///   asks its user
    /// @return with the id [#KEPT] where they are kept there, else [#TYPED]
    public CredentialSources.Found typed(Credentials keys, boolean keep) {
        if (keep
                && keyStore().keep(CloudAccess.KEPT, keys)
                        instanceof KeyStore.Place.OperatingSystem(var name)) {
            return new CredentialSources.Found(KEPT, "", name, keys);
        }
        return new CredentialSources.Found(TYPED, "", "", keys);
    }

    /// Where typed credentials can be kept. Blocks.
    public KeyStore.Place keyPlace() {
        return keyStore().place();
    }

    /// A connection with credentials before they are chosen, to ask what they may do. Blocks for
    /// nothing.
    ///
    /// @throws NoAccountException when no region is known
    public Connection trial(CredentialSources.Found keys, String region) throws NoAccountException {
        return connected(keys, region);
    }

    /// Ends the sandbox, if it runs. Blocks for a moment.
    public void close() {
        closed = true;
        stopSandbox();
    }

    private String place() {
        return keyStore().place() instanceof KeyStore.Place.OperatingSystem(var name) ? name : "";
    }

    private KeyStore keyStore() {
        synchronized (store) {
            var known = Objects.requireNonNull(store.get());
            if (known.isPresent()) {
                return known.get();
            }
            var found = parts.sources().keys().get();
            store.set(Optional.of(found));
            return found;
        }
    }

    private CredentialSources sources() {
        return new CredentialSources(parts.sources().environment(), parts.sources().home());
    }

    private CredentialSources.Found again(String id) throws NoAccountException {
        return found().stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new NoAccountException(
                                Message.of("access.gone"), Message.of("access.gone-advice")));
    }

    private interface Opener {
        Connection open() throws NoAccountException, IOException;
    }

    /// The newest choice counts.
    private void open(String id, Opener opener) {
        int mine = ++turn;
        wanted = id;
        state.set(new State.Opening(id));
        parts.tasks()
                .run(
                        "connect-cloud",
                        _ -> opener.open(),
                        new Tasks.Outcome<>(
                                made -> {
                                    if (mine == turn) {
                                        choose(id, made.region());
                                        state.set(new State.Open(made));
                                    }
                                },
                                failure -> failed(mine, id, failure),
                                () -> failed(mine, id, null)));
    }

    private void failed(int mine, String id, @Nullable Throwable failure) {
        if (mine != turn) {
            return;
        }
        if (failure == null) {
            state.set(new State.None());
            return;
        }
        log.warn("cannot connect to {}: {}", id, failure.toString());
        state.set(new State.Failed(id, FailureMessages.of(failure)));
    }

    private void choose(String id, String region) {
        parts.settings().put(StudioSettings.CLOUD_ACCOUNT, id.equals(TYPED) ? "" : id);
        parts.settings().put(StudioSettings.CLOUD_REGION, region);
    }

    private Connection connected(CredentialSources.Found found, String region)
            throws NoAccountException {
        var own = found.credentials();
        var keys = region.isEmpty() ? own : own.withRegion(region);
        var from = parts.sources();
        boolean anywhere = from.endpoint().isPresent() || from.ossEndpoint().isPresent();
        if (keys.region().isEmpty() && !anywhere) {
            throw new NoAccountException(
                    Message.of("access.no-region"), Message.of("access.no-region-field"));
        }
        var access = CloudAccess.of(keys, from.endpoint(), from.ossEndpoint(), from.home());
        var origin =
                new Connection.Origin(found.id(), found.profile(), found.place(), found.masked());
        var data = parts.home().root();
        return new Connection(origin, access, folders(data));
    }

    private Connection.Folders folders(Path data) {
        return new Connection.Folders(data, parts.home().transfers());
    }

    private Connection sandboxed() throws NoAccountException, IOException {
        synchronized (opening) {
            var folder = parts.home().root().resolve(SANDBOX);
            var kept = Objects.requireNonNull(sandbox.get());
            var running =
                    kept.isPresent() ? kept.get() : LocalCloud.start(parts.backend().get(), folder);
            if (kept.isEmpty()) {
                sandbox.set(Optional.of(running));
                if (closed) {
                    stopSandbox();
                }
            }
            var account = running.account();
            var keys =
                    Credentials.of(
                            account.accessKeyId(),
                            account.accessKeySecret(),
                            SandboxInventory.REGION);
            var address = Optional.of(URI.create(running.address()));
            var access = CloudAccess.of(keys, address, address, parts.sources().home());
            return new Connection(Connection.Origin.SANDBOX, access, folders(folder));
        }
    }

    /// Not where somebody has connected to it again meanwhile.
    private void stopUnwanted() {
        synchronized (opening) {
            if (!wanted.equals(SANDBOX)) {
                stopSandbox();
            }
        }
    }

    private void stopSandbox() {
        sandbox.getAndSet(Optional.empty()).ifPresent(Sandbox::close);
    }
}
