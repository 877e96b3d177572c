package dev.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

/// Answers as Java's own client sees them.
class HttpBridgeTest {
    private final HttpClient client = HttpClient.newHttpClient();

    private static HttpHost host(StreamingResponder responder, HttpBridge.Cut cut)
            throws IOException {
        var listen = Listen.loopback(0);
        var bridge = new HttpBridge(responder, cut);
        return HttpHost.start(listen, HostCheck.of(listen), new Server(), bridge);
    }

    private HttpResponse<InputStream> get(HttpHost host) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(host.address() + "/")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void aStreamOfUnknownLengthArrivesWhileItIsWritten() throws Exception {
        var goOn = new CountDownLatch(1);
        var body =
                new Reply.Body.Stream(
                        OptionalLong.empty(),
                        out -> {
                            out.write("one".getBytes(StandardCharsets.US_ASCII));
                            out.flush();
                            try {
                                assertTrue(goOn.await(20, TimeUnit.SECONDS));
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                            out.write("two".getBytes(StandardCharsets.US_ASCII));
                        });
        var reply = new Reply(200, Map.of(), body, false);
        try (var host = host((_, _) -> reply, HttpBridge.Cut.NEVER)) {
            var answer = get(host);
            assertEquals("chunked", answer.headers().firstValue("transfer-encoding").orElseThrow());
            try (var in = answer.body()) {
                assertEquals("one", new String(in.readNBytes(3), StandardCharsets.US_ASCII));
                goOn.countDown();
                assertEquals("two", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void aWriterThatFailsBreaksTheConnection() throws Exception {
        var body =
                new Reply.Body.Stream(
                        OptionalLong.of(1000),
                        out -> {
                            out.write(new byte[10]);
                            throw new IOException("the file is gone");
                        });
        var reply = new Reply(200, Map.of(), body, false);
        try (var host = host((_, _) -> reply, HttpBridge.Cut.NEVER)) {
            assertThrows(IOException.class, () -> get(host).body().readAllBytes());
        }
    }

    @Test
    void aCutBreaksACompleteAnswerInItsMiddle() throws Exception {
        var reply = Reply.text(200, "0123456789");
        try (var host = host((_, _) -> reply, _ -> Optional.of(4L))) {
            try (var in = get(host).body()) {
                assertEquals("0123", new String(in.readNBytes(4), StandardCharsets.US_ASCII));
                assertThrows(IOException.class, in::readAllBytes);
            }
        }
        try (var host = host((_, _) -> reply, _ -> Optional.of(10L))) {
            assertEquals(10, get(host).body().readAllBytes().length);
        }
    }
}
