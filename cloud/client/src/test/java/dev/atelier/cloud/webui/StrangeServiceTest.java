package dev.atelier.cloud.webui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.image.Fitting;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Services that do not do what the API promises.
class StrangeServiceTest {
    private static final Recipe BOAT = Recipe.of("a boat", new Size(64, 64));
    private static final Observer NOBODY =
            new Observer() {
                @Override
                public void progress(Progress progress) {}

                @Override
                public void finished(Picture picture) {}
            };

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    @TempDir private Path folder;
    private HttpServer server;
    private HttpServer other;
    private List<String> stalled = List.of();
    private String answer = "{\"images\":[],\"parameters\":{},\"info\":\"\"}";
    private Optional<String> redirect = Optional.empty();
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        other = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    seen.add("other " + exchange.getRequestHeaders().getFirst("Authorization"));
                    send(exchange, 200, answer);
                });
        other.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        other.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        seen.add(exchange.getRequestMethod() + " " + path);
        bodies.add(exchange.getRequestBody().readAllBytes());
        if (stalled.stream().anyMatch(path::endsWith)) {
            if (path.endsWith("img2img")) {
                // The head comes, the body does not.
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            awaitEnd();
            return;
        }
        if (path.endsWith("2img") && answer.equals("HANG UP")) {
            exchange.getRequestBody().close();
            exchange.close();
            return;
        }
        if (path.endsWith("2img") && redirect.isPresent()) {
            exchange.getResponseHeaders().add("Location", redirect.get());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
            return;
        }
        send(
                exchange,
                path.endsWith("2img") ? status : 200,
                path.endsWith("2img")
                        ? answer
                        : path.endsWith("options") ? "{}" : "[{\"name\":\"Euler\"}]");
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private URI address() {
        var port = server.getAddress().getPort();
        return URI.create("http://127.0.0.1:%d/api/predict/sd/".formatted(port));
    }

    private WebuiService service() {
        return new WebuiService(address(), () -> "the-token");
    }

    private Failure failure(SyncGenerator generator, Recipe recipe) {
        return assertThrows(
                        GenerationException.class,
                        () -> generator.generate(recipe, NOBODY, new Cancellation()))
                .failure();
    }

    private SyncGenerator generator() {
        return new SyncGenerator(service(), Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"images\":null}",
                "{\"images\":[],\"parameters\":{\"image_url\":\"\"},\"info\":\"\"}"
            })
    void anAnswerWithoutAPictureIsAnError(String text) {
        answer = text;

        var failure = failure(generator(), BOAT);

        assertTrue(failure.sentence().contains("answered without a picture"), failure.sentence());
        assertTrue(failure.remedy().contains("services logs"), failure.remedy());
    }

    /// A server that answers is no failure of the network.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error\":\"RuntimeError\",\"errors\":\"weights are broken\"} | answered 500: weights are broken | its side",
                "501 | No queue here | answered 501: No queue here | cannot do that",
                "502 | | answered 502: nothing more | its side",
                "503 | no healthy upstream | no instance ready | Wait a minute",
                "504 | upstream request timeout | gateway | metadata.rpc.keepalive",
                "429 | slow down | too busy | try again",
                "422 | {\"detail\":[{\"loc\":[\"body\",\"alwayson_scripts\",\"args\",0,\"weight\"],\"msg\":\"no float\"}]} | alwayson_scripts.args.0.weight no float | Change",
                "401 | Unauthorized | does not take the token from the environment variable MY_TOKEN | --token-env",
                "403 | blocked by a rule | the token from the environment variable MY_TOKEN: blocked by a rule | MY_TOKEN",
                "404 | | no webui | /api/predict/NAME",
                "200 | {\"parameters\":{\"status\":1,\"error_msg\":\"disk full\"}} | failed: disk full | its log",
                "200 | <html>hello</html> | no JSON | /sdapi/v1"
            })
    void adviceFollowsWhatTheServiceAnswered(
            int code, String body, String sentence, String remedy) {
        status = code;
        answer = body == null ? "" : body;
        var token = Token.ofVariable("MY_TOKEN", () -> "the-token");
        var strange = new SyncGenerator(new WebuiService(address(), token), Duration.ofMinutes(1));

        var failure = failure(strange, BOAT);

        assertTrue(failure.sentence().contains(sentence), failure.sentence());
        assertTrue(failure.remedy().contains(remedy), failure.remedy());
        var all = failure.sentence() + failure.remedy();
        assertTrue(!all.contains("Check the network") && !all.contains("the-token"), all);
    }

    @Test
    void aTokenThatIsNotThereIsMissedByItsName() {
        status = 401;
        var token = Token.ofVariable("MY_TOKEN", () -> "");
        var strange = new SyncGenerator(new WebuiService(address(), token), Duration.ofMinutes(1));

        var failure = failure(strange, BOAT);

        assertTrue(
                failure.sentence().contains("none in the environment variable MY_TOKEN"),
                failure.sentence());
    }

    @Test
    void adviceFollowsWhyThereIsNoAnswer() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertAdvice("http://127.0.0.1:" + free, "Nothing listens at 127.0.0.1:", "Start the");
        assertAdvice("http://nowhere.invalid", "no host nowhere.invalid", "name server");
        try (var plain = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.startVirtualThread(
                    () -> answer(plain, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
            assertAdvice(
                    "https://127.0.0.1:" + plain.getLocalPort(), "secure connection", "http://");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n[', closed the connection",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[', closed the connection",
        "'HTTP/1.1 200', closed the connection",
        "'SSH-2.0-OpenSSH_9.6\r\n', cannot be used"
    })
    void answersThatBreakOffDifferFromThoseOfOtherPrograms(String bytes, String sentence)
            throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.startVirtualThread(() -> answer(socket, bytes));
            var service =
                    new WebuiService(
                            URI.create("http://127.0.0.1:" + socket.getLocalPort()), () -> "");

            var failure = failure(new SyncGenerator(service, Duration.ofSeconds(20)), BOAT);

            assertTrue(failure.sentence().contains(sentence), failure.sentence());
        }
    }

    private static void answer(ServerSocket socket, String answer) {
        try (var call = socket.accept()) {
            call.getInputStream().read(new byte[8192]);
            call.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertAdvice(String address, String sentence, String remedy) {
        var service = new WebuiService(URI.create(address), () -> "");
        var failure = failure(new SyncGenerator(service, Duration.ofSeconds(20)), BOAT);

        assertTrue(failure.sentence().contains(sentence), failure.sentence());
        assertTrue(failure.remedy().contains(remedy), failure.remedy());
    }

    @Test
    void aServiceThatHangsUpOrSleepsIsNamedSo() {
        answer = "HANG UP";
        var hung = failure(generator(), BOAT);
        assertTrue(hung.sentence().contains("closed the connection"), hung.sentence());

        stalled = List.of("/txt2img");
        var slow = failure(new SyncGenerator(service(), Duration.ofMillis(300)), BOAT);
        assertTrue(slow.sentence().contains("took too long"), slow.sentence());
        assertTrue(slow.remedy().contains("fewer steps"), slow.remedy());
    }

    /// `sd_model_name` and `sd_model_hash` of A1111 since 1.6; before, only the infotext says it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"sd_model_name\":\"dream_8\",\"sd_model_hash\":\"879db523c3\"} | dream_8 | 879db523c3",
                "{\"infotexts\":[\"a\\nSteps: 4, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 64x64, Model hash: 879db523c3, Model: dream_8\"]} | dream_8 | 879db523c3",
                "{} | asked |  ''"
            })
    void picturesSayWhichModelDrewThem(String info, String name, String hash) throws Exception {
        var png = Base64.getEncoder().encodeToString(Files.readAllBytes(noise(64)));
        answer =
                new ObjectMapper()
                        .createObjectNode()
                        .put("info", info)
                        .set("images", new ObjectMapper().createArrayNode().add(png))
                        .toString();
        var asked = BOAT.withModel(Optional.of(new ModelRef("asked", "")));

        var made = generator().generate(asked, NOBODY, new Cancellation()).getFirst();

        assertEquals(Optional.of(new ModelRef(name, hash)), made.recipe().model());
    }

    /// As a webui answers that was interrupted by somebody else: what it made is kept, and that the
    /// rest is missing is no success.
    @Test
    void aBatchThatEndsEarlyKeepsItsPicturesAndSaysHowMany() throws Exception {
        var png = Base64.getEncoder().encodeToString(Files.readAllBytes(noise(64)));
        answer = "{\"images\":[\"%s\",\"%s\"],\"parameters\":{},\"info\":\"\"}".formatted(png, png);
        var kept = new CopyOnWriteArrayList<Picture>();
        var observer =
                new Observer() {
                    @Override
                    public void progress(Progress progress) {}

                    @Override
                    public void finished(Picture picture) {
                        kept.add(picture);
                    }
                };

        var failure =
                assertThrows(
                                GenerationException.class,
                                () ->
                                        generator()
                                                .generate(
                                                        BOAT.withBatch(new Batch(1, 5)),
                                                        observer,
                                                        new Cancellation()))
                        .failure();

        assertEquals(2, kept.size());
        assertTrue(failure.sentence().contains("after 2 of 5 pictures"), failure.sentence());
    }

    @Test
    void picturesThatStayInTheStorageAreNamed() {
        answer =
                "{\"images\":[],\"parameters\":{\"image_url\":\"/data/outputs/a.png\"},\"info\":\"\"}";

        var failure = failure(generator(), BOAT);

        assertTrue(failure.sentence().contains("/data/outputs/a.png"), failure.sentence());
    }

    @Test
    void aRedirectIsNotFollowed() {
        redirect = Optional.of("http://localhost:%d/take".formatted(other.getAddress().getPort()));

        var failure = failure(generator(), BOAT);

        assertTrue(failure.sentence().contains("localhost"), failure.sentence());
        assertTrue(seen.stream().noneMatch(call -> call.startsWith("other")), seen.toString());
    }

    @Test
    void anAnswerIsReadWithALimit() {
        answer = "{\"images\":[\"" + "A".repeat(1 << 20) + "\"]}";

        var failure =
                failure(
                        new SyncGenerator(service(), new Calls(Duration.ofMinutes(1), 1 << 16)),
                        BOAT);

        assertTrue(failure.sentence().contains("is larger than"), failure.sentence());
    }

    /// Wherever it hangs: the lists, the answer's head, the answer's body, the progress.
    @ParameterizedTest
    @ValueSource(
            strings = {"/samplers", "/options", "/txt2img", "/img2img", "/progress", "/interrupt"})
    void aStalledCallIsCancelledAtOnce(String path) throws Exception {
        // Progress and interrupt are only asked for while a picture is made.
        stalled =
                path.equals("/progress") || path.equals("/interrupt")
                        ? List.of(path, "/txt2img")
                        : List.of(path);
        var recipe =
                path.equals("/img2img")
                        ? BOAT.withMode(
                                new Mode.ImageToImage(noise(64).toString(), 0.5, Mode.Fit.STRETCH))
                        : BOAT;
        var cancellation = new Cancellation();
        var asked = new long[1];
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(700);
            } catch (InterruptedException e) {
                return;
            }
            asked[0] = System.nanoTime();
            cancellation.cancel();
        });

        var thrown =
                assertThrows(
                        GenerationException.class,
                        () -> generator().generate(recipe, NOBODY, cancellation));

        double seconds = (System.nanoTime() - asked[0]) / 1e9;
        assertInstanceOf(Failure.Cancelled.class, thrown.failure());
        assertTrue(seconds < 2, seconds + " s");
    }

    @Test
    void aStartPictureIsBroughtToSizeWhereTheGatewayTakesAMegabyte() throws IOException {
        var file = noise(800);
        var recipe = BOAT.withMode(new Mode.ImageToImage(file.toString(), 0.5, Mode.Fit.CROP));

        failure(generator(), recipe);

        var body = bodies.stream().max((a, b) -> Integer.compare(a.length, b.length)).orElseThrow();
        assertTrue(body.length < 1 << 20, body.length + " bytes");
        var base64 = new ObjectMapper().readTree(body).at("/init_images/0").asText();
        var sent = ImageFiles.read(Base64.getDecoder().decode(base64), "sent");
        var wanted = Fitting.fit(Mode.Fit.CROP, ImageFiles.read(file).flattened(), 64, 64);
        assertEquals(List.of(64, 64), List.of(sent.width(), sent.height()));
        Assertions.assertArrayEquals(wanted.bytes(), sent.bytes());
    }

    @Test
    void whatStaysTooLargeIsRefusedBeforeItIsSent() throws IOException {
        var file = noise(800).toString();
        var settings = new Mode.MaskSettings(Mode.Fill.ORIGINAL, 4, false, true, Optional.empty());
        var recipe = BOAT.withMode(new Mode.Inpaint(file, file, 0.5, Mode.Fit.STRETCH, settings));

        var failure = failure(generator(), recipe);

        assertTrue(failure.sentence().contains("takes 1.00 MB at most"), failure.sentence());
        assertTrue(failure.sentence().contains("noise800.png with 1.8"), failure.sentence());
        assertTrue(seen.stream().noneMatch(call -> call.startsWith("POST")), seen.toString());
    }

    @Test
    void insideTheNetworkThereIsNoSuchLimit() {
        for (var address :
                List.of(
                        "http://1.vpc.cn-hangzhou.pai-eas.aliyuncs.com/api/predict/sd",
                        "http://127.0.0.1:7860/")) {
            assertEquals(
                    Long.MAX_VALUE,
                    new WebuiService(URI.create(address), () -> "").mostBytes(),
                    address);
        }
        var outside = "http://1.cn-hangzhou.pai-eas.aliyuncs.com/api/predict/sd";
        assertEquals(1 << 20, new WebuiService(URI.create(outside), () -> "").mostBytes());
    }

    private Path noise(int side) throws IOException {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var random = new Random(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        var file = folder.resolve("noise" + side + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
