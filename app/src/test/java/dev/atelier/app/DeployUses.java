package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.deploy.DeployModel;
import dev.atelier.app.deploy.Deployment;
import dev.atelier.app.deploy.Deployment.Phase;
import dev.atelier.app.queue.PlaceChoiceModel.PlaceChoice;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.deploy.Blueprint;
import dev.atelier.cloud.deploy.Edition;
import dev.atelier.cloud.deploy.ServiceConfig;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JTextArea;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the page that deploys a service, on the sandbox.
final class DeployUses {
    static final String VIEW = "view-deploy";

    /// Two findings that need no decision and one that does.
    private static final String FOREIGN =
            """
            {"metadata": {"name": "sd_article", "instance": 1,},
             "containers": [{"image": "eas-registry-vpc.<region>.cr.aliyuncs.com/pai-eas/stable-diffusion-webui:3.2",
               "script": "./webui.sh --listen --port=8000 --api --data-dir data-nas", "port": 8000}],
             "cloud": {"computing": {"instance_type": "ml.gu7i.c16m60.1-gu30", "instances": null}},
             "storage": [{"oss": {"path": "oss://examplebucket/data-oss", "readOnly": false},
               "mount_path": "/code/stable-diffusion-webui/data-oss"},
              {"nfs": {"path": "/", "server": "726434****-aws0.ap-southeast-1.nas.aliyuncs.com"},
               "mount_path": "/code/stable-diffusion-webui/data-nas"}]}
            """;

    private static final AtomicBoolean deployed = new AtomicBoolean();

    private DeployUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        all.put(
                "command:deploy-service",
                rig -> {
                    rig.press(KeyEvent.VK_D, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
                    rig.until("it shows", () -> ControlUses.isShowing(rig, VIEW));
                });
        steps(all);
        fields(all);
        text(all);
        all.put(
                ServicesUses.PAGE + "services-deploy",
                onCloud(rig -> {
                    rig.command(Command.SHOW_SERVICES);
                    rig.until(
                            "an empty page offers it",
                            () ->
                                    ControlUses.isShowing(rig, "services-first")
                                            || ControlUses.isShowing(rig, "services-deploy"));
                    boolean empty =
                            GuiActionRunner.execute(
                                    () -> ControlUses.isShowing(rig, "services-first"));
                    rig.click(empty ? "services-first" : "services-deploy");
                    rig.until("it opens", () -> ControlUses.isShowing(rig, VIEW));
                }));
        leads(all);
        all.putAll(ProgressUses.table());
        for (var name :
                List.of("progress-filter", "progress-log", "progress-delete", "progress-sure")) {
            all.put(name, DeployUses::deploysOnce);
        }
        all.put("progress-edit", DeployUses::deploysOnce);
        all.put("progress-draw", DeployUses::deploysOnce);
        all.put("progress-again", DeployUses::deploysOnce);
        for (var name :
                List.of(
                        "deploy-replace",
                        "deploy-diff-copy",
                        "deploy-diff-ALL",
                        "deploy-diff-CHANGED")) {
            all.put(name, DeployUses::deploysOnce);
        }
        return all;
    }

    private static void leads(Map<String, Use> all) {
        all.put(
                "deploy-account",
                opened(rig -> {
                    rig.pressButton("deploy-step-ACCOUNT");
                    rig.click("deploy-account");
                    rig.until("accounts show", () -> ControlUses.isShowing(rig, ConnectUses.VIEW));
                }));
        all.put(
                "deploy-close",
                opened(rig -> {
                    rig.click("deploy-close");
                    rig.until("Create shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
        all.put(
                "deploy-recommend",
                onCloud(rig -> {
                    GuiActionRunner.execute(() -> model(rig).write("{}"));
                    rig.click("deploy-recommend");
                    rig.until("it is ready", () -> model(rig).isReady(true));
                    rig.until(
                            "the review shows",
                            () ->
                                    rig.find("deploy-step-REVIEW", AbstractButton.class)
                                            .isSelected());
                    rig.until(
                            "the draft is offered", () -> ControlUses.isShowing(rig, "toast-verb"));
                    rig.click("toast-verb");
                    rig.until("it is back", () -> model(rig).text().get().equals("{}"));
                    rig.click("deploy-recommend");
                    rig.until("it is ready again", () -> model(rig).isReady(true));
                }));
        all.put(
                "deploy-idle",
                opened(rig -> {
                    rig.pressButton("deploy-step-REVIEW");
                    rig.enter("deploy-idle", "45");
                    rig.until("it is kept", () -> rig.parts.deploy().deployment().idle() == 45);
                    rig.enter("deploy-idle", "30");
                }));
        all.put(
                "deploy-hours",
                opened(rig -> {
                    rig.pressButton("deploy-step-REVIEW");
                    rig.enter("deploy-hours", "2");
                    rig.until("it is kept", () -> rig.parts.deploy().deployment().hours() == 2);
                    rig.until("it says when", () -> stops(rig).contains(", in 2 hours."));
                    rig.enter("deploy-hours", "0");
                    rig.enter("deploy-idle", "0");
                    rig.until("it says never", () -> stops(rig).startsWith("Nothing stops it"));
                    rig.enter("deploy-idle", "30");
                    rig.until("it says when idle", () -> stops(rig).contains(", in 30 minutes."));
                }));
    }

    /// Event thread.
    private static String stops(StudioRig rig) {
        return rig.any("deploy-stops").getAccessibleContext().getAccessibleName();
    }

    private static boolean hasKeyboard(StudioRig rig, String step) {
        return rig.any("deploy-step-" + step).isFocusOwner();
    }

    private static void steps(Map<String, Use> all) {
        for (var step : List.of("ACCOUNT", "KIND", "MACHINE", "STORAGE", "NETWORK", "REVIEW")) {
            all.put(
                    "deploy-step-" + step,
                    opened(rig -> {
                        rig.click("deploy-step-" + step);
                        rig.until("it is the one", () -> isOn(rig, step));
                        rig.until("it keeps the keyboard", () -> hasKeyboard(rig, step));
                    }));
        }
        for (var step : List.of("ACCOUNT", "KIND", "MACHINE", "STORAGE", "NETWORK")) {
            all.put(
                    "review-change-" + step,
                    opened(rig -> {
                        rig.pressButton("deploy-step-REVIEW");
                        rig.click("review-change-" + step);
                        rig.until("it is the one", () -> isOn(rig, step));
                    }));
        }
        for (var name : List.of("deploy-next", "deploy-back")) {
            all.put(
                    name,
                    opened(rig -> {
                        rig.click("deploy-step-MACHINE");
                        rig.until("the machine", () -> isOn(rig, "MACHINE"));
                        rig.click("deploy-next");
                        rig.until("then the storage", () -> isOn(rig, "STORAGE"));
                        rig.click("deploy-back");
                        rig.until("the machine again", () -> isOn(rig, "MACHINE"));
                    }));
        }
        for (var sides : List.of("FORM", "BOTH", "JSON")) {
            all.put(
                    "deploy-sides-" + sides,
                    opened(rig -> {
                        rig.click("deploy-sides-" + sides);
                        rig.until(
                                "it is seen so",
                                () ->
                                        ControlUses.isShowing(rig, "deploy-json")
                                                != sides.equals("FORM"));
                        rig.click("deploy-sides-BOTH");
                    }));
        }
        for (var side : List.of("FORM", "JSON")) {
            all.put("deploy-side-" + side, opened(rig -> sideInANarrowWindow(rig, side)));
            all.put(
                    "deploy-summary-" + side,
                    opened(rig -> {
                        rig.pressButton("deploy-step-REVIEW");
                        rig.click("deploy-summary-" + side);
                        rig.until(
                                "it is seen so",
                                () ->
                                        ControlUses.isShowing(rig, "deploy-review")
                                                == side.equals("FORM"));
                        rig.click("deploy-summary-FORM");
                    }));
        }
    }

    private static void fields(Map<String, Use> all) {
        field(all, "KIND", "name", "sd_other", ServiceConfig::name);
        field(all, "KIND", "instances", "2", it -> it.instances().orElse(0) + "");
        field(all, "KIND", "image", "a/b:1", it -> it.containers().getFirst().image());
        field(all, "MACHINE", "machine", "ecs.gn6i-c4g1.xlarge", it -> it.machine().orElse(""));
        field(all, "STORAGE", "oss", "oss://b/c/", it -> value(it, "/storage/0/oss/path"));
        field(all, "STORAGE", "nas", "n.nas", it -> value(it, "/storage/1/nfs/server"));
        field(all, "NETWORK", "vpc", "vpc-1", it -> it.networking().vpc());
        field(all, "NETWORK", "vswitch", "vsw-1", it -> it.networking().vswitch());
        field(all, "NETWORK", "group", "sg-1", it -> it.networking().securityGroup());
        all.put(
                "deploy-mount-add",
                opened(rig -> {
                    rig.pressButton("deploy-step-STORAGE");
                    rig.click("deploy-mount-add");
                    rig.until("it is there", () -> mounts(rig) == 3);
                    type(rig, "deploy-mount-2", "oss://more/loras/");
                    type(rig, "deploy-mountpath-2", "/mnt/loras");
                    rig.until(
                            "the config has both",
                            () ->
                                    config(rig)
                                            .filter(it ->
                                                    value(it, "/storage/2/oss/path")
                                                                    .equals("oss://more/loras/")
                                                            && value(it, "/storage/2/mount_path")
                                                                    .equals("/mnt/loras"))
                                            .isPresent());
                    rig.click("deploy-mount-remove-2");
                    rig.until("it is gone", () -> mounts(rig) == 2);
                    rig.until(
                            "with its fields", () -> !ControlUses.isShowing(rig, "deploy-mount-2"));
                }));
        for (var kind : List.of("SYNC", "ASYNC")) {
            all.put(
                    "deploy-kind-" + kind,
                    opened(rig -> {
                        boolean async = kind.equals("ASYNC");
                        var start =
                                async
                                        ? Blueprint.sync("sd_a", "cn-x")
                                        : Blueprint.async("sd_a", "cn-x");
                        GuiActionRunner.execute(() -> model(rig).write(draft(start)));
                        rig.click("deploy-step-KIND");
                        rig.click("deploy-kind-" + kind);
                        rig.until(
                                "it is of that kind",
                                () -> config(rig).filter(it -> it.isAsync() == async).isPresent());
                    }));
        }
    }

    /// Event thread.
    private static int mounts(StudioRig rig) {
        return config(rig).map(it -> it.mounts().size()).orElse(0);
    }

    private static void type(StudioRig rig, String name, String words) {
        var box = rig.find(name, JComboBox.class);
        rig.click(box.getEditor().getEditorComponent());
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.type(words);
        rig.press(KeyEvent.VK_ENTER);
    }

    private static String value(ServiceConfig config, String pointer) {
        return config.at(pointer).asText();
    }

    private static void field(
            Map<String, Use> all,
            String step,
            String name,
            String words,
            Function<ServiceConfig, String> read) {
        all.put(
                "deploy-" + name,
                opened(rig -> {
                    rig.pressButton("deploy-step-" + step);
                    rig.until("the step shows", () -> isOn(rig, step));
                    type(rig, "deploy-" + name, words);
                    rig.until(
                            "the config has it",
                            () -> config(rig).map(read).filter(words::equals).isPresent());
                    rig.until(
                            "so has the JSON",
                            () ->
                                    rig.find("deploy-json", JTextArea.class)
                                            .getText()
                                            .contains(words));
                }));
    }

    private static void text(Map<String, Use> all) {
        all.put(
                "deploy-json",
                opened(rig -> {
                    ControlUses.copy("{\"metadata\": {\"name\": \"sd_pasted\"}}");
                    rig.click("deploy-json");
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.press(KeyEvent.VK_V, KeyEvent.VK_CONTROL);
                    rig.until(
                            "it is the draft",
                            () ->
                                    config(rig)
                                            .filter(it -> it.name().equals("sd_pasted"))
                                            .isPresent());
                }));
        for (var name : List.of("deploy-fix-all", "deploy-adopt")) {
            all.put(
                    name,
                    onCloud(rig -> {
                        GuiActionRunner.execute(() -> model(rig).write(FOREIGN));
                        rig.until("it is judged", () -> model(rig).reading().get().errors() > 0);
                        long before =
                                GuiActionRunner.execute(
                                        () -> model(rig).reading().get().findings().size());
                        rig.click(name);
                        rig.until(
                                "less is wrong",
                                () -> model(rig).reading().get().findings().size() < before);
                        if (name.equals("deploy-adopt")) {
                            assertThat(model(rig).reading().get().errors()).isZero();
                        }
                    }));
        }
        all.put(
                "deploy-copy",
                opened(rig -> {
                    rig.click("deploy-copy");
                    rig.until(
                            "that is said",
                            () -> ControlUses.toast(rig).equals("The JSON is on the clipboard."));
                    assertThat(ControlUses.clipboard(DataFlavor.stringFlavor))
                            .isEqualTo(model(rig).text().get());
                }));
        all.put(
                "deploy-dry",
                onCloud(rig -> {
                    rig.click("deploy-dry");
                    rig.until(
                            "nothing was sent",
                            () -> ControlUses.toast(rig).endsWith("Nothing was sent."));
                }));
    }

    /// One click, deploy, Running, a picture; then the same name again is a change; then it goes.
    /// All of these controls are used in one go.
    private static void deploysOnce(StudioRig rig) throws Exception {
        if (!deployed.get()) {
            onCloud(DeployUses::deploys).by(rig);
        }
    }

    private static void deploys(StudioRig rig) throws Exception {
        rig.click("deploy-recommend");
        rig.until("it is ready", () -> model(rig).isReady(false));
        rig.until("it is offered", () -> rig.any("deploy-next", AbstractButton.class).isEnabled());
        rig.press(KeyEvent.VK_ENTER, KeyEvent.VK_CONTROL);
        rig.untilMade(
                "it runs and made a picture", () -> phase(rig).equals(Optional.of(Phase.DONE)));
        rig.until("its log shows", () -> ControlUses.isShowing(rig, "progress-log"));
        var log = rig.find("progress-log", JTextArea.class);
        rig.until("it says where it listens", () -> log.getText().contains("8000"));
        rig.click("progress-filter");
        rig.type("zzz");
        rig.until("no line has that", () -> log.getText().isEmpty());
        rig.fill("progress-filter", "");
        rig.press(KeyEvent.VK_BACK_SPACE);
        rig.until("all lines are back", () -> log.getText().contains("8000"));
        assertThat(ControlUses.isShowing(rig, "progress-again")).isFalse(); // nothing failed
        GuiActionRunner.execute(
                () -> rig.any("progress-again", AbstractButton.class).doClick()); // as if it had
        rig.untilMade("another is made", () -> phase(rig).equals(Optional.of(Phase.DONE)));
        var name = GuiActionRunner.execute(() -> model(rig).reading().get().config().get().name());
        GuiActionRunner.execute(() -> rig.parts.services().model().look());
        rig.until("it is a place", () -> rig.parts.queue().at("sandbox/" + name).isPresent());
        rig.click("progress-draw");
        rig.until("the form shows", () -> ControlUses.isShowing(rig, "generate"));
        assertThat(GuiActionRunner.execute(() -> rig.parts.where().chosen().get()))
                .isEqualTo(PlaceChoice.at("sandbox/" + name));
        GuiActionRunner.execute(() -> rig.parts.where().choose(PlaceChoice.HERE));
        GuiActionRunner.execute(() -> rig.parts.deploy().show());
        rig.until("its page shows", () -> ControlUses.isShowing(rig, "progress-edit"));
        rig.click("progress-edit");
        rig.until("the name is taken", () -> ControlUses.isShowing(rig, "deploy-replace"));
        assertThat(model(rig).isReady(false)).isFalse();
        comparesWithWhatRuns(rig);
        rig.click("deploy-replace");
        rig.until(
                "it may be changed",
                () -> rig.find("deploy-next", AbstractButton.class).isEnabled());
        rig.click("deploy-next");
        rig.untilMade("the update is over", () -> ControlUses.isShowing(rig, "progress-delete"));
        rig.click("progress-delete");
        rig.until("it asks", () -> ControlUses.isShowing(rig, "progress-sure"));
        rig.click("progress-sure");
        rig.untilMade("it is gone", () -> phase(rig).equals(Optional.of(Phase.GONE)));
        rig.click("progress-edit");
        rig.until("the draft shows", () -> ControlUses.isShowing(rig, "deploy-recommend"));
        deployed.set(true);
    }

    /// The draft has one more instance than the service of its name.
    private static void comparesWithWhatRuns(StudioRig rig) throws Exception {
        GuiActionRunner.execute(() -> model(rig).edit(it -> it.with("/metadata/instance", 2)));
        rig.until(
                "what it means is said",
                () ->
                        ControlUses.isShowing(rig, "deploy-consequence")
                                && rig.any("deploy-consequence", JTextArea.class)
                                        .getText()
                                        .startsWith("More calls"));
        rig.click("deploy-diff-copy");
        rig.until("that is said", () -> ControlUses.toast(rig).contains("on the clipboard"));
        assertThat(ControlUses.clipboard(DataFlavor.stringFlavor))
                .asString()
                .contains("~ /metadata/instance: 1 -> 2");
        rig.click("deploy-diff-ALL");
        rig.until("all values show", () -> ControlUses.isShowing(rig, "diff:metadata.name"));
        rig.click("deploy-diff-CHANGED");
        rig.until("one value shows", () -> !ControlUses.isShowing(rig, "diff:metadata.name"));
        GuiActionRunner.execute(() -> model(rig).edit(it -> it.with("/metadata/instance", 1)));
    }

    /// Event thread.
    private static Optional<Phase> phase(StudioRig rig) {
        return rig.parts.deploy().deployment().current().get().map(Deployment::phase);
    }

    private static boolean isOn(StudioRig rig, String step) {
        return rig.find("deploy-step-" + step, AbstractButton.class).isSelected();
    }

    private static Optional<ServiceConfig> config(StudioRig rig) {
        return model(rig).reading().get().config();
    }

    private static DeployModel model(StudioRig rig) {
        return rig.parts.deploy().model();
    }

    /// Without a cloud, with a draft. Only one of the two has room, and the switch offers no more.
    private static void sideInANarrowWindow(StudioRig rig, String side) {
        var frame = rig.frame.target();
        var wide = GuiActionRunner.execute(() -> frame.getSize());
        GuiActionRunner.execute(() -> frame.setSize(1024, wide.height));
        rig.until("both are not offered", () -> !ControlUses.isShowing(rig, "deploy-sides-BOTH"));
        rig.click("deploy-side-" + (side.equals("FORM") ? "JSON" : "FORM"));
        rig.click("deploy-side-" + side);
        rig.until(
                "it is seen so",
                () -> ControlUses.isShowing(rig, "deploy-json") == side.equals("JSON"));
        GuiActionRunner.execute(() -> frame.setSize(wide));
        rig.until("both show again", () -> ControlUses.isShowing(rig, "deploy-sides-BOTH"));
    }

    private static Use opened(Use use) {
        return rig -> {
            GuiActionRunner.execute(() -> model(rig).write(draft(Blueprint.sync("sd_a", "cn-x"))));
            rig.command(Command.DEPLOY_SERVICE);
            rig.until("it shows", () -> ControlUses.isShowing(rig, VIEW));
            rig.pressButton("deploy-step-ACCOUNT"); // the review has no JSON beside it
            use.by(rig);
        };
    }

    private static String draft(Blueprint start) {
        return start.withOss("oss://a/b/")
                .withNas("1-a.cn-x.nas.aliyuncs.com")
                .withNetwork(new ServiceConfig.Networking("vpc-a", "vsw-a", "sg-a"))
                .config()
                .toJson();
    }

    /// On the sandbox, with the recommended draft; leaves it again.
    static Use onCloud(Use use) {
        return rig -> {
            GuiActionRunner.execute(() -> rig.parts.cloud().startSandbox());
            rig.command(Command.DEPLOY_SERVICE);
            rig.until("it shows", () -> ControlUses.isShowing(rig, VIEW));
            rig.untilMade(
                    "the lists are here", () -> !model(rig).offers().get().region().isEmpty());
            GuiActionRunner.execute(() -> model(rig).recommend(Edition.STANDARD));
            rig.pressButton("deploy-step-ACCOUNT");
            rig.input().settle();
            try {
                use.by(rig);
            } finally {
                GuiActionRunner.execute(() -> rig.parts.deploy().deployment().forget());
                ServicesUses.leave(rig);
            }
        };
    }

    /// Shows the page without a draft.
    static void opensEmpty(StudioRig rig) {
        GuiActionRunner.execute(() -> {
            rig.parts.cloud().disconnect();
            rig.parts.deploy().deployment().forget();
            model(rig).write("");
        });
        rig.command(Command.DEPLOY_SERVICE);
        rig.until("it shows", () -> ControlUses.isShowing(rig, VIEW));
        GuiActionRunner.execute(() -> model(rig).write(""));
    }
}
