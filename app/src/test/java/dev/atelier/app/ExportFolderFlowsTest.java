package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.app.shell.Command;
import java.awt.Point;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;

/// Where pictures are exported to: another folder is typed, kept over a restart, and one that
/// cannot be used is refused with the reason and not kept.
class ExportFolderFlowsTest extends StudioTest {
    /// In the first picture of the grid, below the line with its day.
    private static final Point CELL = new Point(80, 100);

    @Test
    void anotherFolderIsMadeUsedAndKept() throws Exception {
        rig.draft(r -> ControlUses.quick());
        rig.command(Command.GENERATE);
        rig.until("it is done", () -> ControlUses.isShowing(rig, "use-all"));
        var first = folder.resolve("for the client/round 1");
        var file = Files.writeString(folder.resolve("a file"), "not a folder");

        ask();
        assertThat(rig.text("export-folder")).isEqualTo(folder.resolve("export").toString());
        answer(first.toString());
        rig.until("it is exported", () -> ControlUses.toast(rig).equals("1 picture exported"));
        assertThat(pictures(first)).hasSize(1);

        ask();
        assertThat(rig.text("export-folder")).as("the one of last time").isEqualTo(first + "");
        type("relative/folder");
        assertThat(canExport()).as("a folder of nowhere").isFalse();
        type("");
        assertThat(canExport()).as("none").isFalse();
        answer(file.toString());
        rig.until(
                "it is said why not",
                () ->
                        ControlUses.toast(rig).startsWith("0 exported")
                                || ControlUses.toast(rig).contains("a file"));
        assertThat(Files.readString(file)).isEqualTo("not a folder");

        reopen(folder);
        ask();
        assertThat(rig.text("export-folder")).as("after a restart").isEqualTo(first + "");
        answer(first.toString());
        rig.until("it is exported", () -> ControlUses.toast(rig).equals("1 picture exported"));
        assertThat(pictures(first)).as("nothing is replaced").hasSize(2);
    }

    private void ask() {
        rig.command(Command.SHOW_LIBRARY);
        rig.until(
                "it is listed",
                () -> rig.any("library-found", JLabel.class).getText().startsWith("1 "));
        rig.input().click(rig.find("library-grid", JComponent.class), CELL);
        rig.pressButton("library-export");
        rig.until("it asks where to", () -> rig.focused("export-folder"));
    }

    private void type(String where) {
        rig.click("export-folder");
        rig.press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        rig.press(KeyEvent.VK_DELETE);
        rig.type(where);
    }

    private void answer(String where) {
        type(where);
        rig.until("it can be used", this::canExport);
        rig.press(KeyEvent.VK_ENTER);
    }

    private boolean canExport() {
        return GuiActionRunner.execute(
                () -> rig.any("export-ok", AbstractButton.class).isEnabled());
    }

    private static List<Path> pictures(Path in) throws IOException {
        try (var all = Files.list(in)) {
            return all.filter(it -> it.toString().endsWith(".png")).toList();
        }
    }
}
