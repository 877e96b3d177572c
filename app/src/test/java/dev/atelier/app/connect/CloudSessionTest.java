package dev.atelier.app.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.connect.CloudSession.State;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Identity;
import dev.atelier.cloud.account.KeyStore;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/// The session against a sandbox that really answers.
class CloudSessionTest {
    private static final String SECRET = "never-to-be-written-4711";

    @TempDir private Path folder;

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private Tasks tasks;
    private CloudSession session;

    @BeforeEach
    void open() {
        tasks = new Tasks(events::add);
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        var sources =
                new CloudAccess(
                        Map.of(),
                        folder.resolve("home"),
                        () -> KeyStore.sessionOnly(Message.plain("There is no key store here.")));
        session =
                new CloudSession(
                        new CloudSession.Dependencies(
                                new DataFolder(folder, folder),
                                Settings.open(folder.resolve("settings.properties"), tasks),
                                tasks,
                                sources,
                                () -> idle));
    }

    @AfterEach
    void close() {
        session.close();
        tasks.close();
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            var event = events.poll(30, TimeUnit.SECONDS);
            assertTrue(event != null, () -> "stays at " + session.state().get());
            event.run();
        }
    }

    private Connection connected() throws InterruptedException {
        until(() -> session.connection().get().isPresent());
        return session.connection().get().orElseThrow();
    }

    @Test
    void theSandboxIsOneStepAwayAndComesBackWithItsServices() throws Exception {
        session.startSandbox();
        var first = connected();
        assertTrue(first.isSandbox());
        assertEquals(
                "1000000000000001",
                Identity.ask(first.access().calls(Optional.empty())).accountId());
        first.eas().create(Blueprint.sync("sd_kept", first.region()).config());
        assertEquals(1, first.inventory().buckets().orNone().size());
        close();

        open();
        session.resume();
        var again = connected();
        assertTrue(again.isSandbox());
        assertEquals("sd_kept", again.eas().list().getFirst().name());
        assertEquals(folder.resolve("sandbox"), again.spending().folder());
    }

    /// Whichever of the two is done first: the sandbox that is connected to answers.
    @Test
    void whoLeavesTheSandboxAndComesBackAtOnceIsConnected() throws Exception {
        session.startSandbox();
        connected();
        for (int i = 0; i < 20; i++) {
            session.disconnect();
            session.startSandbox();
            var to = connected();
            assertTrue(to.eas().list().isEmpty(), "time " + i);
            assertEquals(1, to.inventory().buckets().orNone().size(), "time " + i);
        }
    }

    @Test
    void everyProfileCanBeChosenAndIsFoundAgain() throws Exception {
        profiles();
        assertEquals(
                List.of("cli:team", "cli:own"),
                session.found().stream().map(it -> it.id()).toList());
        var own = session.found().get(1);
        assertEquals("LTAI4G…m3Bz", own.masked());
        assertEquals("~/.aliyun/config.json", own.place());
        session.connect(own, "");
        var made = connected();
        assertFalse(made.isSandbox());
        assertEquals("cn-hangzhou", made.region());
        assertEquals("own", made.origin().name());
        close();

        open();
        session.resume();
        assertEquals("cli:own", connected().origin().id());
        session.disconnect();
        close();
        for (var file : written()) {
            assertFalse(Files.readString(file).contains(SECRET), () -> file + " has the secret");
        }

        open();
        session.resume();
        assertInstanceOf(State.None.class, session.state().get());
    }

    @Test
    void withoutARegionNothingIsConnectedAndTheReasonIsSaid() throws Exception {
        var typed = session.typed(Credentials.of("LTAI5tTyped000000000", SECRET, ""), true);
        assertEquals(CloudSession.TYPED, typed.id());
        session.connect(typed, "");
        until(() -> session.state().get() instanceof State.Failed);
        assertTrue(((State.Failed) session.state().get()).why().contains("region"));
        assertFalse(session.state().get().toString().contains(SECRET));
        session.connect(typed, "cn-shanghai");
        assertEquals("cn-shanghai", connected().region());
        assertFalse(connected().access().toString().contains(SECRET));
    }

    private void profiles() throws IOException {
        var file = folder.resolve("home/.aliyun/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                {"current":"team","profiles":[
                 {"name":"own","mode":"AK","access_key_id":"LTAI4GabcdefghijklKm3Bz",
                  "access_key_secret":"%s","region_id":"cn-hangzhou"},
                 {"name":"team","mode":"AK","access_key_id":"LTAI5tabcdefghijkl9Qx2",
                  "access_key_secret":"%s","region_id":"ap-southeast-1"},
                 {"name":"role","mode":"RamRoleArn","access_key_id":"LTAI5t"}]}
                """
                        .formatted(SECRET, SECRET));
    }

    private List<Path> written() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(it -> !it.startsWith(folder.resolve("home")))
                    .toList();
        }
    }
}
