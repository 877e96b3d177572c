package dev.atelier.app;

import dev.atelier.app.connect.Connection;
import dev.atelier.app.deploy.DeployModel;
import dev.atelier.app.deploy.Deployment;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;

/// The sandbox cloud of a studio, with services as somebody else would have deployed them.
final class CloudRig {
    static final String SYNC = "sd_local";
    static final String ASYNC = "sd_async";

    /// One whose models lie on OSS.
    static final String WITH_OSS_MODELS = "sd_oss_models";

    private static final String CONFIG =
            """
            {"metadata":{"name":"sd_local","instance":1,"rpc":{"keepalive":600000}},
             "containers":[{"image":"eas-registry-vpc.cn-hangzhou.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:4.2",
               "port":8000,"script":"./webui.sh --listen --port 8000 --api"}],
             "cloud":{"computing":{"instance_type":"ml.gu7i.c16m60.1-gu30"}},
             "storage":[{"mount_path":"/code/stable-diffusion-webui/data",
               "oss":{"path":"oss://atelier-sandbox/","readOnly":false}}]}
            """;
    private static final String QUEUED =
            CONFIG.replace(SYNC, ASYNC)
                    .replace(
                            "\"rpc\":{\"keepalive\":600000}",
                            "\"type\":\"Async\",\"rpc\":{\"worker_threads\":1}")
                    .replace("--api", "--api --nowebui")
                    .replaceFirst("\\{", "{\"queue\":{\"max_delivery\":3},");

    private static final String ON_OSS =
            CONFIG.replace(SYNC, WITH_OSS_MODELS)
                    .replace("--api", "--api --data-dir=/code/stable-diffusion-webui/data");

    private CloudRig() {}

    /// The config of a synchronous service.
    static String named(String name) {
        return CONFIG.replace(SYNC, name);
    }

    /// The config of an asynchronous service.
    ///
    /// @param workers jobs that it takes out of its queue at once; it makes one after the other
    static String queued(String name, int workers) {
        return QUEUED.replace(ASYNC, name)
                .replace("\"worker_threads\":1", "\"worker_threads\":" + workers);
    }

    /// Connects to the sandbox and waits until it is there.
    static Connection connect(StudioRig rig) {
        GuiActionRunner.execute(() -> rig.parts.cloud().startSandbox());
        rig.until("it is connected", () -> rig.parts.cloud().connection().get().isPresent());
        return GuiActionRunner.execute(() -> rig.parts.cloud().connection().get().orElseThrow());
    }

    /// A studio that finds the key of a cloud outside of it, which it does not know for a sandbox.
    static StudioRig studio(Robot robot, Path folder, SandboxRig cloud) {
        var variables = new HashMap<>(cloud.environment());
        variables.put("ALIBABA_CLOUD_REGION_ID", SandboxRig.REGION);
        return new StudioRig(robot, folder, TorchRuntime::new, variables);
    }

    /// Connects with that key.
    static Connection connect(StudioRig rig, SandboxRig cloud) {
        var keys = cloud.sandbox().account().accessKeyId();
        var found =
                rig.parts.cloud().found().stream()
                        .filter(it -> it.credentials().accessKeyId().equals(keys))
                        .findFirst()
                        .orElseThrow();
        GuiActionRunner.execute(() -> rig.parts.cloud().connect(found, SandboxRig.REGION));
        rig.until("it is connected", () -> rig.parts.cloud().connection().get().isPresent());
        return GuiActionRunner.execute(() -> rig.parts.cloud().connection().get().orElseThrow());
    }

    /// Deploys a service and waits until the studio sees it run.
    static void deploy(StudioRig rig, Connection to, String name) throws Exception {
        var configs = Map.of(SYNC, CONFIG, ASYNC, QUEUED, WITH_OSS_MODELS, ON_OSS);
        to.eas().create(ServiceConfig.read(configs.getOrDefault(name, CONFIG)));
        untilState(rig, name, "Running");
    }

    /// Opens the page of a new deployment on the sandbox, and waits for what the account has.
    static DeployModel wizard(StudioRig rig) {
        connect(rig);
        rig.command(Command.DEPLOY_SERVICE);
        var model = rig.parts.deploy().model();
        rig.until("offers", () -> !model.offers().get().machines().isEmpty());
        return model;
    }

    /// The same with a draft that may be deployed.
    static DeployModel recommended(StudioRig rig) {
        var model = wizard(rig);
        GuiActionRunner.execute(() -> model.recommend(Edition.STANDARD));
        return model;
    }

    /// Waits until what is being deployed runs and has made its first picture.
    static void untilDeployed(StudioRig rig) {
        var current = rig.parts.deploy().deployment().current();
        rig.untilMade(
                "it runs and made a picture",
                () -> current.get().stream().anyMatch(it -> it.phase() == Deployment.Phase.DONE));
    }

    static void untilState(StudioRig rig, String name, String state) {
        var model = rig.parts.services().model();
        rig.until(
                name + " is " + state,
                () -> {
                    model.look();
                    return model.services().get().stream()
                            .anyMatch(it ->
                                    it.name().equals(name) && it.info().status().equals(state));
                });
    }
}
