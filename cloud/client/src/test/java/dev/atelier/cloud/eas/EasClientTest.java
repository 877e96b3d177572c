package dev.atelier.cloud.eas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The control plane's client against the sandbox, which checks every signature.
class EasClientTest {
    private static final Duration BLINK = Duration.ofMillis(30);
    private static final String REGION = "cn-hangzhou";
    private static final ServiceConfig CONFIG =
            Blueprint.sync("sd_test", REGION).withOss("oss://pictures/sd/").config();

    private final Faults faults = new Faults();
    private Sandbox sandbox;
    private EasClient eas;

    @BeforeEach
    void start() throws IOException {
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, idle)
                                .withDurations(
                                        new StateDurations(BLINK, BLINK, BLINK, Duration.ZERO))
                                .withFaults(faults));
        eas = client(sandbox.account().accessKeySecret());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private EasClient client(String secret) {
        var keys = Credentials.of(sandbox.account().accessKeyId(), secret, REGION);
        return new EasClient(keys, Optional.of(URI.create(sandbox.address())));
    }

    private ServiceInfo settled() throws Exception {
        return eas.await("sd_test", Duration.ofMillis(5), _ -> {}, new Cancellation())
                .orElseThrow();
    }

    @Test
    void takesAServiceThroughItsLife() throws Exception {
        var seen = new ArrayList<String>();
        eas.create(CONFIG);
        var running =
                eas.await(
                                "sd_test",
                                Duration.ofMillis(5),
                                info -> seen.add(info.status()),
                                new Cancellation())
                        .orElseThrow();

        assertEquals("Running", running.status());
        assertTrue(seen.contains("Creating") || seen.contains("Waiting"), seen.toString());
        assertFalse(running.token().isEmpty());
        assertTrue(running.internetEndpoint().endsWith("/api/predict/sd_test"));
        assertEquals(CONFIG, ServiceConfig.read(running.config()));
        assertEquals(List.of("sd_test"), eas.list().stream().map(ServiceInfo::name).toList());

        eas.stop("sd_test");
        assertEquals("Stopped", settled().status());
        eas.start("sd_test");
        assertEquals("Running", settled().status());
        eas.scale("sd_test", 2);
        assertEquals(2, settled().total());
        eas.delete("sd_test");
        assertEquals(
                Optional.empty(),
                eas.await("sd_test", Duration.ofMillis(5), _ -> {}, new Cancellation()));
        assertEquals(List.of(), eas.list());
    }

    @Test
    void replacesAConfigAndKeepsTheOneBefore() throws Exception {
        eas.create(CONFIG);
        settled();
        var next = CONFIG.with("/containers/0/port", 8001);
        eas.replace("sd_test", next);
        assertEquals(next, ServiceConfig.read(settled().config()));

        var versions = eas.details("sd_test").versions();
        assertEquals(2, versions.size());
        var first = versions.stream().filter(it -> it.imageId() == 1).findFirst().orElseThrow();
        assertEquals(CONFIG, ServiceConfig.read(first.config()));
    }

    @Test
    void tellsWhatHappened() throws Exception {
        eas.create(CONFIG);
        settled();
        var details = eas.details("sd_test");

        assertFalse(details.logs().isEmpty());
        assertEquals(List.of(), details.logs("no line has this word"));
        assertTrue(details.events().stream().anyMatch(event -> event.type().equals("Normal")));
        var instance = details.instances().getFirst();
        assertEquals(1, details.containers(instance.name()).size());
        assertEquals(settled().token().reveal(), details.endpoints().token().reveal());
        details.diagnoses();
    }

    @Test
    void locksAndLabels() throws Exception {
        eas.create(CONFIG);
        settled();
        var details = eas.details("sd_test");

        details.lock(ServiceDetails.Lock.DANGEROUS);
        var locked = assertThrows(EasException.class, () -> eas.delete("sd_test"));
        assertFalse(String.valueOf(locked.getMessage()).isEmpty());
        details.lock(ServiceDetails.Lock.NONE);
        details.label(Map.of("team", "design"));
        details.unlabel(List.of("team"));
        eas.delete("sd_test");
    }

    @Test
    void scalesByLoadAndByTheClock() throws Exception {
        eas.create(CONFIG);
        settled();
        var scaling = eas.scaling("sd_test");
        assertEquals(Optional.empty(), scaling.byLoad());
        assertEquals(List.of(), scaling.byClock());

        var load = new ServiceScaling.ByLoad(0, 3, "qps", 2.5, Duration.ofMinutes(5));
        scaling.setByLoad(load);
        assertEquals(Optional.of(load), scaling.byLoad());
        scaling.clearByLoad();
        assertEquals(Optional.empty(), scaling.byLoad());

        var mornings =
                List.of(new ServiceScaling.ByClock("on", "0 0 9 * * 1-5", 1, "Asia/Shanghai"));
        scaling.setByClock(mornings);
        assertEquals(mornings, scaling.byClock());
        scaling.clearByClock();
        assertEquals(List.of(), scaling.byClock());
    }

    @Test
    void saysWhatIsWrongWithACall() throws Exception {
        var wrong = assertThrows(EasException.class, () -> client("not the secret").list());
        assertEquals(EasException.Kind.FORBIDDEN, wrong.kind());
        assertFalse(String.valueOf(wrong.getMessage()).contains("not the secret"));

        var missing = assertThrows(EasException.class, () -> eas.describe("nobody"));
        assertEquals(EasException.Kind.NOT_FOUND, missing.kind());

        eas.create(CONFIG);
        var twice = assertThrows(EasException.class, () -> eas.create(CONFIG));
        assertEquals(EasException.Kind.CONFLICT, twice.kind());

        var bad = CONFIG.without("/containers");
        assertEquals(
                EasException.Kind.INVALID,
                assertThrows(
                                EasException.class,
                                () -> eas.create(bad.with("/metadata/name", "other")))
                        .kind());

        var escape = assertThrows(EasException.class, () -> eas.delete("../regions"));
        assertEquals(EasException.Kind.INVALID, escape.kind());
    }

    @Test
    void saysWhenItAskedTooOftenAndWhenNobodyAnswers() {
        faults.set(List.of(new Fault.Throttling(0)));
        var often = assertThrows(EasException.class, eas::list);
        assertEquals(EasException.Kind.THROTTLED, often.kind());
        faults.set(List.of());
        sandbox.close();
        var silent = assertThrows(EasException.class, eas::list);
        assertEquals(EasException.Kind.UNREACHABLE, silent.kind());
    }

    @Test
    void waitsNoLongerThanWanted() throws Exception {
        faults.set(List.of(new Fault.ColdStart(Duration.ofMinutes(5))));
        eas.create(CONFIG);
        var cancellation = new Cancellation();
        var seen = new ArrayList<ServiceInfo>();
        var settled =
                eas.await(
                        "sd_test",
                        Duration.ofMillis(5),
                        info -> {
                            seen.add(info);
                            cancellation.cancel();
                        },
                        cancellation);
        assertEquals(Optional.empty(), settled);
        assertEquals(1, seen.size());
    }
}
