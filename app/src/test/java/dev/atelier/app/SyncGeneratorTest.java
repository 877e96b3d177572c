package dev.atelier.app;

import dev.atelier.app.cli.Engine;
import dev.atelier.app.home.DataFolder;
import dev.atelier.cloud.webui.Service;
import dev.atelier.cloud.webui.SyncGenerator;
import dev.atelier.recipe.Generator;
import dev.atelier.sandbox.Listen;
import dev.atelier.sandbox.WebuiServer;
import dev.atelier.sandbox.webui.Webui;
import dev.atelier.sandbox.webui.request.Catalogue;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// A service that is called over the network keeps them, too.
class SyncGeneratorTest implements GeneratorContract {
    private static Engine.Loaded starter;
    private static WebuiServer server;

    @BeforeAll
    static void serve() throws Exception {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        starter = new LocalEngine(home).load(Optional.empty(), Optional.empty());
        server =
                WebuiServer.start(
                        Listen.loopback(0),
                        Webui.plain(starter.generator(), Catalogue.of(starter.model())));
    }

    @AfterAll
    static void stop() {
        server.close();
        starter.close();
    }

    @Override
    public Generator generator() {
        var address = URI.create(server.address() + "/");
        return new SyncGenerator(new Service(address, () -> ""), Duration.ofMinutes(2));
    }
}
