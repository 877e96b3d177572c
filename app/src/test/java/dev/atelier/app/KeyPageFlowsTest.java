package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import javax.swing.AbstractButton;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The keys in the settings: what is changed, what clashes, and the ways out.
class KeyPageFlowsTest extends StudioTest {
    /// A settings file that was edited by hand, or by another version, gives a key twice.
    @BeforeEach
    void openWithAKeyTwice() throws Exception {
        var other = Files.createDirectory(folder.resolve("keys"));
        Files.writeString(
                other.resolve("settings.properties"),
                "key.about=ctrl pressed G\nwelcome.done=true\nlanguage=en\n");
        reopen(other);
        rig.command(Command.SHOW_SETTINGS);
        rig.until("the keys show", () -> ControlUses.isShowing(rig, "keys-reset-all"));
    }

    @Test
    void aKeyGivenTwiceIsShownAndSolvedByAFreeOne() {
        assertThat(words("choice-CONFLICT")).endsWith("2");
        rig.click("keys-go");
        rig.until("only the two are listed", () -> !ControlUses.isShowing(rig, "key-generate"));
        assertThat(ControlUses.isShowing(rig, "key-mine-about")).isTrue();
        assertThat(ControlUses.isShowing(rig, "key-mine-grid")).isTrue();

        var offer = "key-near-Ctrl+H";
        assertThat(key(Command.ABOUT)).isEqualTo("Ctrl+G");
        var offers = rig.any("key-mine-about").getParent();
        var free = ComponentFinder.find(offers, offer, AbstractButton.class, it -> true);
        rig.click(free);
        rig.until("it is taken", () -> key(Command.ABOUT).equals("Ctrl+H"));
        assertThat(key(Command.GRID)).isEqualTo("Ctrl+G");
        assertThat(words("choice-CONFLICT")).endsWith("0");

        rig.click("keys-undo");
        rig.until("it is given twice again", () -> words("choice-CONFLICT").endsWith("2"));
        assertThat(key(Command.ABOUT)).isEqualTo("Ctrl+G");
        assertThat(GuiActionRunner.execute(() -> rig.any("keys-undo").isEnabled())).isFalse();
    }

    @Test
    void aKeyGivenTwiceIsKeptForOne() {
        rig.click("keys-go");
        rig.until("they are listed", () -> ControlUses.isShowing(rig, "key-mine-grid"));
        rig.click("key-mine-grid");
        rig.until("About has none", () -> key(Command.ABOUT).isEmpty());
        assertThat(key(Command.GRID)).isEqualTo("Ctrl+G");
        assertThat(words("choice-CONFLICT")).endsWith("0");
    }

    @Test
    void changedKeysAreListedAloneAndCtrlZTakesAChangeBack() {
        rig.click("choice-CHANGED");
        rig.until("About alone", () -> !ControlUses.isShowing(rig, "key-generate"));
        assertThat(ControlUses.isShowing(rig, "key-about")).isTrue();

        rig.click("keys-reset-all");
        rig.until("it has none, as it came", () -> key(Command.ABOUT).isEmpty());
        rig.until("nothing is listed", () -> !ControlUses.isShowing(rig, "key-about"));
        rig.click("choice-CHANGED");
        rig.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        rig.until("it is back", () -> key(Command.ABOUT).equals("Ctrl+G"));
        rig.until("and listed", () -> ControlUses.isShowing(rig, "key-about"));
    }

    @Test
    void aTakenKeyOffersFreeOnesBesideIt() {
        rig.click("key-pause");
        rig.press(KeyEvent.VK_F5);
        rig.until("it is asked", () -> ControlUses.isShowing(rig, "key-keep"));
        var offer = "key-near-F6";
        rig.until("a neighbour is offered", () -> ControlUses.isShowing(rig, offer));
        rig.click(offer);
        rig.until("it is taken", () -> key(Command.PAUSE).equals("F6"));
        assertThat(key(Command.RESCAN)).isEqualTo("F5");
    }

    private String words(String button) {
        return GuiActionRunner.execute(() -> rig.any(button, AbstractButton.class).getText());
    }

    private String key(Command command) {
        return GuiActionRunner.execute(
                () -> rig.studio.context().commands().keyText(command).get());
    }
}
