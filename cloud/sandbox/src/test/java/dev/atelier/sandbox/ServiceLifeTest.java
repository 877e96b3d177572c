package dev.atelier.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.sandbox.deployed.StateDurations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceLifeTest {
    private static final String SERVICES = "/api/v2/services";
    private static final String ONE = SERVICES + "/cn-hangzhou/sd_one";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final StateDurations MINUTES =
            new StateDurations(MINUTE, MINUTE, MINUTE, MINUTE);

    private final MovedClock clock = new MovedClock();
    @TempDir private Path state;
    private Sandbox sandbox;
    private Vendor vendor;

    @BeforeEach
    void start() throws IOException {
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, new Painter().backend())
                                .withDurations(MINUTES)
                                .withState(state)
                                .withClock(clock));
        vendor = new Vendor(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void goesThroughAllStatesOfALife() throws ClientException {
        var created = create(SandboxConfigs.sync("sd_one"));
        assertEquals("Creating", created.path("Status").asText());
        assertTrue(created.path("InternetEndpoint").asText().endsWith("/api/predict/sd_one"));

        var seen = new ArrayList<String>();
        seen.add(status());
        for (int i = 0; i < 2; i++) {
            clock.move(MINUTE);
            seen.add(status());
        }
        vendor.put(ONE + "/stop", "");
        seen.add(status());
        clock.move(MINUTE);
        seen.add(status());
        vendor.put(ONE + "/start", "");
        seen.add(status());
        clock.move(MINUTE.multipliedBy(2));
        seen.add(status());

        assertEquals(
                List.of(
                        "Creating",
                        "Waiting",
                        "Running",
                        "Stopping",
                        "Stopped",
                        "Starting",
                        "Running"),
                seen);
        assertEquals(
                8, vendor.get(ONE + "/events").path("Events").size(), "an event for each state");
    }

    /// As a lease does for when its program is gone. The schedule is of the cloud's clock.
    @Test
    void aTimerStopsItAtItsTimeThoughNobodyLooks() throws Exception {
        create(SandboxConfigs.sync("sd_one"));
        clock.move(MINUTE.multipliedBy(2));
        assertEquals("Running", status());
        var timer = timer(3, 0);
        vendor.roa(MethodType.POST, ONE + "/cronscaler", Map.of(), timer);
        assertEquals("Running", status());
        clock.move(MINUTE);
        assertEquals("Running", status());

        restart(); // the timer is kept
        clock.move(MINUTE.multipliedBy(3));
        assertEquals("Stopped", status());
        assertEquals(0, vendor.get(ONE).path("TotalInstance").asInt());

        // Once is enough: who starts it again has it, with the instances of its config.
        vendor.put(ONE + "/start", "");
        clock.move(MINUTE.multipliedBy(2));
        assertEquals("Running", status());
        assertEquals(1, vendor.get(ONE).path("RunningInstance").asInt());
    }

    @Test
    void aTimerOnAnExcludedDayOrTakenAwayDoesNothing() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        clock.move(MINUTE.multipliedBy(2));
        var excluded = timer(2, 0).replaceFirst("\\}$", ",\"ExcludeDates\":[\"0 0 0 * * *\"]}");
        vendor.roa(MethodType.POST, ONE + "/cronscaler", Map.of(), excluded);
        clock.move(MINUTE.multipliedBy(3));
        assertEquals("Running", status());
        vendor.put(ONE + "/cronscaler", timer(2, 0));
        vendor.roa(MethodType.DELETE, ONE + "/cronscaler", Map.of(), "");
        clock.move(MINUTE.multipliedBy(3));
        assertEquals("Running", status());
    }

    @Test
    void aTimerScalesWhatRuns() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        clock.move(MINUTE.multipliedBy(2));
        vendor.roa(MethodType.POST, ONE + "/cronscaler", Map.of(), timer(2, 3));
        clock.move(MINUTE.multipliedBy(5));
        assertEquals("Running", status());
        assertEquals(3, vendor.get(ONE).path("RunningInstance").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "'0 70 20 * * *', UTC, 0",
        "'20 o clock', UTC, 0",
        "'0 0/0 20 * * *', UTC, 0",
        "'0 0 20 * * *', Mars, 0",
        "'0 0 20 * * *', UTC, -1",
    })
    void aTimerThatCannotBeMeantIsRefused(String schedule, String zone, int size)
            throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        var body = timer(schedule, zone, size);
        var thrown =
                assertThrows(
                        ClientException.class,
                        () -> vendor.roa(MethodType.POST, ONE + "/cronscaler", Map.of(), body));
        assertTrue(thrown.getErrMsg().matches("(no|TargetSize must) .*"), thrown.getErrMsg());
    }

    /// @param minutes from now on
    private String timer(int minutes, int size) {
        var zone = ZoneId.of("America/New_York");
        var at = clock.instant().plus(MINUTE.multipliedBy(minutes)).atZone(zone);
        var schedule =
                "%d %d %d %d %d *"
                        .formatted(
                                at.getSecond(),
                                at.getMinute(),
                                at.getHour(),
                                at.getDayOfMonth(),
                                at.getMonthValue());
        return timer(schedule, zone.getId(), size);
    }

    private static String timer(String schedule, String zone, int size) {
        return "{\"ScaleJobs\":[{\"Name\":\"end\",\"Schedule\":\"%s\",\"TargetSize\":%d,\"TimeZone\":\"%s\"}]}"
                .formatted(schedule, size, zone);
    }

    private void restart() throws IOException {
        sandbox.close();
        start();
    }

    @Test
    void isGoneSomeTimeAfterItsDeletion() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));

        vendor.roa(MethodType.DELETE, ONE, Map.of(), "");

        assertEquals("Deleting", status());
        clock.move(MINUTE);
        var thrown = assertThrows(ClientException.class, this::status);
        assertEquals("InvalidService.NotFound", thrown.getErrCode());
    }

    @Test
    void failsWhereTheImageCannotBePulled() throws ClientException {
        create(SandboxConfigs.sync("sd_one").replace("eas-registry-vpc.cn-hangzhou", "docker"));

        clock.move(MINUTE.multipliedBy(2));

        assertEquals("Failed", status());
        assertEquals("ImagePullBackOff", vendor.get(ONE).path("Reason").asText());
        assertEquals(1, vendor.get(ONE + "/diagnosis").path("DiagnosisList").size());
    }

    @Test
    void waitsForeverForAMachineThatIsSoldOut() throws ClientException {
        create(
                SandboxConfigs.sync("sd_one")
                        .replace("ml.gu7i.c16m60.1-gu30", "ecs.gn7e-c16g1.4xlarge"));

        clock.move(Duration.ofMinutes(10));

        assertEquals("Waiting", status());
        assertEquals(
                "[Total: 1, Pending: 1, Running: 0]", vendor.get(ONE).path("Message").asText());
    }

    @Test
    void refusesANameTwiceAndConfigsThatCannotBe() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));

        assertEquals("InvalidService.AlreadyExists", refusal(SandboxConfigs.sync("sd_one")));
        assertEquals("BadRequest", refusal(SandboxConfigs.sync("no-hyphens")));
        assertEquals("BadRequest", refusal(SandboxConfigs.sync("sd_two").replace("8000", "8080")));
        assertEquals("BadRequest", refusal("{\"metadata\":{\"name\":\"sd_two\"},}"));
    }

    @Test
    void keepsVersionsAndMergesUpdates() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        vendor.put(ONE, "{\"metadata\":{\"instance\":3}}");

        var service = vendor.get(ONE);
        assertEquals(2, service.path("CurrentVersion").asInt());
        assertEquals(3, service.path("TotalInstance").asInt());
        assertTrue(service.path("ServiceConfig").asText().contains("keepalive"));

        vendor.put(ONE + "/version", "{\"Version\":1}");
        clock.move(MINUTE.multipliedBy(2));
        assertEquals(1, vendor.get(ONE).path("CurrentVersion").asInt());
        assertEquals(1, vendor.get(ONE).path("TotalInstance").asInt());
        assertEquals(2, vendor.get(ONE + "/versions").path("Versions").size());
    }

    @Test
    void scalesAndListsItsInstances() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        vendor.put(ONE + "/scale", "{\"Instance\":2}");
        clock.move(MINUTE.multipliedBy(2));

        var instances = vendor.get(ONE + "/instances").path("Instances");

        assertEquals(2, instances.size());
        assertEquals("Running", instances.at("/0/Status").asText());
        var name = instances.at("/0/InstanceName").asText();
        assertEquals(
                8000,
                vendor.get(ONE + "/instances/" + name + "/containers")
                        .at("/Containers/0/Port")
                        .asInt());
    }

    /// A change would set the stop aside.
    @Test
    void isNotChangedWhileItStops() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        clock.move(MINUTE.multipliedBy(2));
        vendor.put(ONE, "{\"metadata\":{\"instance\":2}}");
        clock.move(MINUTE.multipliedBy(2));
        vendor.put(ONE + "/stop", "");

        for (var change :
                Map.of(
                                ONE + "/scale",
                                "{\"Instance\":3}",
                                ONE,
                                "{\"metadata\":{\"instance\":3}}",
                                ONE + "/version",
                                "{\"Version\":1}",
                                ONE + "/restart",
                                "")
                        .entrySet()) {
            var thrown =
                    assertThrows(
                            ClientException.class,
                            () -> vendor.put(change.getKey(), change.getValue()),
                            change.getKey());
            assertEquals("BadRequest", thrown.getErrCode());
            assertTrue(thrown.getErrMsg().contains("Stopping"), thrown.getErrMsg());
        }
        assertEquals("Stopping", status());
        clock.move(MINUTE);
        assertEquals("Stopped", status());
        assertEquals(2, vendor.get(ONE).path("TotalInstance").asInt());
    }

    @Test
    void obeysItsSafetyLock() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        vendor.put(ONE + "/lock", "{\"Lock\":\"dangerous\"}");

        var thrown =
                assertThrows(
                        ClientException.class,
                        () -> vendor.roa(MethodType.DELETE, ONE, Map.of(), ""));

        assertEquals("Forbidden.SafetyLock", thrown.getErrCode());
    }

    @Test
    void keepsItsScalersAndLabels() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        vendor.roa(
                MethodType.POST,
                ONE + "/autoscaler",
                Map.of(),
                "{\"min\":1,\"max\":4,\"scaleStrategies\":[{\"metricName\":\"qps\",\"threshold\":10}]}");
        vendor.put(ONE + "/label", "{\"Labels\":{\"team\":\"art\"}}");

        assertEquals(4, vendor.get(ONE + "/autoscaler").path("MaxReplica").asInt());
        assertEquals("art", vendor.get(ONE).at("/Labels/0/LabelValue").asText());
    }

    @Test
    void pagesItsList() throws ClientException {
        create(SandboxConfigs.sync("sd_one"));
        create(SandboxConfigs.sync("sd_two"));
        create(SandboxConfigs.sync("sd_three"));

        var page =
                vendor.roa(
                        MethodType.GET,
                        SERVICES,
                        Map.of("PageNumber", "2", "PageSize", "2", "Order", "asc"),
                        "");

        assertEquals(3, page.path("TotalCount").asInt());
        assertEquals(1, page.path("Services").size());
        assertFalse(page.at("/Services/0").has("AccessToken"));
    }

    @Test
    void livesOnAfterARestartOfTheSandbox() throws ClientException, IOException {
        create(SandboxConfigs.sync("sd_one"));
        var token = vendor.get(ONE).path("AccessToken").asText();
        sandbox.close();
        clock.move(MINUTE);

        start();

        assertEquals("Waiting", status());
        assertEquals(token, vendor.get(ONE).path("AccessToken").asText());
    }

    private JsonNode create(String config) throws ClientException {
        return vendor.roa(MethodType.POST, SERVICES, Map.of(), config);
    }

    private String refusal(String config) {
        return assertThrows(ClientException.class, () -> create(config)).getErrCode();
    }

    private String status() throws ClientException {
        return vendor.get(ONE).path("Status").asText();
    }
}
