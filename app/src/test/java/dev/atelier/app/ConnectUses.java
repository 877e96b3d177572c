package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.ControlUses.Use;
import dev.atelier.app.connect.CloudSession;
import dev.atelier.app.connect.ConnectModel;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.ChoiceCard;
import dev.atelier.cloud.account.CredentialSources.Found;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.swing.AbstractButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JPasswordField;
import org.assertj.swing.edt.GuiActionRunner;

/// The rows of the table of [EveryControlTest] for the page where a cloud is chosen. The one
/// profile that is found belongs to nobody.
final class ConnectUses {
    static final String VIEW = "view-connect";

    private ConnectUses() {}

    static Map<String, Use> table() {
        var all = new TreeMap<String, Use>();
        all.put(
                "command:connect-cloud",
                rig -> {
                    rig.command(Command.CONNECT_CLOUD);
                    rig.until("it shows", () -> ControlUses.isShowing(rig, VIEW));
                });
        all.put("command:start-sandbox", sandboxed(ConnectUses::leavesSandbox));
        all.put(
                "sandbox-start",
                opened(rig -> {
                    rig.click("sandbox-start");
                    rig.until("it runs", () -> isSandbox(rig));
                    leavesSandbox(rig);
                }));
        all.put("sandbox-leave", sandboxed(ConnectUses::leavesSandbox));
        all.put(
                "account-cli:team",
                opened(rig -> {
                    rig.click("account-cli:team");
                    rig.until("it is chosen", () -> chosen(rig).equals("cli:team"));
                    rig.until(
                            "nobody answers",
                            () ->
                                    model(rig)
                                            .check()
                                            .get()
                                            .problem()
                                            .filter(ConnectModel.Problem.NETWORK::equals)
                                            .isPresent());
                    rig.until(
                            "that is said",
                            () ->
                                    ControlUses.isShowing(rig, "connect-problem")
                                            && rig.find("connect-problem", JComponent.class)
                                                    .getAccessibleContext()
                                                    .getAccessibleName()
                                                    .startsWith("No answer from the cloud."));
                }));
        accounts(all);
        all.put(
                "connect-close",
                opened(rig -> {
                    rig.click("connect-close");
                    rig.until("Create shows", () -> ControlUses.isShowing(rig, "view-create"));
                }));
        all.put("keys-look", opened(ConnectUses::looks));
        all.put("policy-bucket", opened(ConnectUses::copiesPolicy));
        all.put("policy-copy", opened(ConnectUses::copiesPolicy));
        for (var name : new String[] {"key-type", "key-id", "key-secret", "key-use", "key-keep"}) {
            all.put(name, opened(ConnectUses::typesKey));
        }
        return all;
    }

    private static void accounts(Map<String, Use> all) {
        all.put("account-connect", opened(ConnectUses::connects));
        all.put("account-leave", opened(ConnectUses::connects));
        all.put(
                "account-region",
                opened(rig -> {
                    rig.click("account-cli:team");
                    rig.until("it is chosen", () -> chosen(rig).equals("cli:team"));
                    var region = rig.find("account-region", JComboBox.class);
                    rig.click(region.getEditor().getEditorComponent());
                    rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
                    rig.type("cn-beijing");
                    rig.press(KeyEvent.VK_ENTER);
                    rig.until(
                            "another region counts",
                            () -> model(rig).region().get().equals("cn-beijing"));
                }));
    }

    private static void connects(StudioRig rig) {
        rig.click("account-cli:team");
        rig.until("it is chosen", () -> chosen(rig).equals("cli:team"));
        rig.click("account-connect");
        rig.until(
                "it is connected",
                () ->
                        rig.parts
                                .cloud()
                                .connection()
                                .get()
                                .filter(it -> it.origin().name().equals("team"))
                                .isPresent());
        assertThat(GuiActionRunner.execute(() -> rig.any("account-connect").isFocusOwner()))
                .as("the button that was pressed has the keyboard")
                .isTrue();
        rig.click("account-leave");
        rig.until("it is not", () -> rig.parts.cloud().connection().get().isEmpty());
    }

    private static void copiesPolicy(StudioRig rig) throws Exception {
        rig.enter("policy-bucket", "my-boats");
        rig.click("policy-copy");
        rig.until(
                "that is said",
                () -> ControlUses.toast(rig).startsWith("The policy is on the clipboard."));
        assertThat(ControlUses.clipboard(DataFlavor.stringFlavor).toString())
                .contains("eas:CreateService", "acs:oss:*:*:my-boats/*");
    }

    /// A profile that is written meanwhile is found.
    private static void looks(StudioRig rig) throws IOException {
        var file = rig.folder().resolve("home/.alibabacloud/credentials");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "[later]\naccess_key_id = LTAIlater12345678\naccess_key_secret = x\n");
        rig.click("keys-look");
        rig.until("it is listed", () -> model(rig).found().get().size() == 2);
        Files.delete(file);
        rig.click("keys-look");
        rig.until("it is gone", () -> model(rig).found().get().size() == 1);
    }

    /// The secret is taken and shown nowhere.
    private static void typesKey(StudioRig rig) {
        if (!GuiActionRunner.execute(
                () -> rig.any("key-type", AbstractButton.class).isSelected())) {
            rig.click("key-type");
        }
        rig.until("the form shows", () -> ControlUses.isShowing(rig, "key-id"));
        rig.enter("key-id", "LTAItyped12345678");
        rig.click("key-secret");
        rig.type("secret-4711");
        var keep = rig.find("key-keep", JCheckBox.class);
        rig.until("it says where keys are kept", () -> !keep.getText().isEmpty());
        if (keep.isEnabled() && keep.isSelected()) {
            rig.click(keep);
        }
        rig.click("key-use");
        rig.until("it is chosen", () -> chosen(rig).equals(CloudSession.TYPED));
        rig.until(
                "it is one of the list",
                () -> rig.any("account-typed", ChoiceCard.class).isSelected());
        assertThat(rig.any("key-secret", JPasswordField.class).getPassword()).isEmpty();
        assertThat(ControlUses.isShowing(rig, "key-id")).isFalse();
        forget(rig);
    }

    private static void forget(StudioRig rig) {
        GuiActionRunner.execute(() -> model(rig).forgetTyped());
        rig.until("it is forgotten", () -> model(rig).found().get().size() == 1);
    }

    private static void leavesSandbox(StudioRig rig) {
        rig.until("it runs", () -> isSandbox(rig));
        rig.until("it can be left", () -> ControlUses.isShowing(rig, "sandbox-leave"));
        rig.click("sandbox-leave");
        rig.until("it ended", () -> rig.parts.cloud().connection().get().isEmpty());
    }

    /// Event thread.
    private static boolean isSandbox(StudioRig rig) {
        return rig.parts.cloud().connection().get().filter(it -> it.isSandbox()).isPresent();
    }

    private static String chosen(StudioRig rig) {
        return model(rig).chosen().get().map(Found::id).orElse("");
    }

    private static ConnectModel model(StudioRig rig) {
        return rig.parts.connect();
    }

    private static Use sandboxed(Use use) {
        return opened(rig -> {
            rig.command(Command.START_SANDBOX);
            use.by(rig);
        });
    }

    private static Use opened(Use use) {
        return rig -> {
            GuiActionRunner.execute(() -> rig.parts.cloud().disconnect());
            opens(rig);
            use.by(rig);
        };
    }

    /// Shows the page, with everything that was found on it.
    static void opens(StudioRig rig) {
        rig.command(Command.CONNECT_CLOUD);
        rig.press(KeyEvent.VK_SHIFT);
        rig.until("it shows", () -> ControlUses.isShowing(rig, VIEW));
        rig.until("keys are found", () -> model(rig).found().get().size() == 1);
    }

    /// Writes the profile.
    static void profile(Path folder) throws IOException {
        var file = folder.resolve("home/.aliyun/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                """
                {"current":"team","profiles":[{"name":"team","mode":"AK",
                 "access_key_id":"LTAI5tabcdefghijkl9Qx2","access_key_secret":"x",
                 "region_id":"ap-southeast-1"}]}
                """);
    }
}
