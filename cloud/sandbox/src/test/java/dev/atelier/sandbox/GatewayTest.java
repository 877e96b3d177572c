package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.openservices.eas.predict.http.HttpConfig;
import com.aliyun.openservices.eas.predict.http.PredictClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GatewayTest {
    private static final String SERVICE = "/api/predict/sd_one";
    private static final String TXT2IMG = SERVICE + "/sdapi/v1/txt2img";
    private static final String SMALL = "\"steps\":1,\"width\":8,\"height\":8,\"seed\":11";

    private final Painter painter = new Painter();
    private final Faults faults = new Faults();
    private final MovedClock clock = new MovedClock();
    private final Map<String, byte[]> objects = new TreeMap<>();
    private Sandbox sandbox;
    private Vendor vendor;
    private String token = "";

    @BeforeEach
    void start() throws IOException, ClientException {
        var warmUp =
                new StateDurations(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, painter.backend())
                                .withDurations(warmUp)
                                .withFaults(faults)
                                .withClock(clock)
                                .withStore(
                                        new CloudSettings.Store(
                                                Optional.empty(),
                                                (b, k, o) -> objects.put(b + "/" + k, o))));
        vendor = new Vendor(sandbox);
        vendor.roa(MethodType.POST, "/api/v2/services", Map.of(), SandboxConfigs.sync("sd_one"));
        token = vendor.get("/api/v2/services/cn-hangzhou/sd_one").path("AccessToken").asText();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void warmsUpAfterTheServiceRuns() throws IOException {
        var cold = web().get(SERVICE + "/sdapi/v1/samplers");
        var routeless = web().get(SERVICE + "/sdapi/v1/samplers");
        assertEquals("no healthy upstream", cold.text());
        assertEquals(503, cold.status());
        assertEquals("", routeless.text());
        assertEquals(404, routeless.status());

        warm();

        assertEquals(200, web().get(SERVICE + "/sdapi/v1/samplers").status());
    }

    @Test
    void keepsAHeadWaitingUntilTheServiceIsKnown() throws Exception {
        var head = web().headed(SERVICE + "/sdapi/v1/samplers");
        assertThrows(TimeoutException.class, () -> head.get(300, TimeUnit.MILLISECONDS));
        assertEquals(503, web().get(SERVICE + "/sdapi/v1/samplers").status());

        warm();

        assertEquals(504, head.get(5, TimeUnit.SECONDS).status());
    }

    /// Its instances are gone with it.
    @Test
    void aServiceThatIsDeletedDrawsNoLonger() throws Exception {
        warm();
        painter.perStep = Duration.ofMillis(100);
        var call = web().posted(TXT2IMG, "{" + SMALL.replace(":1,", ":600,") + "}");
        untilItRests(false);

        vendor.roa(MethodType.DELETE, "/api/v2/services/cn-hangzhou/sd_one", Map.of(), "");

        untilItRests(true);
        call.get(5, TimeUnit.SECONDS);
    }

    private void untilItRests(boolean rests) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (painter.atRest() != rests) {
            assertTrue(System.nanoTime() < end, "a minute of steps goes on");
            Thread.sleep(20);
        }
    }

    @Test
    void servesTheVendorsClientWithPlainTokenAndSignature() throws Exception {
        warm();
        var client = new PredictClient(new HttpConfig());
        client.setEndpoint("127.0.0.1:" + sandbox.port());
        client.setModelName("sd_one/sdapi/v1/txt2img");
        client.setToken(token);

        // The sum of some of these bodies begins with a zero.
        for (int i = 0; i < 40; i++) {
            var body = "{" + SMALL + ",\"prompt\":\"" + i + "\"}";
            var answer = client.predict(body.getBytes(StandardCharsets.UTF_8));
            assertTrue(new String(answer, StandardCharsets.UTF_8).contains("images"));
        }
        client.setToken("wrong");
        var refused = quietly(() -> client.predict("{}".getBytes(StandardCharsets.UTF_8)));
        assertTrue(String.valueOf(refused.getMessage()).contains("Unauthorized"));
        assertEquals(200, web().post(TXT2IMG, "{" + SMALL + "}").status());
    }

    /// The exception of a call of the vendor's client, which prints it to the process's stderr,
    /// too.
    private static Exception quietly(Executable call) {
        var real = System.err;
        try (var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            System.setErr(nowhere);
            return assertThrows(Exception.class, call);
        } finally {
            System.setErr(real);
        }
    }

    @Test
    void refusesWithoutTokenAndWithoutService() throws IOException {
        warm();

        assertEquals(401, new Web(sandbox.address(), "").post(TXT2IMG, "{}").status());
        assertEquals(404, web().post("/api/predict/none/sdapi/v1/txt2img", "{}").status());
        var unknown = web().get(SERVICE + "/nothing");
        assertEquals(404, unknown.status());
        assertEquals("{\"detail\":\"Not Found\"}", unknown.text());
    }

    @Test
    void savesPicturesWhereTheMountLeads() throws IOException {
        warm();
        var answer =
                web().post(
                                TXT2IMG,
                                "{"
                                        + SMALL
                                        + ",\"n_iter\":2,\"alwayson_scripts\":{\"id_task\":\"t1\",\"save_dir\":\"/code/stable-diffusion-webui/data/outputs\"}}")
                        .json();

        assertEquals(0, answer.path("images").size());
        assertEquals("", answer.path("info").asText());
        assertEquals("t1", answer.at("/parameters/id_task").asText());
        assertEquals("11,12", answer.at("/parameters/seed").asText());
        var paths = answer.at("/parameters/image_url").asText().split(",", -1);
        assertEquals(3, paths.length);
        assertTrue(paths[0].contains("/outputs/txt2img-grids/"), paths[0]);
        var keys =
                Stream.of(paths)
                        .map(p -> p.replace("/code/stable-diffusion-webui/data/", "pictures/sd/"))
                        .collect(Collectors.toSet());
        assertEquals(keys, objects.keySet());
    }

    @Test
    void refusesAFolderThatLeavesTheContainer() throws IOException {
        warm();

        var answer =
                web().post(
                                TXT2IMG,
                                "{"
                                        + SMALL
                                        + ",\"alwayson_scripts\":{\"save_dir\":\"/../../etc\"}}");

        assertEquals(500, answer.status());
        assertTrue(objects.isEmpty());
    }

    @Test
    void answers408WhenTheServiceTakesTooLong() throws IOException, ClientException {
        vendor.put(
                "/api/v2/services/cn-hangzhou/sd_one",
                "{\"metadata\":{\"rpc\":{\"keepalive\":200}}}");
        warm();
        painter.perStep = Duration.ofSeconds(1);

        assertEquals(408, web().post(TXT2IMG, "{" + SMALL + "}").status());
    }

    @Test
    void listsItsRequestsInTheLog() throws IOException, ClientException {
        warm();
        web().get(SERVICE + "/sdapi/v1/samplers");

        var logs = vendor.get("/api/v2/services/cn-hangzhou/sd_one/logs").path("Logs").toString();

        assertTrue(logs.contains("Running on local URL"), logs);
        assertTrue(logs.contains("GET /sdapi/v1/samplers"), logs);
    }

    @Test
    void isNotReachedWhileStopped() throws IOException, ClientException {
        warm();
        vendor.put("/api/v2/services/cn-hangzhou/sd_one/stop", "");

        assertEquals(503, web().get(SERVICE + "/sdapi/v1/samplers").status());
    }

    @Test
    void breaksAsTheSwitchSays() throws IOException {
        warm();
        var samplers = SERVICE + "/sdapi/v1/samplers";
        var control = new Web(sandbox.address(), "");

        control.put("/_sandbox/faults", "errors=0.5");
        assertEquals(200, web().get(samplers).status());
        assertEquals(503, web().get(samplers).status());
        control.put("/_sandbox/faults", "token");
        assertEquals(401, web().get(samplers).status());
        control.put("/_sandbox/faults", "504=50ms");
        painter.perStep = Duration.ofSeconds(1);
        assertEquals(504, web().post(TXT2IMG, "{" + SMALL + "}").status());
        control.put("/_sandbox/faults", "drop=10");
        assertThrows(IOException.class, () -> web().get(samplers));
        assertEquals(1, control.get("/_sandbox/faults").json().path("active").size());
        assertEquals(400, control.put("/_sandbox/faults", "nonsense").status());
        assertEquals(
                "errors: expected 0 to 1, got foo",
                control.put("/_sandbox/faults", "errors=foo").text().strip());
        assertEquals(
                "cold: expected a time such as 30s, got soon",
                control.put("/_sandbox/faults", "cold=soon").text().strip());
        control.put("/_sandbox/faults", "");
        assertEquals(200, web().get(samplers).status());
    }

    private Web web() {
        return new Web(sandbox.address(), token);
    }

    private void warm() {
        clock.move(Duration.ofMinutes(2));
    }
}
