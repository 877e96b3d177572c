package dev.atelier.app.cli.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.sandbox.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The commands about the queues of a service, and its token.
class QueueCommandsTest extends CloudCommandsRig {
    @Test
    void aWatchPrintsEachAnswerOnce() throws IOException {
        deployQueued();
        var job = Files.writeString(folder.resolve("job.json"), "{\"prompt\":\"x\",\"steps\":1}");
        for (int i = 0; i < 3; i++) {
            run("queue", "put", "sd_wait", "/sdapi/v1/txt2img", job.toString());
        }
        faults.set(List.of(new Fault.QueueFault(Fault.QueueFaultKind.TWICE, 1)));
        assertEquals(0, run("queue", "watch", "sd_wait", "--count", "3"), err.toString());
        var indexes =
                out.toString()
                        .lines()
                        .map(it -> it.replaceAll("^\\{\"index\":(\\d+),.*", "$1"))
                        .toList();
        assertEquals(List.of("1", "2", "3"), indexes);
    }

    @Test
    void queuesAreLookedIntoAndUsed() throws IOException {
        deployQueued();
        var job = Files.writeString(folder.resolve("job.json"), "{\"prompt\":\"x\",\"steps\":1}");
        assertEquals(
                0,
                run(
                        "queue",
                        "put",
                        "sd_wait",
                        "/sdapi/v1/txt2img",
                        job.toString(),
                        "--tag",
                        "task_id=a"),
                err.toString());
        assertTrue(out.toString().startsWith("1 "), out.toString());
        while (!out.toString().contains("sink   1 of")) {
            assertEquals(0, run("queue", "ls", "sd_wait"), err.toString());
        }
        assertTrue(out.toString().contains("answered  "), out.toString());
        assertFalse(out.toString().contains("before it"), out.toString());
        assertEquals(
                0, run("queue", "watch", "sd_wait", "--commit", "--count", "1"), err.toString());
        assertTrue(out.toString().contains("\"task_id\":\"a\""), out.toString());
        assertEquals(0, run("queue", "ls", "sd_wait"));
        assertTrue(out.toString().contains("sink   0 of"), out.toString());
        assertEquals(1, run("queue", "cancel", "sd_wait", "a"));
        assertEquals(1, run("queue", "put", "sd_wait", "/x", job.toString(), "--tag", "_x=1"));
    }

    @Test
    void aFileThatTheQueueDoesNotTakeIsNotSent() throws IOException {
        deployQueued();
        var large = Files.writeString(folder.resolve("large.json"), "x".repeat(8193));
        assertEquals(
                1,
                run("queue", "put", "sd_wait", "/sdapi/v1/img2img", large.toString()),
                err.toString());
        assertTrue(err.toString().contains("8193 bytes, the queue takes 8192"), err.toString());
        assertTrue(err.toString().contains("image_link"), err.toString());
        assertEquals(0, run("queue", "ls", "sd_wait"));
        assertTrue(out.toString().contains("input  0 of"), out.toString());
    }

    /// Who calls a service from elsewhere needs its token, and nobody else shall see it.
    @Test
    void showsAServiceAndItsTokenOnlyWhenAsked() throws Exception {
        deployQueued();
        var token = sandbox.deploy("sd_wait", "{}");
        assertEquals(0, run("services", "show", "sd_wait"), err.toString());
        var address = sandbox.address() + "/api/predict/sd_wait";
        assertTrue(out.toString().contains(" " + address + System.lineSeparator()), out.toString());
        assertTrue(out.toString().contains(address + "/sink"), out.toString());
        assertTrue(out.toString().contains("async_path.sd_wait"), out.toString());
        assertFalse(out.toString().contains(token), out.toString());
        assertEquals(0, run("services", "show", "sd_wait", "--json"), err.toString());
        assertFalse(out.toString().contains(token), out.toString());

        assertEquals(0, run("services", "show", "sd_wait", "--token"), err.toString());
        assertEquals(token, out.toString().strip());
        var request =
                HttpRequest.newBuilder(URI.create(address + "?_attrs_=true"))
                        .header("Authorization", out.toString().strip())
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @Test
    void theCapHoldsForWhatIsPutIntoAQueueToo() throws IOException {
        later = untilADayHasRoom();
        deployQueued();
        assertEquals(0, run("services", "list"), err.toString()); // a service that is seen counts
        assertEquals(0, run("services", "price", PRICED, "12.5", "CNY"), err.toString());
        assertEquals(0, run("services", "cap", "--month", "5"), err.toString());
        assertEquals(2, run("services", "cap", "--month=-5"));
        assertTrue(err.toString().contains("from 0 to 1000000000"), err.toString());
        assertEquals(2, run("services", "price", PRICED, "1e999999999", "CNY"));
        var job = Files.writeString(folder.resolve("job.json"), "{}").toString();
        assertEquals(
                1, run("queue", "put", "sd_wait", "/sdapi/v1/txt2img", job, "--tag=requestId=9"));
        assertTrue(err.toString().contains("gives each job its requestId"), err.toString());
        later = later.plusHours(1);

        assertEquals(1, run("queue", "put", "sd_wait", "/sdapi/v1/txt2img", job));
        assertTrue(err.toString().contains("cap of 5 CNY a month"), err.toString());
    }
}
