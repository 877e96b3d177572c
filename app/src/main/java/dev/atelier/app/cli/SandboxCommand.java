package dev.atelier.app.cli;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.engine.NearbyFiles;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.hosting.LocalCloud;
import dev.atelier.http.Listen;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import dev.atelier.sandbox.fault.Fault;
import dev.atelier.sandbox.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A cloud on this machine.
@Command(
        name = "sandbox",
        description =
                "Start a cloud on this machine: PAI-EAS and OSS on loopback, without an account.",
        sortOptions = false,
        footer = {
            "",
            "Faults:",
            "  cold=30s     services take so much longer until they run",
            "  errors=0.2   this share of gateway answers is 503",
            "  token        every service token is refused",
            "  drop=1000    connections break after so many bytes of an answer's body",
            "  switch=8s    changing the checkpoint takes so long",
            "  504=2s       the gateway gives up after so long",
            "  throttle=3   at most so many control and store calls a second",
            "  skew=20m     the cloud's clock is ahead by so much",
            "  deny=X       the keys lack the permission for the action X, or METHOD and path",
            "  break=5      watches of queues break after so many frames",
            "  twice=0.1    this share of a queue's frames is delivered twice",
            "  reorder=0.1  this share of a queue's frames comes before the one ahead of it",
            "  worker=2s    workers of asynchronous services take so much longer",
            "  lostput=0.1  this share of puts into queues is accepted without an answer"
        })
final class SandboxCommand implements Callable<Integer> {
    private static final int PORT = 18322;
    private static final String SERVICE = "sd_local";
    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_local","instance":1,"rpc":{"keepalive":600000}},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
             "storage":[{"mount_path":"/code/stable-diffusion-webui/data",
               "oss":{"path":"oss://atelier-sandbox/","readOnly":false}}]}
            """;

    private static final String QUEUED = "sd_async";
    private static final String QUEUED_CONFIG =
            CONFIG.replace("sd_local", QUEUED)
                    .replace(
                            "\"rpc\":{\"keepalive\":600000}",
                            "\"type\":\"Async\",\"rpc\":{\"worker_threads\":1}")
                    .replace("--api", "--api --nowebui")
                    .replaceFirst("\\{", "{\"queue\":{\"max_delivery\":3},");

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
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Keep services, objects and the access key here over restarts. Default: in memory, with a new key at each start.")
    private @Nullable Path state;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "Something that goes wrong, see below; may be given more than once.")
    private List<String> faults = List.of();

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FILE",
            description = "Checkpoint that services draw with. Default: the starter model.")
    private @Nullable Path model;

    @Mixin private ListenOptions listen = new ListenOptions();

    SandboxCommand(
            Terminal terminal, DataFolder home, EngineRuntime runtime, Cancellation cancellation) {
        this.terminal = terminal;
        this.home = home;
        this.runtime = runtime;
        this.cancellation = cancellation;
    }

    @Override
    public Integer call() throws GenerationException {
        var wrong = switched();
        var where = listen.at(port);
        Optional.ofNullable(state).ifPresent(folder -> Preflight.folder("--state", folder));
        Preflight.model(Optional.ofNullable(model));
        var near = new NearbyFiles(home.root(), Optional.ofNullable(model));
        var library = ModelLibrary.around(runtime, near);
        try (var engine = new LocalEngine(runtime, library, Optional.empty());
                var sandbox =
                        Sandbox.start(
                                LocalStore.in(settings(engine, where, wrong), LocalCloud.BUCKET))) {
            var token = sandbox.deploy(SERVICE, CONFIG);
            explain(sandbox, token, sandbox.deploy(QUEUED, queued(token)));
            ListenOptions.untilStopped(cancellation);
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failed(Message.of("cli.sandbox-start", Explained.reasonOf(e)));
        }
    }

    /// Both services take one token, so that the printed one serves for all lines.
    private static String queued(String token) {
        var own = Matcher.quoteReplacement("{\"token\":\"%s\",".formatted(token));
        return QUEUED_CONFIG.replaceFirst("\\{", own);
    }

    /// The model is loaded with the first picture, which then names its hash.
    private CloudSettings settings(LocalEngine engine, Listen where, Faults wrong)
            throws IOException, GenerationException {
        engine.check(List.of(Recipe.DEFAULT)); // before anybody asks for a picture
        var name = model == null ? ModelLibrary.STARTER : ModelFile.stem(model);
        var backend = LocalCloud.backend(engine, name);
        var settings = CloudSettings.inMemory(port, backend).withListen(where).withFaults(wrong);
        return state == null ? settings : settings.withState(state);
    }

    private Faults switched() {
        var on = new Faults();
        try {
            on.set(faults.stream().map(Fault::parse).toList());
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(Message.of("cli.fault", "--fault", Explained.reasonOf(e)));
        }
        return on;
    }

    /// @param queueToken of the queued service: another one where an older version deployed it
    private void explain(Sandbox sandbox, String token, String queueToken) {
        var out = terminal.out();
        var at = sandbox.address();
        var account = sandbox.account();
        out.println(Message.of("cli.sandbox-at", at).english());
        out.println();
        out.println("export ALIBABA_CLOUD_ACCESS_KEY_ID=" + account.accessKeyId());
        out.println("export ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + account.accessKeySecret());
        out.println("export ATELIER_CLOUD_ENDPOINT=" + at);
        out.println("export ATELIER_OSS_ENDPOINT=" + at + "    # bucket " + LocalCloud.BUCKET);
        out.println("export EAS_TOKEN=" + token);
        var queueName = queueToken.equals(token) ? "EAS_TOKEN" : "EAS_QUEUE_TOKEN";
        if (!queueToken.equals(token)) {
            out.println("export " + queueName + "=" + queueToken);
        }
        out.println();
        var service = at + "/api/predict/" + SERVICE + "/sdapi/v1";
        out.println("curl -H \"Authorization: $EAS_TOKEN\" " + service + "/samplers");
        out.println(
                "curl -H \"Authorization: $EAS_TOKEN\" -H \"Content-Type: application/json\" "
                        + service
                        + "/txt2img -d '{\"prompt\":\"a red boat\",\"steps\":20,\"width\":128,\"height\":128}'");
        out.println(
                "curl -H \"Authorization: $%s\" \"%s/api/predict/%s?_attrs_=true\""
                        .formatted(queueName, at, QUEUED));
        out.println(
                "curl -X PUT -H \"Content-Type: text/plain\" "
                        + at
                        + "/_sandbox/faults -d errors=0.2");
        out.println(
                "atelier generate --on "
                        + QUEUED
                        + " \"a red boat\"    # "
                        + Message.of("cli.behind-queue").english());
        out.println("atelier queue ls " + QUEUED);
        out.println("atelier oss put picture.png oss://" + LocalCloud.BUCKET + "/in/");
        out.println("atelier oss ls oss://" + LocalCloud.BUCKET + "/");
        out.flush();
    }
}
