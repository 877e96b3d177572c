package dev.atelier.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.Spending;
import dev.atelier.cloud.inventory.OwnPrices;
import dev.atelier.cloud.money.Lease;
import dev.atelier.cloud.money.Ledger;
import dev.atelier.cloud.money.Prices;
import dev.atelier.cloud.money.SpendingCap;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.recipe.Generator;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A service by name or address, against a control plane that knows one service and only reads.
class ServiceOptionsTest {
    private static final String MACHINE = "ml.gu7i.c16m60.1-gu30";

    @TempDir private Path folder;
    private final List<String> said = new ArrayList<>();
    private HttpServer server;
    private String config = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var node = JsonNodeFactory.instance.objectNode();
        var service =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("ServiceName", "sd_old")
                        .put("Status", "Running")
                        .put("InternetEndpoint", "http://127.0.0.1:9/api/predict/sd_old")
                        .put("AccessToken", "x")
                        .put("ServiceConfig", config)
                        .put("RunningInstance", 1)
                        .put("TotalInstance", 1);
        var path = exchange.getRequestURI().getPath();
        int status = 200;
        if (path.endsWith("/sd_old")) {
            node = service;
        } else if (path.endsWith("/services")) {
            node.put("TotalCount", 1).putArray("Services").add(service);
        } else {
            status = 404;
            node.put("Code", "InvalidService.NotFound").put("Message", "not found");
        }
        var bytes = node.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Optional<Generator> generator(String on) throws Exception {
        var options = new ServiceOptions();
        CommandLine.populateCommand(options, "--on", on);
        var environment =
                Map.of(
                        "ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tExample",
                        "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "x",
                        "ATELIER_CLOUD_ENDPOINT",
                                "http://127.0.0.1:" + server.getAddress().getPort());
        return options.generator(new CloudAccess(environment, folder), folder, said::add);
    }

    @Test
    void needsNoConfigOfASynchronousService() throws Exception {
        for (var unreadable : List.of("", "no JSON {")) {
            config = unreadable;
            assertInstanceOf(SyncGenerator.class, generator("sd_old").orElseThrow());
        }
    }

    private void cap(Spending spending) throws IOException {
        var cap = new SpendingCap(Optional.of(BigDecimal.ONE), Optional.empty(), "CNY");
        var price = new OwnPrices.Price(new BigDecimal(100_000), "CNY", LocalDate.of(2026, 1, 1));
        var own = spending.prices().own().with(MACHINE, price);
        Prices.change(spending.money(), before -> new Prices(own, cap));
    }

    @Test
    void saysThatTheCapOfAnAddressCannotBeChecked() throws Exception {
        generator("http://127.0.0.1:9/");
        assertEquals(List.of(), said);
        cap(new Spending(folder, Instant::now));
        generator("http://127.0.0.1:9/");
        assertTrue(said.toString().contains("cap cannot be checked"), said.toString());
    }

    /// Another service has used the cap up since it was last seen.
    @Test
    void looksAtAllServicesForTheCap() throws Exception {
        config = "{\"cloud\":{\"computing\":{\"instance_type\":\"" + MACHINE + "\"}}}";
        var spending = new Spending(folder, Instant::now);
        cap(spending);
        var today = LocalDate.now(ZoneId.systemDefault());
        var dawn = today.minusDays(2).atStartOfDay(ZoneId.systemDefault()).toInstant();
        spending.ledger().saw(new Ledger.Key("cn-hangzhou", "sd_old"), MACHINE, 1, dawn);
        var thrown = assertThrows(CommandException.class, () -> generator("sd_old"));
        assertTrue(
                String.valueOf(thrown.getMessage()).contains("cap of 1 CNY a day"),
                thrown.getMessage());
    }

    @Test
    void endsWhatIsDue() throws Exception {
        var past = Optional.of(Instant.now().minus(Duration.ofMinutes(1)));
        var lease = Lease.begun("sd_lost", "cn-hangzhou", past, Optional.empty(), Instant.now());
        new Spending(folder, Instant::now).leases().put(lease);
        generator("sd_old");
        assertTrue(
                said.toString().contains("sd_lost is not found in cn-hangzhou"), said.toString());
    }
}
