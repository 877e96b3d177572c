package dev.atelier.app.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.PermissionCheck;
import dev.atelier.app.account.PermissionCheck.Answer;
import dev.atelier.app.connect.ConnectModel.Problem;
import dev.atelier.app.connect.ConnectModel.Row;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.KeyStore;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.request.Catalogue;
import java.io.IOException;
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

/// What a key may do, asked of a sandbox that checks signatures.
class ConnectModelTest {
    @TempDir private Path folder;

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Tasks tasks = new Tasks(events::add);
    private final Faults faults = new Faults();
    private Sandbox cloud;
    private ConnectModel model;

    @BeforeEach
    void start() throws IOException {
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        cloud =
                Sandbox.start(
                        LocalStore.in(CloudSettings.inMemory(0, idle).withFaults(faults), "boats"));
        model = model(cloud.address());
    }

    @AfterEach
    void stop() {
        cloud.close();
        tasks.close();
    }

    private ConnectModel model(String address) {
        var sources =
                new CloudAccess(
                        Map.of("ATELIER_CLOUD_ENDPOINT", address, "ATELIER_OSS_ENDPOINT", address),
                        folder.resolve("home"),
                        () -> KeyStore.sessionOnly(Message.plain("There is no key store here.")));
        return new ConnectModel(
                new CloudSession(
                        new CloudSession.Dependencies(
                                new DataFolder(folder, folder),
                                Settings.open(folder.resolve("settings.properties"), tasks),
                                tasks,
                                sources,
                                () -> {
                                    throw new IllegalStateException("no sandbox is asked for");
                                })),
                tasks);
    }

    private void until(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            var event = events.poll(30, TimeUnit.SECONDS);
            assertTrue(event != null, () -> "stays at " + model.check().get());
            event.run();
        }
    }

    private void type(String secret) {
        model.region().set("cn-shanghai");
        model.type(Credentials.of(cloud.account().accessKeyId(), secret, "cn-shanghai"), false);
    }

    private Optional<Answer> answer(String permission) {
        return model.check().get().rows().stream()
                .filter(row -> row.permission().equals(permission))
                .flatMap(row -> row.answer().stream())
                .findFirst();
    }

    @Test
    void everyPermissionIsAskedForByNameAndNothingIsChanged() throws Exception {
        faults.set(
                List.of(
                        Fault.parse(
                                "deny=PUT /api/v2/services/cn-shanghai/atelier_permission_test_of_no_service/stop"),
                        Fault.parse("deny=DescribeVpcs")));
        type(cloud.account().accessKeySecret());
        until(() -> model.check().get().isWhole());
        assertEquals("1000000000000001", model.check().get().who().orElseThrow().accountId());
        assertEquals(
                Optional.of(new Answer.Denied("vpc:DescribeVpcs")), answer("vpc:DescribeVpcs"));
        assertEquals(List.of("eas:StopService"), model.check().get().missing());
        for (var row : model.check().get().rows()) {
            if (!List.of("eas:StopService", "vpc:DescribeVpcs").contains(row.permission())) {
                assertEquals(Optional.of(new Answer.Granted()), row.answer(), row::toString);
            }
        }
        assertEquals(
                PermissionCheck.NAMES,
                model.check().get().rows().stream().map(Row::permission).toList());
        var connection = model.session().trial(model.chosen().get().orElseThrow(), "cn-shanghai");
        assertEquals(List.of(), connection.eas().list());
    }

    @Test
    void aWrongSecretIsSaidToBeWrong() throws Exception {
        type("wrong-secret-4711");
        until(() -> model.check().get().problem().isPresent());
        assertEquals(Optional.of(Problem.KEYS), model.check().get().problem());
        assertTrue(!model.check().get().toString().contains("4711"));
    }

    @Test
    void noNetworkIsSaidToBeNone() throws Exception {
        model = model("http://127.0.0.1:9");
        type("any");
        until(() -> model.check().get().problem().isPresent());
        assertEquals(Optional.of(Problem.NETWORK), model.check().get().problem());
    }
}
