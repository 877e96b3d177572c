package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import dev.atelier.http.Endpoint;
import dev.atelier.http.Listen;
import dev.atelier.http.Query;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.eas.ControlPlane;
import dev.atelier.sandbox.gateway.Gateway;
import dev.atelier.sandbox.oss.OssEndpointsTest;
import dev.atelier.sandbox.queue.QueueCall;
import dev.atelier.sandbox.sign.VendorApi;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every call that the sandbox and the webui answer names the page that describes it, and a client
/// that makes it in a test.
class EndpointsTest {
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_plain","instance":0,"type":"Async"},"queue":{"memory":1},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}}}
            """;

    /// Where the calls of a client are made or replayed; those of the first are made below.
    private static final Map<String, Class<?>> CLIENTS =
            Map.of(
                    "aliyun-java-sdk-core 4.7.10",
                    EndpointsTest.class,
                    Endpoint.PLAIN,
                    EndpointsTest.class,
                    "aliyun-sdk-oss 3.18.5",
                    OssEndpointsTest.class,
                    "ali-oss 6.23.0",
                    NodeClientsTest.class,
                    "eas-sdk 2.0.3",
                    GatewayTest.class,
                    "the vendor's article",
                    AsyncArticleTest.class,
                    "Java-WebSocket 1.6.0",
                    AsyncArticleTest.class,
                    "sdwebuiapi",
                    WebuiClientsTest.class,
                    "SillyTavern",
                    WebuiClientsTest.class);

    private static final String SDK_CORE = "aliyun-java-sdk-core 4.7.10";

    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, new Painter().backend())
                                .withDurations(StateDurations.INSTANT));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anEndpointNeedsItsPageAndItsClient() {
        assertThrows(IllegalArgumentException.class, () -> new Endpoint("PutObject", "", "oss2"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Endpoint("PutObject", "https://example.com", ""));
    }

    @Test
    void everyEndpointHasAClientThatIsTested() {
        var all = new ArrayList<>(sandbox.endpoints());
        webui().forEach(it -> all.add(it.endpoint()));
        var unknown = all.stream().filter(it -> !CLIENTS.containsKey(it.client())).toList();

        assertEquals(List.of(), unknown);
        assertTrue(all.size() > 150, all.size() + " endpoints");
    }

    /// The vendor's client makes each call of the control plane: its signature is accepted and the
    /// operation is known, whatever it says about a service that does not exist.
    @Test
    void theVendorsClientReachesEveryOperation() {
        var vendor = new Vendor(sandbox);
        var unknown = new ArrayList<String>();
        for (var operation : sandbox.operations()) {
            assertEquals(SDK_CORE, operation.endpoint().client());
            try {
                if (operation.method().isEmpty()) {
                    vendor.rpc(operation.path(), operation.endpoint().name(), Map.of());
                } else {
                    var path = operation.path().replaceAll("\\{\\w+}", "sd_none");
                    vendor.roa(MethodType.valueOf(operation.method()), path, Map.of(), "");
                }
            } catch (ClientException e) {
                if (e.getErrCode() == null
                        || e.getErrCode().matches("InvalidAction.*|Signature.*|SDK.*")) {
                    unknown.add(operation + ": " + e.getErrCode());
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertTrue(sandbox.operations().size() > 40);
    }

    @Test
    void theDocumentNamesTheOperationsThatExist() throws IOException {
        var page = Path.of(System.getProperty("atelier.root", "."), "assets/docs/what-works.md");
        var list = Files.readString(page).split("operations of EAS", 2)[1].split("\\.\n", 2)[0];
        var named =
                Pattern.compile("`([A-Z][a-z]\\w+)`")
                        .matcher(list.split(":", 2)[1])
                        .results()
                        .map(it -> it.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        var answered =
                sandbox.operations().stream()
                        .map(ControlPlane.Operation::endpoint)
                        .filter(it -> it.equals(VendorApi.EAS.endpoint(it.name())))
                        .map(Endpoint::name)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(answered, named);
    }

    private static List<Webui.Operation> webui() {
        var painter = new Painter();
        try (var webui = Webui.plain(painter, () -> painter.backend().catalogue().get())) {
            return webui.operations();
        }
    }

    @Test
    void theWebuiAnswersEveryOperation() throws IOException {
        var painter = new Painter();
        var webui = Webui.plain(painter, Painter.CATALOGUE);
        var missing = new TreeSet<String>();
        try (var server = WebuiServer.start(Listen.loopback(0), webui)) {
            var web = new Web(server.address(), "");
            for (var operation : webui.operations()) {
                var path = operation.endpoint().name();
                var answer =
                        switch (operation.method()) {
                            case "GET" -> web.get(path);
                            case "POST" ->
                                    web.post(path, "{\"steps\":1,\"width\":16,\"height\":16}");
                            default -> throw new AssertionError(operation);
                        };
                if (answer.text().contains("\"Not Found\"") || answer.status() == 405) {
                    missing.add(operation.method() + " " + path);
                }
            }
        }

        assertEquals(Set.of(), missing);
        assertTrue(webui.operations().size() > 40, webui.operations().size() + " operations");
    }

    /// Each call of a queue is reached by what it declares; whatever it says about no frames.
    @Test
    void theQueueAnswersEveryCall() throws Exception {
        var token = sandbox.deploy("sd_plain", CONFIG);
        try (var http = HttpClient.newHttpClient()) {
            for (var call : QueueCall.values()) {
                assertEquals(
                        Optional.of(call), QueueCall.of(call.method(), Query.parse(call.query())));
                var address = sandbox.address() + "/api/predict/sd_plain?" + call.query();
                var request =
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", token)
                                .method(call.method(), HttpRequest.BodyPublishers.ofString(""))
                                .build();
                var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                answer.body().close(); // a watch has no end
                assertTrue(answer.statusCode() < 405, call + ": " + answer.statusCode());
            }
            http.shutdownNow();
        }
    }

    @Test
    void theGatewayAndTheSwitchAnswerTheirPaths() throws IOException {
        var web = new Web(sandbox.address(), sandbox.deploy("sd_plain", CONFIG));
        for (var endpoint : Gateway.ENDPOINTS) {
            var answer = web.post(endpoint.name().replace("SERVICE", "sd_plain"), "{}");
            assertNotEquals("404 page not found", answer.text(), endpoint.name());
        }
        for (var endpoint : FaultSwitch.ENDPOINTS) {
            var words = endpoint.name().split(" ", 2);
            var answer = words[0].equals("GET") ? web.get(words[1]) : web.put(words[1], "{}");
            assertNotEquals(404, answer.status(), endpoint.name());
        }
    }
}
