package dev.atelier.sandbox;

import dev.atelier.file.OwnerOnly;
import dev.atelier.http.Buffered;
import dev.atelier.http.Endpoint;
import dev.atelier.http.HostCheck;
import dev.atelier.http.HttpBridge;
import dev.atelier.http.HttpHost;
import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.http.ServerErrors;
import dev.atelier.http.StreamingResponder;
import dev.atelier.sandbox.eas.ControlPlane;
import dev.atelier.sandbox.eas.EasBackend;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.gateway.AsyncServices;
import dev.atelier.sandbox.gateway.Containers;
import dev.atelier.sandbox.gateway.Gateway;
import dev.atelier.sandbox.oss.OssResponder;
import dev.atelier.sandbox.oss.wire.OssCall;
import dev.atelier.sandbox.queue.QueueCall;
import dev.atelier.sandbox.sign.Account;
import dev.atelier.sandbox.sign.RefusedException;
import dev.atelier.webui.TokenAuth;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;

/// The cloud on one port: signed calls, gateway and object store, distinguished by path and
/// signature. Closing stops it and breaks what is under way.
public final class Sandbox implements AutoCloseable {
    private final HttpHost host;
    private final Account account;
    private final EasBackend cloud;
    private final Inside inside;

    /// What runs in the services.
    private record Inside(Containers containers, AsyncServices queues) {}

    private Sandbox(HttpHost host, Account account, EasBackend cloud, Inside inside) {
        this.host = host;
        this.account = account;
        this.cloud = cloud;
        this.inside = inside;
    }

    /// Starts the cloud; blocks until it listens.
    ///
    /// @throws IOException when the port cannot be had or the state cannot be read
    public static Sandbox start(CloudSettings settings) throws IOException {
        if (settings.state().isPresent()) {
            OwnerOnly.directories(settings.state().get());
        }
        var account = settings.account();
        var address = new AtomicReference<>("");
        var server = new Server();
        var clock = settings.skewedClock();
        var cloud =
                EasBackend.open(
                        new EasBackend.Dependencies(
                                account,
                                clock,
                                settings.durations(),
                                settings.faults(),
                                settings.state(),
                                address::get));
        var containers = containers(settings, address, clock);
        var queues =
                new AsyncServices(
                        cloud.services(),
                        containers,
                        settings.faults(),
                        settings.state(),
                        server.getThreadPool());
        var gateway =
                new Gateway(
                        new Gateway.Dependencies(
                                cloud.services(),
                                cloud.logs(),
                                containers,
                                queues,
                                settings.faults(),
                                clock,
                                server.getThreadPool()));
        var all = all(settings, parts(settings, cloud, gateway));
        var host =
                HttpHost.start(
                        settings.listen(),
                        HostCheck.of(settings.listen()).withVendor(),
                        server,
                        new HttpBridge(
                                all, call -> dropAfter(settings.faults(), call, gateway), gateway),
                        HttpHost.Rules.USUAL.withErrors(Sandbox::error));
        queues.start();
        address.set(host.address());
        return new Sandbox(host, account, cloud, new Inside(containers, queues));
    }

    /// What the server refuses itself at a path that would be the object store's.
    private static Reply error(int status, String path) {
        return Router.owns(path)
                ? ServerErrors.JSON.reply(status, path)
                : OssResponder.refusal(status);
    }

    /// The object store gets what carries its signature or a path that is not ours.
    private static StreamingResponder all(CloudSettings settings, Router parts) {
        var own = new Buffered(parts, parts);
        if (settings.store().objects().isEmpty()) {
            return own;
        }
        var store =
                new StoreFaults(
                        settings.store().objects().get(), settings.faults(), settings.clock());
        return (head, body) -> {
            boolean stored = ObjectStoreSignature.on(head) || !Router.owns(head.rawPath());
            return (stored ? store : own).answer(head, body);
        };
    }

    private static Router parts(CloudSettings settings, EasBackend cloud, Gateway gateway) {
        return new Router(
                new TokenAuth(settings.listen().token()),
                cloud.plane(),
                gateway,
                new FaultSwitch(settings.faults()));
    }

    private static Containers containers(
            CloudSettings settings, AtomicReference<String> address, InstantSource clock) {
        return new Containers(
                new Containers.Dependencies(
                        settings.backend().generator(),
                        settings.backend().catalogue(),
                        settings.store().sink(),
                        new OwnLinks(address::get),
                        settings.faults(),
                        clock));
    }

    private static Optional<Long> dropAfter(Faults faults, Incoming incoming, Gateway gateway) {
        if (gateway.isPut(incoming) && faults.happens(Fault.QueueFaultKind.LOSTPUT)) {
            return Optional.of(-1L);
        }
        return incoming.rawPath().startsWith(FaultSwitch.PREFIX)
                ? Optional.empty()
                : faults.dropAfter();
    }

    public int port() {
        return host.port();
    }

    /// Where it answers, such as `http://127.0.0.1:18322`.
    public String address() {
        return host.address();
    }

    /// All calls of the cloud that are answered, each with its page and the client that makes it in
    /// a test. Calls of the webui inside a service are [dev.atelier.webui.Webui#operations()].
    public List<Endpoint> endpoints() {
        return Stream.of(
                        operations().stream().map(ControlPlane.Operation::endpoint).toList(),
                        Gateway.ENDPOINTS,
                        FaultSwitch.ENDPOINTS,
                        Stream.of(QueueCall.values()).map(QueueCall::endpoint).toList(),
                        OssCall.endpoints())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// The operations of the control plane.
    List<ControlPlane.Operation> operations() {
        return cloud.plane().operations();
    }

    /// Whose keys its calls are signed with.
    public Account account() {
        return account;
    }

    /// Deploys a service as if somebody had; one that has its name already stays as it is.
    ///
    /// @param config the service JSON
    /// @return the token to call it with
    /// @throws IllegalArgumentException where the control plane would refuse it
    public String deploy(String name, String config) {
        try {
            if (cloud.services().findAnywhere(name).isEmpty()) {
                cloud.deployment().accept(config);
            }
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.words(), e);
        }
        return cloud.services().findAnywhere(name).orElseThrow().deployed().token();
    }

    @Override
    public void close() {
        inside.queues().close();
        inside.containers().close();
        host.close();
    }
}
