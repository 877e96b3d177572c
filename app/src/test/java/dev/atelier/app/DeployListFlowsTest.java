package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.cloud.deploy.ServiceConfig;
import java.awt.event.KeyEvent;
import javax.swing.JComboBox;
import javax.swing.plaf.basic.ComboPopup;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// The lists of the page that deploys a service.
class DeployListFlowsTest extends CloudFlowTest {
    /// Some letters of the card are enough.
    @Test
    void aListIsSearchedByTyping() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var model = CloudRig.recommended(rig);
            rig.pressButton("deploy-step-MACHINE");
            var box = rig.find("deploy-machine", JComboBox.class);
            int all = GuiActionRunner.execute(box::getItemCount);
            rig.click(box.getEditor().getEditorComponent());
            rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
            rig.type("t4");
            rig.until("fewer are listed", () -> box.getItemCount() > 0 && box.getItemCount() < all);
            rig.press(KeyEvent.VK_DOWN);
            rig.press(KeyEvent.VK_ENTER);
            rig.until(
                    "one with such a card is chosen",
                    () ->
                            model.reading()
                                    .get()
                                    .config()
                                    .flatMap(ServiceConfig::machine)
                                    .flatMap(it -> model.offers().get().machine(it))
                                    .filter(it -> it.gpu().contains("T4"))
                                    .isPresent());
            rig.until("all are listed again", () -> box.getItemCount() == all);
        }
    }

    /// While the cloud answers once more which services there are.
    @Test
    void anOpenListKeepsWhatThePointerIsOn() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var model = CloudRig.recommended(rig);
            rig.pressButton("deploy-step-KIND");
            var box = rig.find("deploy-image", JComboBox.class);
            rig.until("images are listed", () -> box.getItemCount() > 1);
            GuiActionRunner.execute(() -> box.showPopup());
            var popup = (ComboPopup) box.getUI().getAccessibleChild(box, 0);
            GuiActionRunner.execute(() -> popup.getList().setSelectedIndex(1));

            var to = rig.parts.cloud().connection().get().orElseThrow();
            to.eas().create(ServiceConfig.read(CloudRig.named(CloudRig.SYNC)));
            var services = to.eas().list();
            GuiActionRunner.execute(() -> model.know(services));

            assertThat(GuiActionRunner.execute(() -> popup.getList().getSelectedIndex()))
                    .isEqualTo(1);
        }
    }

    /// The account does not list it.
    @Test
    void anImageOfAPastedConfigIsListed() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            var model = CloudRig.recommended(rig);
            rig.pressButton("deploy-step-KIND");
            var box = rig.find("deploy-image", JComboBox.class);
            rig.until("images are listed", () -> box.getItemCount() > 1);
            var own = "registry.example.com/team/webui:7";
            GuiActionRunner.execute(() -> model.edit(it -> it.with("/containers/0/image", own)));
            rig.until("it is listed", () -> own.equals(box.getItemAt(0)));
            assertThat(GuiActionRunner.execute(box::getSelectedIndex)).isZero();

            var other = GuiActionRunner.execute(() -> (String) box.getItemAt(1));
            GuiActionRunner.execute(() -> model.edit(it -> it.with("/containers/0/image", other)));
            rig.until("only what the account has", () -> !own.equals(box.getItemAt(0)));
        }
    }
}
