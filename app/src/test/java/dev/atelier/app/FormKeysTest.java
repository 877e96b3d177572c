package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.services.ServiceFacts;
import dev.atelier.app.shell.Command;
import dev.atelier.cloud.money.SpendingCap;
import java.awt.event.KeyEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import javax.swing.JMenuItem;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// The small forms of the cloud by the keyboard alone: Enter does what a form is for, from each of
/// its fields; on another button it presses that one; Escape closes.
class FormKeysTest extends CloudFlowTest {
    private static final String NAME = CloudRig.SYNC;

    @Test
    void enterSetsWhatAFormOfAServiceAsksFor() throws Exception {
        try (var rig = new StudioRig(robot, folder)) {
            CloudRig.deploy(rig, CloudRig.connect(rig), NAME);
            rig.command(Command.SHOW_SERVICES);
            rig.click("service-lease:" + NAME);
            rig.until("the field has the keyboard", () -> rig.any("lease-idle").isFocusOwner());
            rig.type("45");
            rig.press(KeyEvent.VK_ENTER);
            rig.until("it is set", () -> lease(rig).equals(Optional.of(Duration.ofMinutes(45))));
            closed(rig, "lease-form");

            rig.click("service-lease:" + NAME);
            rig.click("lease-until-on");
            rig.click("lease-idle-on");
            rig.press(KeyEvent.VK_ENTER);
            rig.until("a check box passes it on", () -> lease(rig).isEmpty() && hasEnd(rig));

            rig.click("service-lease:" + NAME);
            rig.until("it is open", () -> ControlUses.isShowing(rig, "lease-drop"));
            GuiActionRunner.execute(() -> rig.any("lease-drop").requestFocusInWindow());
            rig.press(KeyEvent.VK_ENTER);
            rig.until("a button does its own", () -> facts(rig).lease().isEmpty());

            limits(rig);
            menu(rig, "service.scale");
            rig.until("it is open", () -> rig.any("scale-instances").isFocusOwner());
            rig.type("2");
            rig.press(KeyEvent.VK_ENTER);
            rig.until("it is scaled", () -> facts(rig).info().total() == 2);

            menu(rig, "service.delete");
            rig.until("it is open", () -> rig.any("delete-name").isFocusOwner());
            rig.press(KeyEvent.VK_ENTER);
            rig.input().settle();
            assertThat(ControlUses.isShowing(rig, "delete-form")).as("no name, no deed").isTrue();
            rig.press(KeyEvent.VK_ESCAPE);
            closed(rig, "delete-form");
            assertThat(GuiActionRunner.execute(() -> facts(rig).isOff())).isFalse();
        }
    }

    private static void limits(StudioRig rig) {
        rig.click("services-limit");
        rig.until("it is open", () -> rig.any("limit-day").isFocusOwner());
        rig.type("x");
        rig.press(KeyEvent.VK_ENTER);
        rig.input().settle();
        assertThat(ControlUses.isShowing(rig, "limit-form")).as("what is wrong stays").isTrue();
        rig.fill("limit-day", "7");
        rig.press(KeyEvent.VK_ENTER);
        var seven = Optional.of(new BigDecimal("7"));
        rig.until(
                "it is set",
                () -> {
                    SpendingCap cap = rig.parts.services().model().spent().get().cap();
                    return cap.day().equals(seven);
                });
    }

    /// The key form goes from field to field and closes; Escape leaves the form, then the page.
    @Test
    void theAccountPageWorksByEnterAndEscape() throws Exception {
        ConnectUses.profile(folder);
        try (var rig = new StudioRig(robot, folder)) {
            ConnectUses.opens(rig);
            rig.click("key-type");
            rig.until("the form shows", () -> rig.any("key-id").isFocusOwner());
            rig.type("LTAItyped12345678");
            rig.press(KeyEvent.VK_ENTER);
            rig.until("the secret is next", () -> rig.any("key-secret").isFocusOwner());
            rig.press(KeyEvent.VK_ESCAPE);
            rig.until("the form is closed", () -> !ControlUses.isShowing(rig, "key-id"));
            assertThat(ControlUses.isShowing(rig, ConnectUses.VIEW)).isTrue();

            GuiActionRunner.execute(() -> rig.any("account-cli:team").requestFocusInWindow());
            rig.until("it has the keyboard", () -> rig.any("account-cli:team").isFocusOwner());
            rig.press(KeyEvent.VK_ENTER);
            rig.until("it is connected", () -> rig.parts.cloud().connection().get().isPresent());
            rig.press(KeyEvent.VK_ESCAPE);
            rig.until("the page is left", () -> !ControlUses.isShowing(rig, ConnectUses.VIEW));
            GuiActionRunner.execute(() -> rig.parts.cloud().disconnect());
        }
    }

    private static void menu(StudioRig rig, String entry) {
        rig.until("its card", () -> ControlUses.isShowing(rig, "service-more:" + NAME));
        rig.until("it is done", () -> rig.parts.services().model().doing().get().isEmpty());
        rig.click("service-more:" + NAME);
        rig.until("its menu is open", () -> UiDriver.shows(entry));
        rig.click(GuiActionRunner.execute(() -> UiDriver.find(JMenuItem.class, entry)));
    }

    private static void closed(StudioRig rig, String form) {
        rig.until("it is closed", () -> !ControlUses.isShowing(rig, form));
    }

    /// Event thread.
    private static ServiceFacts facts(StudioRig rig) {
        var model = rig.parts.services().model();
        model.look();
        return model.services().get().stream()
                .filter(it -> it.name().equals(NAME))
                .findFirst()
                .orElseThrow();
    }

    /// Event thread.
    private static Optional<Duration> lease(StudioRig rig) {
        return facts(rig).lease().flatMap(it -> it.idle());
    }

    /// Event thread.
    private static boolean hasEnd(StudioRig rig) {
        return facts(rig).lease().flatMap(it -> it.until()).isPresent();
    }
}
