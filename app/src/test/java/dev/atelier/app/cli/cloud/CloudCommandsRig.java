package dev.atelier.app.cli.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.account.KeyStore;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.ProblemException;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.deployed.StateDurations;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.webui.request.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A sandbox in memory and what runs commands against it, as a user would type them.
abstract class CloudCommandsRig {
    static final String PRICED = "ml.gu7i.c16m60.1-gu30";
    static final Duration BLINK = Duration.ofMillis(20);

    @TempDir Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final Map<String, String> environment = new HashMap<>();
    final Cancellation cancellation = new Cancellation();
    final Faults faults = new Faults();
    final KeyStore keys = KeyStore.sessionOnly(Message.plain("There is no key store here."));
    Sandbox sandbox;
    Duration later = Duration.ZERO;

    @BeforeEach
    void start() throws IOException {
        var idle =
                new CloudSettings.Backend(
                        (_, _, _) -> List.of(), Catalogue.of(new ModelRef("starter", "")));
        sandbox =
                Sandbox.start(
                        CloudSettings.inMemory(0, idle)
                                .withFaults(faults)
                                .withDurations(
                                        new StateDurations(BLINK, BLINK, BLINK, Duration.ZERO)));
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", sandbox.account().accessKeyId());
        environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", sandbox.account().accessKeySecret());
        environment.put("ATELIER_CLOUD_ENDPOINT", sandbox.address());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /// Runs one command; what it printed before is forgotten.
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        var access = new CloudAccess(environment, folder, () -> keys);
        var line = new CommandLine(new Root());
        var cloud = new CloudContext(terminal, access, cancellation, BLINK, spending());
        line.addSubcommand(new DeployCommand(cloud));
        line.addSubcommand(new WhoamiCommand(terminal, access));
        line.addSubcommand(new PolicyCommand(terminal));
        var typed = new BufferedReader(new StringReader("a-typed-secret\n"));
        line.addSubcommand(new LoginCommand(terminal, access, typed));
        line.addSubcommand(new ServicesCommand(cloud));
        line.addSubcommand(new QueueCommand(cloud));
        line.setErr(terminal.err());
        line.setExecutionExceptionHandler((thrown, _, _) -> {
            terminal.err()
                    .println(
                            thrown instanceof ProblemException e
                                    ? e.getMessage() + " " + e.advice().english()
                                    : thrown.getMessage());
            return 1;
        });
        return line.execute(arguments);
    }

    @CommandLine.Command(name = "atelier")
    private record Root() {}

    Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("service.json"), json);
    }

    void deployQueued() {
        assertEquals(
                0,
                run("deploy", "--async", "--name", "sd_wait", "--oss", "oss://pictures/sd/"),
                err.toString());
    }

    /// How much later it is where the next two hours lie in one day, and so in one month.
    static Duration untilADayHasRoom() {
        var now = LocalDateTime.now(ZoneId.systemDefault());
        boolean room = now.plusHours(2).toLocalDate().equals(now.toLocalDate());
        return room ? Duration.ZERO : Duration.ofHours(2);
    }

    Spending spending() {
        return new Spending(folder.resolve("data"), () -> Instant.now().plus(later));
    }
}
