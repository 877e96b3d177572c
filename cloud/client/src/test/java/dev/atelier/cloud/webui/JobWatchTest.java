package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A webui that makes a picture of somebody else when a job comes, as A1111 tells of it.
class JobWatchTest {
    private static final Recipe BOAT = Recipe.of("a boat", new Size(64, 64));

    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch made = new CountDownLatch(1);
    private volatile String state = idle(20260101120000L);

    /// Who is drawn for, by a webui with a page; empty for one without.
    private volatile Optional<Predicate<String>> active = Optional.empty();

    private volatile String asked = "";
    private HttpServer server;

    private final Observer observer =
            new Observer() {
                @Override
                public void waiting(long before) {
                    told.add("waits");
                }

                @Override
                public void progress(Progress now) {
                    told.add(now.step() + "/" + now.steps());
                }
            };

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        made.countDown();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.endsWith("/internal/progress")) {
            var which = active;
            var told =
                    which.isEmpty()
                            ? "{\"detail\":\"Not Found\"}"
                            : "{\"active\":%1$b,\"queued\":%2$b,\"completed\":false}"
                                    .formatted(which.get().test(body), !which.get().test(body));
            answer(exchange, which.isEmpty() ? 404 : 200, told);
            return;
        }
        if (path.endsWith("2img")) {
            asked = body;
            try {
                made.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        var answer =
                path.endsWith("progress")
                        ? state
                        : path.endsWith("2img")
                                ? "{\"images\":[],\"parameters\":{},\"info\":\"\"}"
                                : path.endsWith("options") ? "{}" : "[{\"name\":\"Euler\"}]";
        answer(exchange, 200, answer);
    }

    private static void answer(HttpExchange exchange, int status, String words) throws IOException {
        var bytes = words.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String idle(long begun) {
        return state(0, begun, 0, 0);
    }

    private static String state(int jobs, long begun, int step, int steps) {
        return """
        {"progress":0.5,"eta_relative":3.0,"state":{"job_count":%d,"job_no":0,
         "job_timestamp":"%d","sampling_step":%d,"sampling_steps":%d}}
        """
                .formatted(jobs, begun, step, steps);
    }

    private SyncGenerator generator(boolean alone) {
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return new SyncGenerator(
                new WebuiService(address, Token.of(() -> "t")),
                Duration.ofSeconds(30),
                Optional.empty(),
                alone);
    }

    private CompletableFuture<Void> sent(boolean alone) {
        return CompletableFuture.runAsync(() -> {
            try {
                generator(alone).generate(BOAT, observer, new Cancellation());
            } catch (GenerationException e) {
                told.add("no picture came");
            }
        });
    }

    private void untilTold(String words) throws InterruptedException {
        while (true) {
            var next = told.poll(20, TimeUnit.SECONDS);
            assertTrue(next != null, "never told: " + words);
            if (next.equals(words)) {
                return;
            }
        }
    }

    @Test
    void theProgressOfAnothersPictureIsNotTheJobs() throws Exception {
        state = state(1, 20260101120000L, 12, 12);
        var job = sent(true);
        assertEquals("waits", told.poll(20, TimeUnit.SECONDS));
        assertEquals("waits", told.poll(20, TimeUnit.SECONDS));

        state = state(-1, 20260101120130L, 0, 12); // it has begun, and draws nothing yet
        Thread.sleep(600);
        state = state(1, 20260101120130L, 3, 20);
        untilTold("3/20");
        state = state(1, 20260101120130L, 4, 20);
        untilTold("4/20");
        made.countDown();
        job.get(20, TimeUnit.SECONDS);
    }

    /// It comes to the webui between our look and our call, with a later stamp and as many steps.
    @Test
    void aWebuiThatNamesItsTasksIsBelieved() throws Exception {
        active = Optional.of(task -> false);
        var job = sent(true);
        while (asked.isEmpty()) {
            Thread.onSpinWait();
        }
        state = state(1, 20260101120130L, 5, 20);
        assertEquals("waits", told.poll(20, TimeUnit.SECONDS));
        assertEquals("waits", told.poll(20, TimeUnit.SECONDS));

        var task = asked.replaceAll(".*\"force_task_id\":\"([^\"]+)\".*", "$1");
        assertTrue(task.startsWith("atelier-"), asked);
        active = Optional.of(body -> body.contains("\"id_task\":\"" + task + "\""));
        state = state(1, 20260101120200L, 7, 20);
        untilTold("7/20");
        made.countDown();
        job.get(20, TimeUnit.SECONDS);
    }

    /// One without a page has no such call.
    @Test
    void whatHasOtherStepsIsNotTheJob() throws Exception {
        var job = sent(true);
        while (asked.isEmpty()) {
            Thread.onSpinWait();
        }
        state = state(1, 20260101120130L, 5, 30);
        assertEquals("waits", told.poll(20, TimeUnit.SECONDS));
        assertEquals("waits", told.poll(20, TimeUnit.SECONDS));

        state = state(1, 20260101120200L, 2, 20);
        untilTold("2/20");
        made.countDown();
        job.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aWebuiAtRestMakesTheJobAtOnce() throws Exception {
        var job = sent(true);
        Thread.sleep(600);
        state = state(1, 20260101120000L, 1, 20);
        assertEquals("1/20", told.poll(20, TimeUnit.SECONDS));
        made.countDown();
        job.get(20, TimeUnit.SECONDS);
    }

    /// Any of them may answer, so that nothing is known of the job.
    @Test
    void ofSeveralInstancesNoneIsAsked() throws Exception {
        state = state(1, 20260101120000L, 5, 20);
        var job = sent(false);
        Thread.sleep(1200);
        made.countDown();
        job.get(20, TimeUnit.SECONDS);
        assertEquals("no picture came", told.poll());
    }
}
