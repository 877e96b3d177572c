package dev.atelier.app.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.SandboxRig;
import dev.atelier.app.account.Spending;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.queue.EventLoop;
import dev.atelier.app.queue.Job;
import dev.atelier.app.queue.PlaceQueue;
import dev.atelier.app.queue.QueueModel;
import dev.atelier.app.queue.QueueRig;
import dev.atelier.app.queue.WaitReason;
import dev.atelier.app.settings.UsualStop;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.eas.ServiceState;
import dev.atelier.cloud.money.Prices;
import dev.atelier.cloud.money.SpendingCap;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import java.awt.Component;
import java.awt.Container;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The services of an account that costs money, which here is a sandbox that is not called one: as
/// places of the queue, under leases, and under a cap.
class ServicesModelTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private static final Duration BLINK = Duration.ofMillis(20);
    private static final String REGION = SandboxRig.REGION;
    private static final String MACHINE = "ml.gu7i.c16m60.1-gu30";
    private static final String CONFIG =
            """
            {"metadata":{"name":"portraits","instance":1,"rpc":{"keepalive":600000}},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
             "storage":[{"mount_path":"/code/stable-diffusion-webui/data",
               "oss":{"path":"oss://sd-bucket/","readOnly":false}}]}
            """;

    @TempDir Path folder;
    private final Faults faults = new Faults();
    private Duration later = Duration.ZERO;
    private Function<Instant, UsualStop> usual =
            _ -> new UsualStop(Optional.empty(), Optional.of(HALF_AN_HOUR));
    private SandboxRig sandbox;
    private QueueRig rig;
    private EventLoop loop;
    private QueueModel queue;
    private ServicesModel model;
    private Cloud cloud;

    @BeforeEach
    void open() throws Exception {
        sandbox =
                SandboxRig.open(
                        SandboxRig.BLACK,
                        it -> it.withFaults(faults).withDurations(SandboxRig.states(BLINK)));
        cloud = new Cloud(sandbox.access(folder), new Spending(folder, this::now), REGION, "team");
        rig = new QueueRig(folder, SandboxRig.BLACK);
        queue = rig.queue;
        loop = rig.loop;
        model = new ServicesModel(rig.tasks, queue, this::now, now -> usual.apply(now));
        cloud.eas().create(ServiceConfig.read(CONFIG));
        model.connect(Optional.of(cloud));
        until("Running");
    }

    private Instant now() {
        return Instant.now().plus(later);
    }

    @Test
    void everyStateHasWordsAndANewOneKeepsTheVendors() {
        for (var state : ServiceState.values()) {
            var words = ServiceWords.state(state.word());
            assertFalse(words.contains("state."), words);
            assertEquals(state == ServiceState.UNKNOWN, words.isEmpty());
        }
        assertEquals("Rebalancing", ServiceWords.state("Rebalancing"));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        sandbox.close();
    }

    private void until(String status) throws InterruptedException {
        loop.until(() -> {
            model.look();
            assertEquals(Optional.empty(), model.problem().get());
            return model.find("portraits")
                    .filter(it -> it.info().status().equals(status))
                    .isPresent();
        });
    }

    private PlaceQueue place() {
        return queue.at(cloud.place("portraits")).orElseThrow();
    }

    private static Recipe picture() {
        return Recipe.of("a cat", new Size(64, 64)).withBatch(Batch.ONE);
    }

    private Job job(long id) {
        return queue.jobs().get().stream().filter(it -> it.id() == id).findFirst().orElseThrow();
    }

    @Test
    void aRunningServiceDrawsAndAStoppedOneLetsItsJobsWait() throws Exception {
        long made = queue.add(place(), picture(), false);
        loop.until(() -> job(made).state() == Job.State.DONE);
        assertEquals(1, job(made).pictures().size());

        model.stop("portraits", stopped -> assertTrue(stopped));
        until("Stopped");
        loop.until(() -> model.doing().get().isEmpty());
        assertEquals(WaitReason.Why.STOPPED, place().away().get().orElseThrow().why());
        assertEquals(List.of(), model.costing());
        long waits = queue.add(place(), picture(), false);
        assertEquals(Job.State.QUEUED, job(waits).state());

        model.start("portraits");
        loop.until(() -> {
            model.look();
            return job(waits).state() == Job.State.DONE;
        });
        loop.until(() -> model.find("portraits").flatMap(ServiceFacts::lease).isPresent());
        assertEquals(
                Optional.of(HALF_AN_HOUR),
                model.find("portraits").flatMap(ServiceFacts::lease).orElseThrow().idle());
    }

    /// The gateway learns late of a service that runs, and says until then that there is none.
    @Test
    void aJobIsSentOnceTheGatewayKnowsTheService() throws Exception {
        var late = new StateDurations(BLINK, BLINK, BLINK, Duration.ofSeconds(3));
        try (var other = SandboxRig.open(SandboxRig.BLACK, it -> it.withDurations(late))) {
            var mine =
                    new Cloud(other.access(folder), new Spending(folder, this::now), REGION, "x");
            mine.eas()
                    .create(
                            Blueprint.async("batches", REGION)
                                    .withOss("oss://sd-bucket/all/")
                                    .config());
            model.connect(Optional.of(mine));
            var id = mine.place("batches");
            loop.until(() -> {
                model.look();
                return queue.at(id).filter(it -> it.away().get().isEmpty()).isPresent();
            });
            long job = queue.add(queue.at(id).orElseThrow(), picture(), false);
            loop.until(() -> !job(job).state().open());
            assertEquals(Job.State.DONE, job(job).state(), job(job).reason());
        }
    }

    /// It would be made, and paid for, and lost.
    @Test
    void aQueueWithoutAFolderIsSentNoPictureThatItCannotReturn() throws Exception {
        cloud.eas().create(Blueprint.async("batches", REGION).config());
        var id = cloud.place("batches");
        loop.until(() -> {
            model.look();
            return queue.at(id).filter(it -> it.away().get().isEmpty()).isPresent();
        });
        var at = queue.at(id).orElseThrow();
        var large = Recipe.of("a cat", new Size(512, 512)).withBatch(Batch.ONE);
        var generator = at.place().generator();
        assertEquals(List.of(), generator.unsupported(picture()));
        assertEquals(
                List.of(RecipeField.SIZE),
                generator.unsupported(large).stream().map(Unsupported::field).toList());

        long job = queue.add(at, large, false);
        loop.until(() -> !job(job).state().open());
        assertEquals(Job.State.FAILED, job(job).state());
        assertTrue(job(job).reason().contains("OSS"), job(job).reason());
    }

    /// Another account pays for its own services only, also for those that are called the same.
    @Test
    void aJobOfOneAccountDoesNotRunInAnother() throws Exception {
        place().pause();
        long mine = queue.add(place(), picture(), false);
        var other =
                new Cloud(sandbox.access(folder), new Spending(folder, this::now), REGION, "other");
        model.connect(Optional.of(other));
        until("Running");
        loop.until(() -> queue.at(other.place("portraits")).isPresent());

        place().resume();
        long theirs = queue.add(queue.at(other.place("portraits")).orElseThrow(), picture(), false);
        loop.until(() -> job(theirs).state() == Job.State.DONE);

        assertEquals(Job.State.QUEUED, job(mine).state());
        assertEquals(WaitReason.Why.NOT_CONNECTED, place().away().get().orElseThrow().why());
        model.connect(Optional.of(cloud));
        loop.until(() -> job(mine).state() == Job.State.DONE);
    }

    /// Its jobs are of a time before the account was connected.
    @Test
    void aServiceThatWasDeletedMeanwhileIsSaidToBeGone() throws Exception {
        place().pause();
        queue.add(place(), picture(), false);
        model.connect(Optional.empty());
        assertEquals(WaitReason.Why.NOT_CONNECTED, place().away().get().orElseThrow().why());
        cloud.eas().delete("portraits");
        cloud.eas().create(ServiceConfig.read(CONFIG.replace("portraits", "landscapes")));

        model.connect(Optional.of(cloud));
        loop.until(() -> {
            var why = place().away().get().map(WaitReason::why);
            boolean gone = why.equals(Optional.of(WaitReason.Why.GONE));
            if (!gone) {
                model.look();
            }
            return gone;
        });
    }

    @Test
    void aServiceThatIsDeletedUnderneathKeepsItsJobsUntilTheyAreMoved() throws Exception {
        place().pause();
        long waits = queue.add(place(), picture(), false);
        cloud.eas().delete("portraits");
        loop.until(() -> {
            model.look();
            return model.services().get().isEmpty();
        });
        assertEquals(WaitReason.Why.GONE, place().away().get().orElseThrow().why());

        queue.move(waits, queue.here());
        loop.until(() -> job(waits).state() == Job.State.DONE);
        loop.until(() -> {
            model.look();
            return queue.places().get().size() == 1; // nothing of it is listed any more
        });
    }

    /// Somebody deployed another of the same name, between two looks or while the program was
    /// closed: it may have other models and another price.
    @Test
    void whatWaitsForADeletedServiceDoesNotBeginAtANewOneOfItsName() throws Exception {
        place().pause();
        long waits = queue.add(place(), picture(), false);
        assertEquals(1, model.open("portraits"));
        var old = cloud.eas().describe("portraits").id();
        cloud.eas().delete("portraits");
        while (cloud.eas().find("portraits").isPresent()) {
            Thread.onSpinWait();
        }
        cloud.eas().create(ServiceConfig.read(CONFIG));
        loop.until(() -> {
            model.look();
            // A look that began before the new one was there finds none.
            return model.find("portraits").filter(it -> !it.info().id().equals(old)).isPresent();
        });
        until("Running");
        loop.until(() -> place().away().get().isEmpty());
        place().resume();

        loop.until(() -> job(waits).state() == Job.State.INTERRUPTED);
        assertTrue(job(waits).reason().contains("deleted"), job(waits).reason());
        long mine = queue.add(place(), picture(), false);
        loop.until(() -> job(mine).state() == Job.State.DONE);
        assertEquals(Job.State.INTERRUPTED, job(waits).state());

        queue.retry(waits);
        loop.until(() -> job(waits).state() == Job.State.DONE);
    }

    @Test
    void aLeaseThatIsOverStopsTheServiceAndProvesIt() throws Exception {
        model.lease("portraits", Optional.of(Duration.ofMinutes(30)), Optional.empty());
        loop.until(() -> model.find("portraits").flatMap(ServiceFacts::lease).isPresent());
        assertEquals("Running", cloud.eas().describe("portraits").status());

        later = Duration.ofMinutes(31);
        until("Stopped");
        loop.until(() -> model.doing().get().isEmpty());

        assertEquals("Stopped", cloud.eas().describe("portraits").status());
        assertEquals(List.of(), cloud.spending().leases().all());
        assertFalse(model.notice().get().orElseThrow().bad());
    }

    @Test
    void theMeterSaysWhichOfSeveralServicesStops() throws Exception {
        model.lease("portraits", Optional.of(HALF_AN_HOUR), Optional.empty());
        loop.until(() -> model.find("portraits").flatMap(ServiceFacts::lease).isPresent());
        var meter = new CostMeter(model, () -> {});
        meter.tick();
        var one = meter.getAccessibleContext().getAccessibleName();
        assertFalse(one.contains("portraits"), one);

        cloud.eas().create(ServiceConfig.read(CONFIG.replace("portraits", "landscapes")));
        loop.until(() -> {
            model.look();
            return model.running().size() == 2;
        });
        meter.tick();
        var two = meter.getAccessibleContext().getAccessibleName();
        assertTrue(two.contains("portraits stops in"), two);
    }

    @Test
    void theMeterCallsNothingRunningThatOnlyStarts() throws Exception {
        faults.set(List.of(new Fault.ColdStart(Duration.ofHours(1))));
        cloud.eas().create(ServiceConfig.read(CONFIG.replace("portraits", "landscapes")));
        model.stop("portraits", _ -> {});
        until("Stopped");
        loop.until(() -> model.running().size() == 1);
        var meter = new CostMeter(model, () -> {});
        meter.tick();
        assertEquals("1 starting", meter.getAccessibleContext().getAccessibleName());
    }

    /// After a restart nothing is known but the lease.
    @Test
    void theCountdownGoesOnAfterARestart() throws Exception {
        model.lease("portraits", Optional.of(Duration.ofMinutes(30)), Optional.empty());
        loop.until(() -> model.find("portraits").flatMap(ServiceFacts::lease).isPresent());
        loop.until(() -> model.doing().get().isEmpty());
        later = Duration.ofMinutes(20);

        model.connect(Optional.of(cloud));
        loop.until(() -> model.find("portraits").isPresent());

        var end = ServiceWords.end(model.find("portraits").orElseThrow()).orElseThrow();
        assertTrue(end.isBefore(now().plus(Duration.ofMinutes(11))), end::toString);
    }

    @Test
    void aTestCallIsWork() throws Exception {
        model.lease("portraits", Optional.of(Duration.ofMinutes(30)), Optional.empty());
        loop.until(() -> model.find("portraits").flatMap(ServiceFacts::lease).isPresent());
        loop.until(() -> model.doing().get().isEmpty());
        later = Duration.ofMinutes(20);

        model.worked("portraits");
        loop.until(() -> model.doing().get().isEmpty());

        later = Duration.ofMinutes(45);
        model.look();
        loop.until(() -> model.doing().get().isEmpty());
        assertEquals("Running", cloud.eas().describe("portraits").status());
    }

    /// Called with nothing but its address and its token, as a script does.
    @Test
    void aCallOfAnotherProgramIsWork() throws Exception {
        model.lease("portraits", Optional.of(Duration.ofMinutes(30)), Optional.empty());
        loop.until(() -> model.find("portraits").flatMap(ServiceFacts::lease).isPresent());
        loop.until(() -> model.doing().get().isEmpty());
        later = Duration.ofMinutes(20);
        var service = cloud.eas().describe("portraits");
        var body = "{\"prompt\":\"a cat\",\"steps\":1,\"width\":64,\"height\":64}";
        var call =
                HttpRequest.newBuilder()
                        .uri(URI.create(service.internetEndpoint() + "/sdapi/v1/txt2img"))
                        .header("Authorization", service.token().reveal())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            assertEquals(200, client.send(call, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
        // Whichever look sees the call first, also one that began before it was answered.
        loop.until(() -> {
            model.look();
            return model.find("portraits")
                    .flatMap(ServiceFacts::lease)
                    .filter(it -> it.lastPut() > 0)
                    .isPresent();
        });

        later = Duration.ofMinutes(45);
        model.look();
        loop.until(() -> model.doing().get().isEmpty());
        assertEquals("Running", cloud.eas().describe("portraits").status());
        later = Duration.ofMinutes(52); // half an hour after the call
        until("Stopped");
    }

    /// As the wizard says of a new deployment.
    @Test
    void aServiceThatIsStartedStopsAsIsSetForAll() throws Exception {
        model.stop("portraits", stopped -> assertTrue(stopped));
        until("Stopped");
        loop.until(() -> model.doing().get().isEmpty());
        usual =
                begun ->
                        new UsualStop(
                                Optional.of(begun.plus(Duration.ofHours(2))), Optional.empty());

        model.start("portraits");
        until("Running");
        loop.until(() -> model.doing().get().isEmpty());

        var lease = model.find("portraits").flatMap(ServiceFacts::lease).orElseThrow();
        assertEquals(Optional.empty(), lease.idle());
        assertTrue(lease.until().orElseThrow().isBefore(now().plus(Duration.ofHours(2))));
        var timers = cloud.eas().scaling("portraits").byClock();
        assertEquals(1, timers.size(), "the service's own timer");
        later = Duration.ofMinutes(121);
        until("Stopped");
    }

    @Test
    void moreTimeIsMoreTime() throws Exception {
        model.lease("portraits", Optional.of(Duration.ofMinutes(30)), Optional.empty());
        loop.until(() -> model.find("portraits").flatMap(ServiceFacts::lease).isPresent());
        loop.until(() -> model.doing().get().isEmpty());
        model.keep("portraits", Duration.ofHours(1));
        loop.until(() -> {
            model.look();
            return model.find("portraits")
                    .flatMap(ServiceWords::end)
                    .filter(it -> it.isAfter(now().plus(Duration.ofMinutes(55))))
                    .isPresent();
        });
        later = Duration.ofMinutes(45);
        model.look();
        loop.until(() -> model.doing().get().isEmpty());
        assertEquals("Running", cloud.eas().describe("portraits").status());
    }

    /// Also where an earlier version let a price be set.
    @Test
    void nothingInTheSandboxCounts() throws Exception {
        model.price(MACHINE, new BigDecimal("8.10"), "CNY");
        model.limit(new SpendingCap(Optional.of(new BigDecimal("1")), Optional.empty(), "CNY"));
        var free = new Spending(folder, this::now, true);
        var local = new Cloud(sandbox.access(folder), free, REGION, CloudSession.SANDBOX);
        loop.until(() -> priced(free));
        model.connect(Optional.of(local));
        until("Running");
        later = Duration.ofHours(5);
        var before = model.find("portraits").orElseThrow().times().checked();
        loop.until(() -> {
            model.look();
            return model.find("portraits")
                    .filter(it -> it.times().checked().isAfter(before.plusSeconds(60)))
                    .isPresent();
        });

        var spent = model.spent().get();
        assertEquals(0, spent.month().signum());
        assertEquals(Optional.empty(), spent.reached());
        assertEquals(
                Optional.empty(), queue.at(local.place("portraits")).orElseThrow().away().get());
        assertEquals(Optional.empty(), model.find("portraits").orElseThrow().money().hour());
        long made = queue.add(queue.at(local.place("portraits")).orElseThrow(), picture(), false);
        loop.until(() -> job(made).state() == Job.State.DONE);
    }

    private static boolean priced(Spending spending) {
        try {
            return Prices.read(spending.money()).own().of(MACHINE).isPresent()
                    && spending.prices().cap().isSet();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void jobsWaitWithASentenceOnceTheCapIsReached() throws Exception {
        model.price(MACHINE, new BigDecimal("8.10"), "CNY");
        model.limit(new SpendingCap(Optional.of(new BigDecimal("1")), Optional.empty(), "CNY"));
        later = Duration.ofMinutes(10); // 1.35 at 8.10 an hour
        loop.until(() -> {
            model.look();
            return place().away().get().isPresent();
        });
        var why = place().away().get().orElseThrow();
        assertEquals(WaitReason.Why.CAP, why.why());
        assertTrue(why.words().contains("1.00"), why.words());
        long waits = queue.add(place(), picture(), false);
        assertEquals(Job.State.QUEUED, job(waits).state());

        model.limit(SpendingCap.NONE);
        loop.until(() -> {
            model.look();
            return job(waits).state() == Job.State.DONE;
        });
        assertEquals(new BigDecimal("8.10"), place().price().get().orElseThrow().hour());
    }

    @Test
    void aTokenThatIsRefusedFailsTheJobAndSaysSo() throws Exception {
        faults.set(List.of(Fault.parse("token")));
        long job = queue.add(place(), picture(), false);
        loop.until(() -> job(job).state() == Job.State.FAILED);
        assertTrue(job(job).reason().toLowerCase(Locale.ROOT).contains("token"), job(job).reason());
    }

    /// A service that somebody deleted meanwhile; what the control plane refuses is said as every
    /// other failure is.
    @Test
    void whatTheControlPlaneRefusesIsSaidInTheLanguageOfTheUser() throws Exception {
        var before = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.Category.DISPLAY, Locale.SIMPLIFIED_CHINESE);
        try {
            model.scale("no-such-service", 2);
            loop.until(() -> model.notice().get().isPresent());
        } finally {
            Locale.setDefault(Locale.Category.DISPLAY, before);
        }

        var words = model.notice().get().orElseThrow().words();
        assertTrue(words.startsWith("no-such-service："), words);
        assertTrue(words.matches(".*[\\u4e00-\\u9fff]{4,}.*"), words);
    }

    /// Without the pill of the sandbox the rest of the head stays where it is.
    @Test
    void theHeadOfACardIsWholeForAnAccountToo() throws Exception {
        SwingUtilities.invokeAndWait(() -> {
            var card = new ServiceCard("portraits", model, NO_VERBS);
            card.show();
            var all = card.component();
            all.setSize(700, 240);
            layOut(all);
            var more = named(all, "service-more:portraits").orElseThrow();
            assertTrue(more.getWidth() <= 80, () -> "wide: " + more.getWidth());
            var right = SwingUtilities.convertPoint(more, more.getWidth(), 0, all).x;
            assertTrue(right > 650, () -> "ends at " + right);
        });
    }

    private static void layOut(Container place) {
        place.doLayout();
        for (var part : place.getComponents()) {
            if (part instanceof Container inner) {
                layOut(inner);
            }
        }
    }

    private static Optional<Component> named(Container place, String name) {
        return Stream.of(place.getComponents())
                .flatMap(it ->
                        name.equals(it.getName())
                                ? Stream.of(it)
                                : it instanceof Container inner
                                        ? named(inner, name).stream()
                                        : Stream.empty())
                .findFirst();
    }

    private static final ServiceCard.Verbs NO_VERBS =
            (ServiceCard.Verbs)
                    Proxy.newProxyInstance(
                            ServiceCard.Verbs.class.getClassLoader(),
                            new Class<?>[] {ServiceCard.Verbs.class},
                            (_, verb, _) -> verb.getReturnType() == List.class ? List.of() : null);

    @Test
    void anotherAccountTakesThePlacesAway() throws Exception {
        model.connect(Optional.empty());
        assertEquals(List.of(), model.services().get());
        assertEquals(1, queue.places().get().size());
    }
}
