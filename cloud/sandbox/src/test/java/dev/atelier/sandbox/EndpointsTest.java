package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import dev.atelier.http.Endpoint;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.eas.ControlPlane;
import dev.atelier.sandbox.sign.VendorApi;
import dev.atelier.webui.Webui;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every call that the sandbox and the webui answer names the page that describes it, and a client
/// that makes it in a test.
class EndpointsTest {
    private static final String HERE = "cloud/sandbox/src/test/java/dev/atelier/sandbox/";

    /// Where the calls of a client stand; those of aliyun-java-sdk-core are made below.
    private static final Map<String, List<String>> SOURCES =
            Map.of(
                    "aliyun-sdk-oss 3.18.5",
                    List.of(HERE + "oss/VendorClientTest.java"),
                    "ali-oss 6.23.0",
                    List.of("cloud/sandbox/src/test/resources/dev/atelier/sandbox/ali-oss.js"),
                    "eas-sdk 2.0.3",
                    List.of(HERE + "GatewayTest.java"),
                    "the vendor's article",
                    List.of(HERE + "AsyncArticleTest.java"),
                    "Java-WebSocket 1.6.0",
                    List.of(HERE + "AsyncArticleTest.java"),
                    "sdwebuiapi",
                    List.of(HERE + "WebuiClientsTest.java", HERE + "WebuiControlTest.java"),
                    "SillyTavern",
                    List.of(HERE + "WebuiClientsTest.java"));

    private static final String SDK_CORE = "aliyun-java-sdk-core 4.7.10";
    private static final String PLAIN = "plain HTTP";

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
        assertThrows(
                IllegalArgumentException.class,
                () -> new Endpoint("PutObject", "", new Endpoint.Client("oss2", "put_object(")));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint.Client("oss2", ""));
    }

    /// The vendor's client makes each call of the control plane: its signature is accepted and the
    /// operation is known, whatever it says about a service that does not exist.
    @Test
    void theVendorsClientReachesEveryOperation() {
        var vendor = new Vendor(sandbox);
        var unknown = new ArrayList<String>();
        for (var operation : sandbox.operations()) {
            assertEquals(SDK_CORE, operation.endpoint().client().program());
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

    @Test
    void everyOtherCallStandsInATest() throws IOException {
        var root = Path.of(System.getProperty("atelier.root", "."));
        var all = new ArrayList<>(sandbox.endpoints());
        var painter = new Painter();
        try (var webui = Webui.plain(painter, () -> painter.backend().catalogue().get())) {
            all.addAll(webui.endpoints());
        }
        var missing = new TreeSet<String>();
        for (var endpoint : all) {
            var client = endpoint.client();
            if (!client.program().equals(SDK_CORE) && !stands(root, client)) {
                missing.add(client + " for " + endpoint.name());
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }

    private static boolean stands(Path root, Endpoint.Client client) throws IOException {
        if (client.program().equals(PLAIN)) {
            try (var files = Files.walk(root.resolve(HERE))) {
                for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    if (!file.endsWith("EndpointsTest.java") && holds(file, client.call())) {
                        return true;
                    }
                }
            }
            return false;
        }
        return Stream.ofNullable(SOURCES.get(client.program()))
                .flatMap(List::stream)
                .anyMatch(it -> holds(root.resolve(it), client.call()));
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
