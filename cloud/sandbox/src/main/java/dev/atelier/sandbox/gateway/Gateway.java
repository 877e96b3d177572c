package dev.atelier.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.http.Endpoint;
import dev.atelier.http.HeadCheck;
import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.http.Responder;
import dev.atelier.http.WebSocketHandler;
import dev.atelier.sandbox.deployed.ConfigRules;
import dev.atelier.sandbox.deployed.DeployedService;
import dev.atelier.sandbox.deployed.ServiceLogs;
import dev.atelier.sandbox.deployed.Services;
import dev.atelier.sandbox.deployed.Status;
import dev.atelier.sandbox.fault.Faults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/api/predict/SERVICE/...`: what follows the service's name is passed to its container.
public final class Gateway implements Responder, HeadCheck, WebSocketHandler {
    public static final String PREFIX = "/api/predict/";

    /// Names the way around the queue of an async service.
    private static final String SYNC_PATH = "async_path.";

    /// What clients ask for all the time.
    private static final Set<String> QUESTIONS = Set.of("/sdapi/v1/progress", "/internal/progress");

    private static final String PAGE =
            "https://www.alibabacloud.com/help/en/pai/user-guide/status-codes";

    /// What describes the way past the queue: `SecondaryInternetEndpoint`.
    private static final String SERVICE_PAGE =
            "https://api.aliyun.com/api/eas/2021-07-01/DescribeService";

    /// The ways through the gateway.
    public static final List<Endpoint> ENDPOINTS =
            List.of(
                    new Endpoint(PREFIX + "SERVICE", PAGE, "eas-sdk 2.0.3"),
                    new Endpoint(PREFIX + SYNC_PATH + "SERVICE", SERVICE_PAGE, Endpoint.PLAIN));

    /// A request through the public endpoint may have 1 MB (vendor's page on calling a service over
    /// a public endpoint, 2026). That it is a MiB, and the status, are chosen.
    public static final int MOST_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int KEEPALIVE_MILLIS = 600_000;
    private static final int QUEUE = 64;
    static final int WORKERS = 5;
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int MOST_SILENT = 16;
    private static final int LOOK_MILLIS = 20;

    private final Services services;
    private final ServiceLogs logs;
    private final Containers containers;
    private final AsyncServices queues;
    private final TokenCheck tokens;
    private final Faults faults;
    private final Executor workers;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger silent = new AtomicInteger();

    /// What the gateway stands on.
    ///
    /// @param workers the server's own threads
    public record Dependencies(
            Services services,
            ServiceLogs logs,
            Containers containers,
            AsyncServices queues,
            Faults faults,
            InstantSource clock,
            Executor workers) {}

    public Gateway(Dependencies dependencies) {
        this.services = dependencies.services();
        this.logs = dependencies.logs();
        this.containers = dependencies.containers();
        this.queues = dependencies.queues();
        this.tokens = new TokenCheck(dependencies.clock());
        this.faults = dependencies.faults();
        this.workers = dependencies.workers();
    }

    /// A plain token needs no body to be wrong; a signature covers it.
    @Override
    public Optional<Reply> refusal(Incoming head) {
        if (head.header("authorization").orElse("").startsWith("EAS ")) {
            return Optional.empty();
        }
        var service = service(head);
        if (service.isEmpty()) {
            return Optional.of(GatewayError.NOT_FOUND.reply());
        }
        return tokens.of(head, service.get().deployed().token()) == TokenCheck.Verdict.RIGHT
                ? Optional.empty()
                : Optional.of(GatewayError.UNAUTHORIZED.reply());
    }

    @Override
    public int mostBytes(Incoming head) {
        return MOST_BYTES;
    }

    /// Where a call goes.
    ///
    /// @param pastQueue whether it goes past the queue of an async service
    /// @param below the rest of the path, empty or beginning with a slash
    private record Target(DeployedService service, boolean pastQueue, String below) {}

    private Optional<Target> target(Incoming incoming) {
        if (!incoming.rawPath().startsWith(PREFIX)) {
            return Optional.empty();
        }
        var target = incoming.rawPath().substring(PREFIX.length());
        int slash = target.indexOf('/');
        var named = slash < 0 ? target : target.substring(0, slash);
        var below = slash < 0 ? "" : target.substring(slash);
        boolean pastQueue = named.startsWith(SYNC_PATH);
        return service(pastQueue ? named.substring(SYNC_PATH.length()) : named)
                .map(it -> new Target(it, pastQueue, below));
    }

    /// A service of a group may be called `GROUP.SERVICE`; an async one has a group of its name.
    private Optional<DeployedService> service(String named) {
        int dot = named.indexOf('.');
        if (dot < 0) {
            return services.findAnywhere(named);
        }
        var group = named.substring(0, dot);
        return services.findAnywhere(named.substring(dot + 1))
                .filter(it ->
                        it.config().at("/metadata/group").asText("").equals(group)
                                || (ConfigRules.async(it.config()) && it.name().equals(group)));
    }

    private Optional<DeployedService> service(Incoming incoming) {
        return target(incoming).map(Target::service);
    }

    /// Whether a call puts something into a queue.
    public boolean isPut(Incoming head) {
        return head.method().equals("POST")
                && target(head)
                        .filter(it -> !it.pastQueue() && ConfigRules.async(it.service().config()))
                        .isPresent();
    }

    @Override
    public Optional<Result> open(Incoming head) {
        var target = target(head);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        var service = target.get().service();
        var refusal = refusal(head).or(() -> refused(head, service));
        if (refusal.isPresent()) {
            return Optional.of(new Result.Refused(refusal.get()));
        }
        if (!ConfigRules.async(service.config()) || target.get().pastQueue()) {
            return Optional.empty();
        }
        var speaker = queues.watch(service, target.get().below(), head);
        return Optional.of(new Result.Admitted(speaker));
    }

    @Override
    public Reply answer(Incoming incoming) {
        var found = target(incoming);
        if (found.isEmpty()) {
            return GatewayError.NOT_FOUND.reply();
        }
        var target = found.get();
        var service = target.service();
        var refusal = refused(incoming, service);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var config = service.config();
        if (ConfigRules.async(config) && !target.pastQueue()) {
            return queues.answer(service, target.below(), incoming);
        }
        var path = target.below().isEmpty() ? "/" : target.below();
        return passed(incoming.at(path), service, config);
    }

    /// What is answered in place of the service.
    private Optional<Reply> refused(Incoming incoming, DeployedService service) {
        var verdict = tokens.of(incoming, service.deployed().token());
        if (verdict == TokenCheck.Verdict.WRONG || faults.refusesTokens()) {
            return Optional.of(GatewayError.UNAUTHORIZED.reply());
        }
        if (verdict == TokenCheck.Verdict.EXPIRED) {
            return Optional.of(GatewayError.EXPIRED.reply());
        }
        if (faults.failsNow() || service.status() != Status.RUNNING) {
            return Optional.of(GatewayError.UNAVAILABLE.reply());
        }
        if (!services.reachable(service)) {
            return Optional.of(incoming.method().equals("HEAD") ? silence(service) : warmingUp());
        }
        return Optional.empty();
    }

    /// The gateway learns of a running service late, and until then says one or the other.
    private Reply warmingUp() {
        return turn.getAndIncrement() % 2 == 0
                ? GatewayError.UNAVAILABLE.reply()
                : GatewayError.NOT_FOUND.reply();
    }

    /// A HEAD is not answered before the gateway knows the service; such a call waits and gets no
    /// answer. How long, and for how many, is chosen.
    private Reply silence(DeployedService service) {
        try {
            if (silent.incrementAndGet() > MOST_SILENT) {
                return GatewayError.UNAVAILABLE.withoutBody();
            }
            long end = System.nanoTime() + SILENCE.toNanos();
            while (System.nanoTime() < end && !services.reachable(service)) {
                Thread.sleep(LOOK_MILLIS);
            }
            return GatewayError.GATEWAY_TIMEOUT.withoutBody();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return GatewayError.UNAVAILABLE.withoutBody();
        } finally {
            silent.decrementAndGet();
        }
    }

    private Reply passed(Incoming incoming, DeployedService service, JsonNode config) {
        var container = containers.of(service);
        var rpc = config.at("/metadata/rpc");
        int places =
                rpc.path("max_queue_size").asInt(QUEUE) + rpc.path("worker_threads").asInt(WORKERS);
        if (container.waiting().incrementAndGet() > places) {
            container.waiting().decrementAndGet();
            return GatewayError.QUEUE_FULL.reply();
        }
        var reply = new CompletableFuture<Reply>();
        workers.execute(() -> {
            try {
                reply.complete(container.webui().answer(incoming));
            } catch (RuntimeException e) {
                reply.completeExceptionally(e);
            } finally {
                container.waiting().decrementAndGet();
            }
        });
        var answer = awaited(reply, rpc.path("keepalive").asLong(KEEPALIVE_MILLIS));
        // That they are not written is chosen.
        if (!QUESTIONS.contains(incoming.rawPath())) {
            logs.add(
                    service.identity().id(),
                    "\"%s %s HTTP/1.1\" %d"
                            .formatted(incoming.method(), incoming.rawPath(), answer.status()));
        }
        return answer;
    }

    private Reply awaited(CompletableFuture<Reply> reply, long keepaliveMillis) {
        var patience = faults.gatewayPatience().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        try {
            return reply.get(Math.min(patience, keepaliveMillis), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return patience < keepaliveMillis
                    ? GatewayError.GATEWAY_TIMEOUT.reply()
                    : GatewayError.REQUEST_TIMEOUT.reply().closing();
        } catch (ExecutionException e) {
            LOG.error("a container failed", e.getCause());
            return GatewayError.CONTAINER_FAILED.reply();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return GatewayError.UNAVAILABLE.reply();
        }
    }
}
