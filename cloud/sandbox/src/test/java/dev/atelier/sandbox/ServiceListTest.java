package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Labels, filters, groups and releases, by the vendor's client.
class ServiceListTest {
    private static final String SERVICES = "/api/v2/services";
    private static final String ONE = SERVICES + "/cn-hangzhou/sd_one";
    private Sandbox sandbox;
    private Vendor vendor;

    @BeforeEach
    void start() throws IOException, ClientException {
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, new Painter().backend())
                                .withDurations(StateDurations.INSTANT));
        vendor = new Vendor(sandbox);
        create(
                SandboxConfigs.sync("sd_one")
                        .replace("\"instance\":1", "\"instance\":1,\"group\":\"studio\""),
                Map.of("Labels", "{\"team\":\"sea\",\"stage\":\"draft\"}"));
        create(
                SandboxConfigs.sync("sd_two")
                        .replace("\"instance\":1", "\"instance\":1,\"resource\":\"eas-r-1\"")
                        .replaceFirst("\\{", "{\"networking\":{\"gateway\":\"gw-1\"},"),
                Map.of("Labels", "{\"team\":\"sea\"}"));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void create(String config, Map<String, String> query) throws ClientException {
        vendor.roa(MethodType.POST, SERVICES, query, config);
    }

    private static List<String> texts(JsonNode rows, String key) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(key).asText())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Label; {\"team\":\"sea\"}; sd_one,sd_two",
                "Label; {\"team\":\"sea\",\"stage\":\"draft\"}; sd_one",
                "Label; {\"team\":\"land\"}; ''",
                "GroupName; studio; sd_one",
                "GroupName; other; ''",
                "ResourceType; PublicResource; sd_one",
                "ResourceType; PrivateResource; sd_two",
                "ResourceType; Dedicated; sd_two",
                "Gateway; gw-1; sd_two",
                "Gateway; gw-2; ''",
                "ServiceStatus; Running; sd_one,sd_two",
                "ServiceType; Standard; sd_one,sd_two"
            })
    void listsWhatIsAskedFor(String key, String value, String names) throws ClientException {
        var found = vendor.roa(MethodType.GET, SERVICES, Map.of(key, value), "");

        assertEquals(names, String.join(",", texts(found.path("Services"), "ServiceName")));
        assertEquals(found.path("Services").size(), found.path("TotalCount").asInt());
    }

    @Test
    void keepsTheLabelsOfTheCall() throws ClientException {
        var labels = vendor.get(ONE).path("Labels");

        assertEquals(List.of("stage", "team"), texts(labels, "LabelKey"));
        assertEquals(List.of("draft", "sea"), texts(labels, "LabelValue"));
        var thrown =
                assertThrows(
                        ClientException.class,
                        () -> create(SandboxConfigs.sync("sd_three"), Map.of("Labels", "no JSON")));
        assertEquals("Labels must be a JSON object", thrown.getErrMsg());
    }

    @Test
    void developsCommitsAndReleases() throws ClientException {
        assertThrows(ClientException.class, () -> vendor.put(ONE + "/commit", ""));

        vendor.put(ONE + "/develop", "");
        assertEquals("Developing", vendor.get(ONE).path("Status").asText());
        vendor.roa(MethodType.PUT, ONE + "/develop", Map.of("Exit", "true"), "");
        assertEquals("Running", vendor.get(ONE).path("Status").asText());
        vendor.put(ONE + "/develop", "");
        vendor.put(ONE + "/commit", "");
        assertEquals("Running", vendor.get(ONE).path("Status").asText());

        vendor.put(ONE + "/release", "{\"TrafficState\":\"standalone\",\"Weight\":30}");
        assertEquals("standalone", vendor.get(ONE).path("TrafficState").asText());
        assertEquals(30, vendor.get(ONE).path("Weight").asInt());
        assertThrows(ClientException.class, () -> vendor.put(ONE + "/release", "{\"Weight\":101}"));
    }

    @Test
    void groupsAreThoseOfTheServices() throws ClientException {
        assertEquals(List.of("studio"), texts(vendor.get("/api/v2/groups").path("Groups"), "Name"));
        var group = vendor.get("/api/v2/groups/cn-hangzhou/studio");
        assertEquals("studio", group.path("Name").asText());
        assertEquals(
                vendor.get(ONE).path("AccessToken").asText(), group.path("AccessToken").asText());
        var endpoints = vendor.get("/api/v2/groups/cn-hangzhou/studio/endpoints");
        assertEquals("Group", endpoints.at("/Endpoints/0/PathType").asText());
        assertEquals(
                "InvalidGroup.NotFound",
                assertThrows(
                                ClientException.class,
                                () -> vendor.get("/api/v2/groups/cn-hangzhou/none"))
                        .getErrCode());
        assertEquals(
                "InvalidResource.NotFound",
                assertThrows(
                                ClientException.class,
                                () -> vendor.get("/api/v2/resources/cn-hangzhou/eas-r-1/instances"))
                        .getErrCode());
    }

    @Test
    void theThirdVersionNeedsItsOwnHeadersSigned() throws Exception {
        assertEquals(200, third("x-acs-content-sha256;x-acs-date;x-acs-signature-nonce"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-acs-date;x-acs-signature-nonce",
                "x-acs-content-sha256;x-acs-signature-nonce",
                "x-acs-content-sha256;x-acs-date",
                "host"
            })
    void andRefusesACallThatLeavesOneOut(String signed) throws Exception {
        assertEquals(400, third(signed));
    }

    /// The status of a call with a right signature over these headers.
    private int third(String signed) throws Exception {
        var headers = new TreeMap<String, String>();
        headers.put("host", "127.0.0.1:" + sandbox.port());
        headers.put("x-acs-content-sha256", sha256(""));
        headers.put("x-acs-date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        headers.put("x-acs-signature-nonce", UUID.randomUUID().toString());
        var canonical =
                List.of(signed.split(";", -1)).stream()
                        .map(name -> name + ":" + headers.get(name) + "\n")
                        .collect(Collectors.joining());
        var text =
                "ACS3-HMAC-SHA256\n"
                        + sha256(
                                String.join(
                                        "\n", "GET", SERVICES, "", canonical, signed, sha256("")));
        var mac = Mac.getInstance("HmacSHA256");
        var secret = sandbox.account().accessKeySecret().getBytes(StandardCharsets.UTF_8);
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        var signature =
                HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        var request =
                HttpRequest.newBuilder(URI.create(sandbox.address() + SERVICES))
                        .header(
                                "Authorization",
                                "ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s"
                                        .formatted(
                                                sandbox.account().accessKeyId(),
                                                signed,
                                                signature));
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static String sha256(String text) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
