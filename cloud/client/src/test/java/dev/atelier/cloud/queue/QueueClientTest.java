package dev.atelier.cloud.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.queue.QueueClient.Wanted;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The client against the sandbox's queue. A service without instances has workers that take
/// nothing, so its input is a plain queue.
class QueueClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_queue","instance":0,"type":"Async"},
             "queue":{"max_delivery":20,"memory":1},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}}}
            """;

    private final Faults faults = new Faults();
    private Sandbox sandbox;
    private QueueClient queue;

    @BeforeEach
    void start() throws IOException {
        var backend =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("none", "")));
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, backend)
                                .withDurations(StateDurations.INSTANT)
                                .withFaults(faults));
        queue = client("reader");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private QueueClient client(String id) {
        return client(new QueueUser(id, "group"));
    }

    private QueueClient client(QueueUser user) {
        var token = sandbox.deploy("sd_queue", CONFIG);
        var address = URI.create(sandbox.address() + "/api/predict/sd_queue/");
        return new QueueClient(address, () -> token, user);
    }

    private QueueClient.Receipt put(String text, long priority) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return queue.put("/sdapi/v1/txt2img", bytes, Map.of("task_id", text), priority);
    }

    private void put(int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            put("job" + i, 0);
        }
    }

    private static List<Long> next(Watcher watcher, int count) throws Exception {
        var found = new ArrayList<Long>();
        while (found.size() < count) {
            found.add(watcher.next(LONG).orElseThrow().index());
        }
        return found;
    }

    @Test
    void aPutComesBackWithItsTagsAndItsRequest() throws Exception {
        var receipt = put("a", 0);
        assertEquals(1, receipt.index());
        var found = queue.get(Wanted.first("requestId", receipt.request(), Duration.ZERO));
        assertEquals(
                Map.of("task_id", "a", "requestId", receipt.request()), found.getFirst().tags());
        assertEquals("a", new String(found.getFirst().data(), StandardCharsets.UTF_8));
        assertEquals(List.of(), queue.get(Wanted.first("task_id", "b", SHORT)));
        assertEquals(1, queue.count(OptionalLong.empty(), Map.of("task_id", "a")));
        assertEquals(1, queue.get(new Wanted(0, 1, Duration.ZERO, true, Map.of())).size());
        assertEquals(0, queue.count(OptionalLong.empty(), Map.of()));
    }

    @Test
    void aTagOfTheQueueItselfIsRefusedInEveryLanguage() throws Exception {
        var own = Map.of("_index_", "7");
        var e = assertThrows(InvalidValueException.class, () -> queue.put("", new byte[1], own, 0));
        assertTrue(e.reason().in(Locale.ENGLISH).startsWith("_index_ begins with _"));
        assertTrue(e.reason().in(Locale.SIMPLIFIED_CHINESE).contains("由队列保留"));
        assertEquals(0, queue.count(OptionalLong.empty(), Map.of()));
    }

    @Test
    void attributesSayTheLimitAndItIsKept() throws Exception {
        var attributes = queue.attributes();
        assertEquals("8192", attributes.get("meta.maxPayloadBytes"));
        assertEquals("X-EAS-QueueService-Redis-Uid", attributes.get("meta.header.user"));
        assertEquals(1, put("x".repeat(100), 0).index());
        var large = new byte[8193];
        var e = assertThrows(QueueException.class, () -> queue.put("", large, Map.of(), 0));
        assertEquals(413, e.status());
        assertFalse(e.isPassing());
        assertTrue(String.valueOf(e.getMessage()).contains("8192"), e.toString());
    }

    @Test
    void higherPriorityIsDeliveredFirst() throws Exception {
        put("a", 0);
        put("b", 1);
        put("c", 1);
        try (var watcher = queue.watch(Watcher.Options.committing(5, Map.of()))) {
            assertEquals(List.of(2L, 3L, 1L), next(watcher, 3));
        }
        assertEquals(2, queue.count(OptionalLong.of(1), Map.of()));
    }

    @Test
    void theWindowHoldsUntilACommit() throws Exception {
        put(4);
        try (var watcher = queue.watch(Watcher.Options.committing(2, Map.of()))) {
            assertEquals(List.of(1L, 2L), next(watcher, 2));
            assertTrue(watcher.next(SHORT).isEmpty());
            assertTrue(queue.search(1).orElseThrow().pending());
            assertEquals(1, queue.search(4).orElseThrow().before());
            queue.commit(List.of(1L));
            assertEquals(List.of(3L), next(watcher, 1));
            assertTrue(queue.search(1).isEmpty());
        }
    }

    @Test
    void autoCommitKnowsNoWindowAndIndexOnlyNoData() throws Exception {
        put(7);
        var options = new Watcher.Options(3, 1, true, true, Map.of());
        try (var watcher = queue.watch(options)) {
            for (long i = 3; i <= 7; i++) {
                var frame = watcher.next(LONG).orElseThrow();
                assertEquals(i, frame.index());
                assertEquals(0, frame.data().length);
                assertEquals("job" + i, frame.tag("task_id"));
            }
        }
        assertEquals(2, queue.count(OptionalLong.empty(), Map.of()));
    }

    @Test
    void aTagFiltersAndALateWatchSkipsWhatIsThere() throws Exception {
        put(2);
        try (var one = queue.watch(Watcher.Options.committing(5, Map.of("task_id", "job2")))) {
            assertEquals(List.of(2L), next(one, 1));
        }
        var late = new Watcher.Options(-1, 5, false, false, Map.of());
        try (var watcher = client(new QueueUser("x", "late")).watch(late)) {
            assertTrue(watcher.next(SHORT).isEmpty());
            put("job3", 0);
            assertEquals(List.of(3L), next(watcher, 1));
        }
    }

    @Test
    void aGroupSharesAndEachGroupGetsAll() throws Exception {
        put(6);
        var other = client("second");
        var elsewhere = client(new QueueUser("third", "elsewhere"));
        try (var one = queue.watch(Watcher.Options.committing(3, Map.of()));
                var two = other.watch(Watcher.Options.committing(3, Map.of()));
                var all = elsewhere.watch(Watcher.Options.committing(6, Map.of()))) {
            var shared = new HashSet<>(next(one, 3));
            shared.addAll(next(two, 3));
            assertEquals(6, shared.size());
            assertEquals(LongStream.rangeClosed(1, 6).boxed().toList(), next(all, 6));
            queue.commit(shared);
            assertEquals(6, queue.count(OptionalLong.empty(), Map.of()), "the other group reads");
            elsewhere.commit(shared);
            assertEquals(0, queue.count(OptionalLong.empty(), Map.of()));
        }
    }

    @Test
    void whatAReaderHeldIsDeliveredAgainWhenItGoes() throws Exception {
        put(2);
        try (var watcher = queue.watch(Watcher.Options.committing(5, Map.of()))) {
            assertEquals(List.of(1L, 2L), next(watcher, 2));
            queue.commit(List.of(1L));
        }
        try (var watcher = client("second").watch(Watcher.Options.committing(5, Map.of()))) {
            assertEquals(List.of(2L), next(watcher, 1));
        }
    }

    @Test
    void whatIsDeliveredTooOftenEndsInTheRearQueue() throws Exception {
        put(1);
        try (var watcher = queue.watch(Watcher.Options.committing(5, Map.of()))) {
            for (int i = 0; i < 20; i++) {
                assertEquals(List.of(1L), next(watcher, 1));
                queue.refuse(List.of(1L), "Shutdown", "another may");
            }
            assertTrue(watcher.next(SHORT).isEmpty());
        }
        assertEquals(0, queue.count(OptionalLong.empty(), Map.of()));
        assertEquals("job1", queue.rear().get(Wanted.all(5)).getFirst().tag("task_id"));
    }

    @Test
    void deletesTruncatesAndEnds() throws Exception {
        put(5);
        queue.delete(List.of(2L));
        queue.truncate(4);
        var left = queue.get(Wanted.all(10)).stream().map(Frame::index).toList();
        assertEquals(List.of(4L, 5L), left);
        try (var watcher = queue.watch(Watcher.Options.committing(5, Map.of()))) {
            queue.commit(next(watcher, 2));
            queue.end(false);
            assertTrue(watcher.next(LONG).isEmpty());
            assertTrue(watcher.hasEnded());
        }
        put(1);
        queue.end(true);
        assertEquals(0, queue.count(OptionalLong.empty(), Map.of()));
    }

    @Test
    void brokenWatchesGoOnAsTheSameReaderAndLoseNothing() throws Exception {
        faults.set(
                List.of(
                        new Fault.BrokenWatch(3),
                        new Fault.QueueFault(Fault.QueueFaultKind.TWICE, 0.2)));
        put(8);
        var seen = new HashSet<Long>();
        try (var watcher = queue.watch(Watcher.Options.committing(4, Map.of()))) {
            while (queue.count(OptionalLong.empty(), Map.of()) > 0) {
                var frame = watcher.next(LONG).orElseThrow();
                seen.add(frame.index());
                queue.commit(List.of(frame.index()));
            }
            assertTrue(watcher.connections() > 1, watcher.connections() + " connections");
        }
        assertEquals(8, seen.size());
        assertEquals(List.of(), queue.rear().get(Wanted.all(10)));
    }

    @Test
    void aWrongTokenIsSaidAtOnce() {
        var address = URI.create(sandbox.address() + "/api/predict/sd_queue");
        sandbox.deploy("sd_queue", CONFIG);
        var stranger = new QueueClient(address, () -> "no", QueueUser.fresh());
        var e = assertThrows(QueueException.class, stranger::attributes);
        assertEquals(401, e.status());
        try (var watcher = stranger.watch(Watcher.Options.committing(1, Map.of()))) {
            assertEquals(
                    401, assertThrows(QueueException.class, () -> watcher.next(LONG)).status());
        }
    }

    @Test
    void aFullQueueRefusesAndALostAnswerIsNoAnswer() throws Exception {
        faults.set(List.of(new Fault.QueueFault(Fault.QueueFaultKind.LOSTPUT, 1)));
        var e = assertThrows(IOException.class, () -> put("lost", 0));
        assertFalse(e instanceof QueueException, e.toString());
        assertEquals(1, queue.count(OptionalLong.empty(), Map.of("task_id", "lost")));
        faults.set(List.of());
        long room = Long.parseLong(queue.attributes().get("stream.approxMaxLength"));
        IntStream.range(0, (int) room - 1).forEach(_ -> quietly());
        assertEquals(429, assertThrows(QueueException.class, () -> put("much", 0)).status());
    }

    private void quietly() {
        try {
            put("x", 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
