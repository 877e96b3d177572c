package dev.atelier.app.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TasksTest {
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<String> received = new ArrayList<>();
    private final Tasks tasks = new Tasks(events::add);

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void reportsTheEndOnTheEventThread() throws Exception {
        tasks.run("read", task -> "picture", outcome());

        dispatchOne();

        assertEquals(List.of("done picture"), received);
        assertEquals(List.of(), tasks.running().get());
    }

    @Test
    void reportsAFailureOnce() throws Exception {
        tasks.<String>run(
                "read",
                task -> {
                    throw new IOException("disk full");
                },
                outcome());

        dispatchOne();

        assertEquals(List.of("failed disk full"), received);
    }

    @Test
    void cancelledWorkNeverReportsDone() throws Exception {
        var cancelled = new CountDownLatch(1);
        var task =
                tasks.<String>compute(
                        "draw",
                        running -> {
                            cancelled.await();
                            running.report(new Task.Step(0.5, "half"));
                            return "picture";
                        },
                        outcome());

        assertEquals(List.of(task), tasks.running().get());
        task.cancel();
        cancelled.countDown();
        while (received.isEmpty()) {
            dispatchOne();
        }

        assertEquals(List.of("cancelled"), received);
        assertEquals(Task.Step.UNKNOWN, task.step().get());
    }

    @Test
    void waitsUntilTheWindowIsPainted() throws Exception {
        try (var waiting = Tasks.waiting(events::add)) {
            var ran = new CountDownLatch(1);
            waiting.run(
                    "read",
                    task -> {
                        ran.countDown();
                        return "picture";
                    },
                    outcome());
            assertFalse(ran.await(100, TimeUnit.MILLISECONDS), "it did not wait");

            waiting.begin();
            dispatchOne();
        }
        assertEquals(List.of("done picture"), received);
    }

    @Test
    void whatWaitsIsCancelledByTheEnd() throws Exception {
        var waiting = Tasks.waiting(events::add);
        waiting.run("read", task -> "picture", outcome());

        waiting.close();

        dispatchOne();
        assertEquals(List.of("cancelled"), received);
    }

    @Test
    void afterTheEndNothingBeginsAndNothingFails() {
        tasks.close();

        var late = tasks.run("read", task -> "picture", outcome());
        tasks.inOrder(() -> received.add("written"));

        assertEquals(true, late.isCancelled());
        assertEquals(List.of(), tasks.running().get());
        assertEquals(List.of(), received);
    }

    /// A request that still arrives while the program ends.
    @Test
    void afterTheEndNothingFailsOnAnotherThreadEither() throws Exception {
        tasks.close();
        var late =
                new FutureTask<>(
                        () -> tasks.compute(HiddenTask.OWN_VIEW, task -> "picture", outcome()));

        Thread.ofVirtual().start(late);

        assertEquals(true, late.get().isCancelled());
        assertEquals(List.of(), received);
    }

    @Test
    void laterProgressReplacesEarlier() throws Exception {
        var task =
                tasks.<String>run(
                        "draw",
                        running -> {
                            for (int i = 1; i <= 9; i++) {
                                running.report(new Task.Step(i / 10.0, "step " + i));
                            }
                            return "picture";
                        },
                        outcome());
        task.step().onChange(step -> received.add(step.text()));

        while (!received.contains("done picture")) {
            dispatchOne();
        }

        assertEquals("done picture", received.getLast());
        assertEquals("step 9", received.get(received.size() - 2));
    }

    private Tasks.Outcome<String> outcome() {
        return new Tasks.Outcome<>(
                result -> received.add("done " + result),
                failure -> received.add("failed " + failure.getMessage()),
                () -> received.add("cancelled"));
    }

    private void dispatchOne() throws InterruptedException {
        var event = events.poll(10, TimeUnit.SECONDS);
        if (event != null) {
            event.run();
        }
    }
}
