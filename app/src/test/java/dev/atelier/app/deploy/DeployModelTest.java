package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.deploy.Deployment.Phase;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import dev.atelier.cloud.deploy.lint.Rule;
import dev.atelier.cloud.eas.StartProblem;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Prices;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The draft and the deployment against the sandbox that the studio starts.
class DeployModelTest {
    @TempDir private Path folder;

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Map<String, DeployModel.PictureTime> learned = new HashMap<>();
    private volatile Generator painter = (recipe, _, _) -> List.of(grey(recipe));
    private Tasks tasks;
    private Settings settings;
    private CloudSession session;
    private DeployModel model;
    private DeploymentModel deployment;

    @BeforeEach
    void open() {
        tasks = new Tasks(events::add);
        var grey =
                new CloudSettings.Backend(
                        (recipe, to, cancellation) -> painter.generate(recipe, to, cancellation),
                        Catalogue.of(new ModelRef("starter", "")));
        var home = new DataFolder(folder, folder);
        settings = Settings.open(folder.resolve("settings.properties"), tasks);
        var sources = new CloudAccess(Map.of(), folder.resolve("home"));
        session =
                new CloudSession(
                        new CloudSession.Dependencies(home, settings, tasks, sources, () -> grey));
        model =
                new DeployModel(
                        session,
                        tasks,
                        folder.resolve("deploy/draft.json"),
                        machine -> Optional.ofNullable(learned.get(machine)));
        var around = new DeploymentModel.Dependencies(home.pictures(), Duration.ofMillis(200));
        deployment = new DeploymentModel(session, tasks, settings, around);
    }

    private static Picture grey(Recipe recipe) {
        var size = recipe.size();
        return new Picture(size, new byte[size.width() * size.height() * 3], recipe, Map.of());
    }

    @AfterEach
    void close() {
        session.close();
        tasks.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        // Looks at a deployment are events, too, which never cease.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!reached.getAsBoolean()) {
            var event = events.poll(30, TimeUnit.SECONDS);
            assertTrue(
                    event != null && System.nanoTime() < end,
                    () -> "stays at " + model.problem().get() + deployment.current().get());
            event.run();
        }
    }

    private void connect() throws InterruptedException {
        session.startSandbox();
        until(() -> !model.offers().get().region().isEmpty());
    }

    private Phase phase() {
        return deployment.current().get().orElseThrow().phase();
    }

    private static String article() throws IOException {
        try (var in = DeployModelTest.class.getResourceAsStream("article.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The pickers know which network reaches a mount target, and so does the finding's fix.
    @Test
    void aNasWithoutItsNetworkIsGivenIt() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        var whole = model.reading().get().config().orElseThrow().networking();
        assertTrue(whole.complete());
        model.edit(config -> config.without("/cloud/networking"));
        var finding =
                model.reading().get().findings().stream()
                        .filter(it -> it.rule() == Rule.NAS_WITHOUT_NETWORK)
                        .findFirst()
                        .orElseThrow();

        model.fix(finding);

        assertEquals(whole, model.reading().get().config().orElseThrow().networking());
        assertEquals(0, model.reading().get().errors());
    }

    /// Also after a restart; the next deployment begins anew.
    @Test
    void aPlaceThatWasChosenSinceTheDeploymentBeganStays() throws Exception {
        deployment.placeWasChosen();
        assertTrue(deployment.choosesPlace(), "nothing was under way");
        connect();
        model.recommend(Edition.STANDARD);
        var config = model.reading().get().config().orElseThrow();
        deployment.deploy(config, false);
        assertTrue(deployment.choosesPlace());

        deployment.placeWasChosen();

        assertFalse(deployment.choosesPlace());
        var around = new DeploymentModel.Dependencies(folder.resolve("p"), Duration.ofMillis(200));
        var later = new DeploymentModel(session, tasks, settings, around);
        assertFalse(later.choosesPlace());
        until(() -> phase() == Phase.DONE);
        deployment.deploy(config, true);
        assertTrue(deployment.choosesPlace());
    }

    @Test
    void theRecommendationRunsAndMakesAPicture() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        assertEquals(0, model.reading().get().errors(), () -> model.reading().get().toString());
        var config = model.reading().get().config().orElseThrow();
        assertEquals("vpc-sandbox1", config.networking().vpc());
        assertTrue(model.isReady(false));
        deployment.deploy(config, false);
        until(() -> phase() == Phase.DONE);
        var done = deployment.current().get().orElseThrow();
        assertEquals("Running", done.stages().getLast().word());
        assertTrue(Files.size(done.picture().orElseThrow()) > 100);
        assertFalse(done.tail().events().isEmpty());
        var first = done.stages().getFirst();
        assertEquals(
                first.time(first.from()).toMillis() / 1000.0,
                deployment.times().usual(first.word()).orElseThrow().toMillis() / 1000.0,
                0.11);
        var leases = model.connection().orElseThrow().spending().leases().all();
        assertEquals(Optional.of(Duration.ofMinutes(30)), leases.getFirst().idle());

        model.ask();
        until(() -> model.offers().get().service("sd_atelier").isPresent());
        assertFalse(model.isReady(false), "the name is taken");
        assertTrue(model.isReady(true));
        until(() -> model.compared().get().isPresent());
        assertTrue(model.compared().get().get().diff().isEmpty());
        assertEquals("sd_atelier_2", model.offers().get().freeName("sd_atelier"));

        changingItIsWork(config);
        costsTogether();
        deployment.delete();
        until(() -> phase() == Phase.GONE);
        assertTrue(model.connection().orElseThrow().spending().leases().all().isEmpty());
        assertTrue(model.connection().orElseThrow().eas().find("sd_atelier").isEmpty());
    }

    /// Counted from the deployment, also where the studio was closed before the service ran.
    @Test
    void hoursGiveTheLeaseAnEndThatWorkDoesNotPutOff() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        deployment.hours(3);
        var before = Instant.now().truncatedTo(ChronoUnit.MILLIS); // as a lease is kept
        deployment.deploy(model.reading().get().config().orElseThrow(), false);
        until(() -> phase() == Phase.DONE);
        var lease = leases().getFirst();
        var until = lease.until().orElseThrow();
        assertFalse(until.isBefore(before.plus(Duration.ofHours(3))));
        assertFalse(until.isAfter(Instant.now().plus(Duration.ofHours(3))));
        assertEquals(Optional.of(Duration.ofMinutes(30)), lease.idle());
        model.write(model.text().get() + "\n");
        var noted = Optional.of(leases().getFirst());
        until(() -> model.costs().get().lease().equals(noted));

        var to = session.connection().get().orElseThrow();
        to.spending().leases().remove(to.region(), lease.service(), lease.account());
        settings.put(StudioSettings.DEPLOYING, "sandbox " + to.region() + " " + lease.service());
        deployment =
                new DeploymentModel(
                        session,
                        tasks,
                        settings,
                        new DeploymentModel.Dependencies(folder, Duration.ofMillis(200)));
        session.disconnect();
        connect();
        until(() -> deployment.current().get().filter(it -> it.phase() == Phase.DONE).isPresent());
        assertEquals(Optional.of(until), leases().getFirst().until());
    }

    private List<Lease> leases() throws IOException {
        return session.connection().get().orElseThrow().spending().leases().all();
    }

    /// Its lease goes on from the change, however long it was idle before.
    private void changingItIsWork(ServiceConfig config) throws Exception {
        var leases = model.connection().orElseThrow().spending().leases();
        var old = leases.all().getFirst();
        var idle = Duration.ofMinutes(29);
        leases.put(
                new Lease(
                        old.service(),
                        old.region(),
                        old.until(),
                        old.idle(),
                        old.lastWork().minus(idle),
                        old.lastPut(),
                        old.account()));
        deployment.deploy(config, true);
        until(() -> phase() == Phase.DONE);
        var lease = model.connection().orElseThrow().spending().leases().all().getFirst();
        assertTrue(lease.lastWork().isAfter(old.lastWork().minus(idle.dividedBy(2))));
    }

    /// Another one beside it, on a machine of the same type.
    private void costsTogether() throws Exception {
        model.edit(it -> it.with("/metadata/name", "sd_other"));
        until(() -> model.costs().get().names().equals(List.of("sd_atelier")));
        assertTrue(model.costs().get().together().isEmpty(), "the sandbox is free");
    }

    @Test
    void aPriceThatWasSaidIsNotCountedInTheSandbox() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        var label = Label.small("");
        var machine = model.reading().get().config().orElseThrow().machine().orElseThrow();
        var price = new OwnPrices.Price(new BigDecimal("9"), "CNY", LocalDate.of(2026, 3, 1));
        var spending = session.connection().get().orElseThrow().spending();
        Prices.change(
                spending.money(), now -> new Prices(now.own().with(machine, price), now.cap()));
        assertTrue(spending.prices().own().byMachine().isEmpty());
        learned.put(machine, new DeployModel.PictureTime(Duration.ofSeconds(4), "sd_old"));
        model.write(model.text().get() + "\n");
        PriceWords.each(model, Messages.of(DeployModelTest.class), label);
        assertFalse(label.isVisible());
        assertTrue(model.costs().get().hour().isEmpty());
    }

    /// The edition has no API and is in two regions only: it is named where it fits.
    @Test
    void theCheaperEditionIsNamedWhereThereIsOne() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        assertTrue(PriceWords.hasCheaperEdition(model.reading().get(), "cn-hangzhou"));
        assertFalse(PriceWords.hasCheaperEdition(model.reading().get(), "cn-beijing"));
        model.recommend(Edition.API);
        assertFalse(PriceWords.hasCheaperEdition(model.reading().get(), "cn-hangzhou"));
    }

    @Test
    void theArticlesJsonIsRepairedAndRuns() throws Exception {
        connect();
        model.write(article());
        var rules = model.reading().get().findings().stream().map(it -> it.rule()).toList();
        assertTrue(rules.contains(Rule.TRAILING_COMMA), rules::toString);
        assertTrue(rules.contains(Rule.PLACEHOLDER), rules::toString);
        assertFalse(model.isReady(false));
        assertTrue(model.isForeign());
        model.adopt();
        assertEquals(0, model.reading().get().errors(), () -> model.reading().get().toString());
        var config = model.reading().get().config().orElseThrow();
        assertEquals("oss://atelier-sandbox/data-oss/", Edits.oss(config));
        deployment.deploy(config, false);
        until(() -> phase().isOver());
        assertEquals(Phase.DONE, phase(), () -> deployment.current().get().toString());
    }

    @Test
    void theFirstDraftIsTheRecommendationAndNoneTakesThePlaceOfOneThatWasEmptied()
            throws Exception {
        model.open();
        connect();
        until(() -> model.isReady(false));
        assertEquals("sd_atelier", model.reading().get().config().orElseThrow().name());

        model.write("");
        session.disconnect();
        until(() -> model.offers().get().region().isEmpty());
        connect();
        assertEquals("", model.text().get());
    }

    @Test
    void theFormTouchesOnlyItsKeys() throws Exception {
        connect();
        model.write(
                """
                {"x-team-note": "poster season",
                 "metadata": {"name": "a", "instance": 1, "rpc.keepalive": 7},
                 "containers": [{"image": "i", "port": 8000, "env": [{"name": "A"}]}]}
                """);
        model.edit(config -> Edits.withName(config, "poster"));
        model.edit(config -> Edits.withOssFolder(config, "oss://b/c/"));
        assertEquals(
                "{\"x-team-note\":\"poster season\","
                        + "\"metadata\":{\"name\":\"poster\",\"instance\":1,\"rpc.keepalive\":7},"
                        + "\"containers\":[{\"image\":\"i\",\"port\":8000,\"env\":[{\"name\":\"A\"}]}],",
                model.reading()
                        .get()
                        .config()
                        .orElseThrow()
                        .toCompactJson()
                        .replaceFirst("\"storage\".*", ""));
    }

    @Test
    void theFormLeavesCommentsWhereTheyAre() throws Exception {
        connect();
        var text =
                """
                {"metadata": {"name": "a", "instance": 1}, // for the poster
                 "containers": [{"image": "i", "port": 8000}]}
                """;
        model.write(text);
        model.edit(config -> Edits.withName(config, "poster"));
        assertEquals(text.replace("\"a\"", "\"poster\""), model.text().get());
    }

    @Test
    void theDraftAndTheDeploymentOutliveARestart() throws Exception {
        connect();
        model.recommend(Edition.API);
        var text = model.text().get();
        deployment.deploy(model.reading().get().config().orElseThrow(), false);
        until(() -> phase() == Phase.STARTING);
        close();

        open();
        model.open();
        session.resume();
        until(() -> model.text().get().equals(text));
        until(() -> deployment.current().get().isPresent());
        assertEquals("sd_atelier", deployment.current().get().orElseThrow().service());
        until(() -> phase().isOver());
        assertEquals(Phase.DONE, phase(), () -> deployment.current().get().toString());
    }

    /// The first deployment says nothing of how long it will take; the second knows what the first
    /// took, state by state, and no more than its own clock is needed to tell.
    @Test
    void theSecondDeploymentKnowsHowLongItWillTake() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        var config = model.reading().get().config().orElseThrow();
        deployment.deploy(config, false);
        var begun = deployment.current().get().orElseThrow();
        var times = deployment.times();
        assertEquals(Optional.empty(), times.estimate(begun, true, Instant.now()).whole());
        assertEquals(List.of(), times.ahead(begun));
        until(() -> phase() == Phase.DONE);
        var words =
                deployment.current().get().orElseThrow().stages().stream()
                        .map(Deployment.Stage::word)
                        .toList();
        deployment.delete();
        until(() -> phase() == Phase.GONE);

        deployment.deploy(config, false);
        var second = deployment.current().get().orElseThrow();
        assertEquals(words.subList(0, words.size() - 1), times.ahead(second));
        var known = Duration.ZERO;
        for (var word : times.ahead(second)) {
            known = known.plus(deployment.usual(word).orElseThrow());
        }
        assertEquals(Optional.of(known), times.estimate(second, false, second.begun()).whole());
        var picture = deployment.usual(StageTimes.PICTURE).orElseThrow();
        assertEquals(
                Optional.of(known.plus(picture)),
                times.estimate(second, true, second.begun()).whole());
        until(() -> phase() == Phase.DONE);
    }

    @Test
    void withoutTheFirstPictureItIsReadyOnceItRuns() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        deployment.after().set(AfterStart.Choice.DRAW, false);
        deployment.deploy(model.reading().get().config().orElseThrow(), false);
        until(() -> phase().isOver());
        assertEquals(Phase.DONE, phase());
        assertEquals(Optional.empty(), deployment.current().get().orElseThrow().picture());
        assertEquals("", settings.get(StudioSettings.DEPLOYING));

        deployment.drawAgain();
        until(() -> phase() == Phase.DRAWING);
        until(() -> phase() == Phase.DONE);
        assertTrue(deployment.current().get().orElseThrow().picture().isPresent());
    }

    /// The queue takes 8 KB, and a NAS cannot be read from outside: each attempt would be drawn and
    /// refused alike.
    @Test
    void aFirstPictureThatCannotBeHandedOverIsDrawnOnce() throws Exception {
        var drawn = new AtomicInteger();
        painter =
                (recipe, _, _) -> {
                    drawn.incrementAndGet();
                    var noise = new byte[recipe.size().width() * recipe.size().height() * 3];
                    new Random(1).nextBytes(noise);
                    return List.of(new Picture(recipe.size(), noise, recipe, Map.of()));
                };
        connect();
        deployment.deploy(withoutBucket(), false);
        until(() -> phase().isOver());
        assertEquals(Phase.NO_PICTURE, phase());
        var why = deployment.current().get().orElseThrow().message();
        assertTrue(why.contains("OSS folder"), why);
        assertEquals(1, drawn.get());
    }

    @Test
    void aFirstPictureThatTakesForEverCanBeCancelled() throws Exception {
        var begun = new CountDownLatch(1);
        painter =
                (_, _, cancellation) -> {
                    begun.countDown();
                    while (!cancellation.ends()) {
                        LockSupport.parkNanos(10_000_000);
                    }
                    throw new GenerationException(new Failure.Cancelled(), null);
                };
        connect();
        deployment.deploy(withoutBucket(), false);
        until(() -> phase() == Phase.DRAWING);
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        tasks.running().get().stream()
                .filter(it -> it.title().equals("draw-first"))
                .forEach(Task::cancel);
        until(() -> phase().isOver());
        assertEquals(Phase.NO_PICTURE, phase());
        assertTrue(tasks.running().get().stream().noneMatch(it -> it.title().equals("draw-first")));
    }

    private ServiceConfig withoutBucket() {
        model.recommend(Edition.STANDARD);
        var network = model.reading().get().config().orElseThrow().networking();
        return Blueprint.async("sd_atelier", "cn-hangzhou")
                .withNas("0a1b2c3d4e-xyz12.cn-hangzhou.nas.aliyuncs.com")
                .withNetwork(network)
                .config();
    }

    @Test
    void aFailedStartIsExplained() throws Exception {
        connect();
        model.recommend(Edition.STANDARD);
        model.edit(config -> Edits.withImage(config, "registry.example/no/such:1"));
        deployment.deploy(model.reading().get().config().orElseThrow(), false);
        until(() -> phase() == Phase.FAILED);
        var said = deployment.current().get().orElseThrow().message();
        assertTrue(said.startsWith("ImagePullBackOff"), said);
        assertEquals(
                Optional.of(StartProblem.IMAGE),
                deployment.current().get().orElseThrow().problem());
    }

    @Test
    void whatIsNoConfigIsSaidWithItsLine() {
        model.write("{\n \"metadata\": {");
        assertTrue(model.reading().get().unread().isPresent());
        assertFalse(model.isReady(true));
    }
}
