package dev.atelier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

    private static HttpHost impatient(StreamingResponder responder) throws IOException {
        var listen = Listen.loopback(0);
        var bridge = new HttpBridge(responder, HttpBridge.Cut.NEVER);
        var time = Duration.ofSeconds(2);
        var rules = new HttpHost.Rules(ServerErrors.JSON, time, time);
        return HttpHost.start(listen, HostCheck.of(listen), new Server(), bridge, rules);
    }

    /// What a socket receives after `text`, sent at once, and `more`, sent twice a second.
    private static String said(HttpHost host, String text, String more) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            socket.setSoTimeout(500);
            var out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            var said = new ByteArrayOutputStream();
            for (int i = 0; i < 120; i++) {
                try {
                    int c = socket.getInputStream().read();
                    if (c < 0) {
                        break;
                    }
                    said.write(c);
                    socket.getInputStream().transferTo(said);
                    break;
                } catch (SocketTimeoutException e) {
                    out.write(more.getBytes(StandardCharsets.US_ASCII));
                } catch (SocketException e) {
                    break; // closed
                }
            }
            return said.toString(StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aHeadThatTricklesIsGivenUp() throws Exception {
        try (var host = impatient((_, _) -> Reply.text(200, "ok"))) {
            long begin = System.nanoTime();

            assertEquals("", said(host, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "x"));

            long seconds = (System.nanoTime() - begin) / 1_000_000_000;
            assertTrue(seconds >= 2 && seconds < 15, seconds + " s");
            var whole = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            assertTrue(said(host, whole, "").startsWith("HTTP/1.1 200 "));
        }
    }

    /// Nothing comes, so nothing can be too slow: the server ends its wait.
    @Test
    void aBodyThatStopsComingIsAnsweredBy408() throws Exception {
        var read = new Buffered(_ -> Reply.text(200, "ok"), HeadCheck.limit(1000));
        var head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n";
        try (var host = impatient(read)) {
            var said = said(host, head + "some", "");

            assertTrue(said.startsWith("HTTP/1.1 408 "), said);
        }
    }

    private static final String UNSENT =
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n";

    /// The line that an answer begins with, to somebody who sends a head and no body.
    private static String line(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
        return new BufferedReader(in).readLine();
    }

    /// Nothing says whether the body will ever come.
    @Test
    void aRefusalDoesNotWaitForTheBody() throws Exception {
        try (var host = host((_, _) -> HttpError.UNAUTHORIZED.reply(), HttpBridge.Cut.NEVER);
                var socket = new Socket(InetAddress.getLoopbackAddress(), host.port())) {
            long begin = System.nanoTime();
            socket.getOutputStream().write(UNSENT.getBytes(StandardCharsets.US_ASCII));

            assertTrue(line(socket).startsWith("HTTP/1.1 401 "));

            long seconds = (System.nanoTime() - begin) / 1_000_000_000;
            assertTrue(seconds < 8, seconds + " s"); // the least that a silent body is waited for
        }
    }

    @Test
    void manyWhoSendNoBodyKeepNobodyElseOut() throws Exception {
        StreamingResponder responder =
                (head, body) -> {
                    if (head.method().equals("POST")) {
                        body.readAllBytes();
                    }
                    return Reply.text(200, "ok");
                };
        var silent = new ArrayList<Socket>();
        try (var host = host(responder, HttpBridge.Cut.NEVER)) {
            for (int i = 0; i < 600; i++) { // three times the threads that Jetty has by default
                var socket = new Socket(InetAddress.getLoopbackAddress(), host.port());
                socket.getOutputStream().write(UNSENT.getBytes(StandardCharsets.US_ASCII));
                silent.add(socket);
            }
            var request =
                    HttpRequest.newBuilder(URI.create(host.address() + "/"))
                            .timeout(
                                    Duration.ofSeconds(20)) // less than a silent body is waited for
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals("ok", answer.body());
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }
}
