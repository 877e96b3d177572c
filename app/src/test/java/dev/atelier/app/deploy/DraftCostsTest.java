package dev.atelier.app.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.SandboxRig;
import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.Connection;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Prices;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a draft's service would cost in an account that is billed: a cloud whose key was found in
/// the environment, which the studio does not know for a sandbox.
class DraftCostsTest {
    private static final String BESIDE = "sd_beside";
    private static final String OTHER = "ecs.gn6i-c4g1.xlarge";
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir private Path folder;

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Map<String, DeployModel.PictureTime> learned = new HashMap<>();
    private Tasks tasks;
    private SandboxRig cloud;
    private CloudSession session;
    private DeployModel model;

    @BeforeEach
    void connect() throws Exception {
        tasks = new Tasks(events::add);
        cloud = SandboxRig.open(SandboxRig.BLACK, Duration.ZERO);
        var variables = new HashMap<>(cloud.environment());
        variables.put("ALIBABA_CLOUD_REGION_ID", SandboxRig.REGION);
        session =
                new CloudSession(
                        new CloudSession.Dependencies(
                                new DataFolder(folder, folder),
                                Settings.open(folder.resolve("settings.properties"), tasks),
                                tasks,
                                new CloudAccess(variables, folder.resolve("home")),
                                () -> {
                                    throw new IllegalStateException("no sandbox is asked for");
                                }));
        model =
                new DeployModel(
                        session,
                        tasks,
                        folder.resolve("draft.json"),
                        machine -> Optional.ofNullable(learned.get(machine)));
        session.connect(session.found().getFirst(), SandboxRig.REGION);
        until(() -> !model.offers().get().region().isEmpty());
        assertFalse(account().isSandbox());
    }

    @AfterEach
    void close() {
        session.close();
        tasks.close();
        cloud.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            var event = events.poll(30, TimeUnit.SECONDS);
            assertTrue(event != null, () -> "stays at " + model.costs().get());
            event.run();
        }
    }

    private Connection account() {
        return session.connection().get().orElseThrow();
    }

    private void price(String machine, String hour, String currency) throws Exception {
        var price = new OwnPrices.Price(new BigDecimal(hour), currency, DAY);
        Prices.change(
                account().spending().money(),
                now -> new Prices(now.own().with(machine, price), now.cap()));
    }

    /// A service that runs, as the studio sees it at each look.
    private void runs(String machine) throws Exception {
        var eas = account().eas();
        eas.create(Blueprint.sync(BESIDE, SandboxRig.REGION).withMachine(machine).config());
        while (!eas.describe(BESIDE).isRunning()) {
            Thread.sleep(50);
        }
        account().spending().saw(eas.describe(BESIDE));
        model.ask();
        until(() -> model.offers().get().service(BESIDE).isPresent());
    }

    /// A draft on the usual machine, and its costs once they are known.
    private DraftCosts costs(int instances) throws Exception {
        var config = Blueprint.sync("sd_draft", SandboxRig.REGION).config();
        model.write("");
        model.write(config.with("/metadata/instance", instances).toJson());
        var event = events.poll(30, TimeUnit.SECONDS);
        while (event != null) {
            event.run();
            event = events.poll(500, TimeUnit.MILLISECONDS);
        }
        return model.costs().get();
    }

    private static String usual() {
        return Blueprint.sync("x", SandboxRig.REGION).machine();
    }

    private static void assertPrice(String hour, Optional<OwnPrices.Price> price) {
        assertEquals(
                0, new BigDecimal(hour).compareTo(price.orElseThrow().hour()), price::toString);
        assertEquals("CNY", price.get().currency());
    }

    /// Two instances at 9 an hour, beside one service at 5.50.
    @Test
    void theDraftAndWhatRunsBesideItAreAddedUp() throws Exception {
        price(usual(), "9", "CNY");
        price(OTHER, "5.50", "CNY");
        runs(OTHER);

        var costs = costs(2);

        assertPrice("9", costs.machine());
        assertPrice("18", costs.hour());
        assertEquals(List.of(BESIDE), costs.names());
        assertPrice("5.50", Optional.ofNullable(costs.beside().get(BESIDE)));
        assertPrice("23.50", costs.together());
    }

    @Test
    void noSumIsSaidWhereAPriceIsMissingOrInAnotherCurrency() throws Exception {
        price(usual(), "9", "CNY");
        runs(OTHER);
        assertTrue(costs(1).together().isEmpty(), "nobody noted a price of the other");
        assertTrue(costs(1).beside().isEmpty());

        price(OTHER, "1", "USD");
        assertTrue(costs(1).together().isEmpty(), "yuan and dollars have no sum");
        price(OTHER, "5.50", "CNY");
        assertPrice("14.50", costs(1).together());
    }

    /// 4 seconds at 9 an hour are a hundredth: 9 × 4 / 3600.
    @Test
    void aPictureCostsItsTimeOnTheMachine() throws Exception {
        var label = Label.small("");
        var messages = Messages.of(DraftCostsTest.class);
        learned.put(usual(), new DeployModel.PictureTime(Duration.ofSeconds(4), "sd_old"));
        costs(1);
        PriceWords.each(model, messages, label);
        assertFalse(label.isVisible(), "no price is known");

        price(usual(), "9", "CNY");
        costs(1);
        PriceWords.each(model, messages, label);

        assertTrue(label.isVisible());
        assertEquals(
                "≈ ¥0.010 a picture such as the one on Create: 4.0 s on sd_old", label.getText());
        assertEquals(
                "¥9 an hour while it runs, as noted on 2026-03-01",
                PriceWords.hour(model, messages));
        learned.clear();
        costs(1);
        PriceWords.each(model, messages, label);
        assertFalse(label.isVisible(), "no time is known");
    }
}
