package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LoadedModel;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.hosting.ServedModels;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.webui.OutputFolder;
import dev.atelier.webui.Webui;
import dev.atelier.webui.WebuiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The local engine behind AUTOMATIC1111's API.
@Command(
        name = "serve",
        description = "Offer the local engine through the API of AUTOMATIC1111's webui.",
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private static final int PORT = 7860;

    private final Terminal terminal;
    private final DataFolder home;
    private final EngineRuntime runtime;
    private final Cancellation cancellation;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Default: " + PORT + "; 0 for any that is free.")
    private int port = PORT;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE",
            description = "Checkpoint. Default: the starter model.")
    private @Nullable Path model;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description =
                    "Where --model is a UNet alone: the checkpoint that gives text encoder and autoencoder.")
    private @Nullable Path base;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            converter = Converters.OfStrategy.class,
            description = "How to compute. Default: the fastest here.")
    private @Nullable String strategy;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description =
                    "Where calls with save_images save, in folders that A1111 has: txt2img-images/DATE and so on. Default: pictures in the data folder.")
    private @Nullable Path out;

    @Mixin private ListenOptions listen = new ListenOptions();

    ServeCommand(
            Terminal terminal, DataFolder home, EngineRuntime runtime, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.runtime = runtime;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call() throws GenerationException {
        var where = listen.at(port);
        Optional.ofNullable(out).ifPresent(folder -> Preflight.folder("--out", folder));
        Preflight.model(Optional.ofNullable(model));
        Preflight.base(Optional.ofNullable(base));
        var near =
                new NearbyFiles(home.root(), Optional.ofNullable(model))
                        .withBase(Optional.ofNullable(base));
        var library = ModelLibrary.around(runtime, near);
        try (var engine = new LocalEngine(runtime, library, Optional.ofNullable(strategy))) {
            engine.check(List.of(Recipe.DEFAULT)); // before the engine itself is started
            var loaded = engine.describe(Recipe.DEFAULT, cancellation);
            return serve(where, engine, loaded);
        }
    }

    private int serve(Listen where, LocalEngine engine, LoadedModel.Facts model) {
        var folder = new OutputFolder(out == null ? home.pictures() : out, InstantSource.system());
        var webui = Webui.plain(engine, () -> ServedModels.lookAtAll(engine, model.ref()), folder);
        try (var server = WebuiServer.start(where, webui)) {
            explain(server.address(), model.nativeSize());
            ListenOptions.untilStopped(cancellation);
            return ExitCode.OK;
        } catch (IOException e) {
            throw ListenOptions.taken(where, e);
        }
    }

    private void explain(String address, int edge) {
        var out = terminal.out();
        out.println(Message.of("cli.webui-at", address).english());
        out.println();
        var header = listen.curlHeader();
        out.println("curl " + header + address + "/sdapi/v1/sd-models");
        out.printf(
                "curl -s %s%s/sdapi/v1/txt2img -H 'Content-Type: application/json' \\%n"
                        + "  -d '{\"prompt\":\"a red boat\",\"steps\":20,\"width\":%d,\"height\":%d}'%n",
                header, address, edge, edge);
        out.println();
        out.println(Message.of("cli.all-calls", address).english());
        out.flush();
    }
}
