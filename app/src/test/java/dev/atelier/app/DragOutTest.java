package dev.atelier.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.app.shell.Command;
import java.awt.Component;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Toolkit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JComponent;
import javax.swing.JLabel;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Pictures are dragged out of the window into another program, by the pointer of the display and
/// the window system's own protocol. On X11 that asks for a window manager, which marks the windows
/// that a drag may go to: without one, the test is skipped.
class DragOutTest extends StudioTest {
    private static final int PATIENCE_SECONDS = 20;

    /// In the first picture of the grid, below the line with its day.
    private static final Point CELL = new Point(80, 100);

    @RegisterExtension final ChildOutput output = new ChildOutput();

    @Test
    void anotherProgramGetsTheFile() throws Exception {
        assumeTrue(
                Toolkit.getDefaultToolkit().isFrameStateSupported(Frame.MAXIMIZED_BOTH),
                "no window manager");
        rig.draft(r -> ControlUses.quick());
        rig.command(Command.GENERATE);
        rig.until("it is done", () -> ControlUses.isShowing(rig, "use-all"));
        GuiActionRunner.execute(() -> rig.frame.target().setBounds(0, 0, 1000, 700));
        rig.until("it has that size", () -> rig.frame.target().getWidth() == 1000);
        var picture = rig.pictures().getFirst();
        var draft = rig.draft();
        var program = program();
        try (var said = program.inputReader(UTF_8)) {
            assertThat(line(said)).isEqualTo(DropWindow.READY);

            carry(rig.find("filmstrip", JComponent.class), new Point(60, 50));
            assertThat(line(said)).as("from the strip").isEqualTo(picture.toString());

            rig.command(Command.SHOW_LIBRARY);
            rig.until(
                    "it is listed",
                    () -> rig.any("library-found", JLabel.class).getText().startsWith("1 "));
            rig.input().settle();
            carry(rig.find("library-grid", JComponent.class), CELL);
            assertThat(line(said)).as("from the library").isEqualTo(picture.toString());
        } finally {
            program.destroyForcibly().waitFor();
        }
        assertThat(rig.draft()).as("the form is as it was").isEqualTo(draft);
        assertThat(Files.isRegularFile(picture)).isTrue();
    }

    private void carry(Component from, Point place) {
        var to = DropWindow.PLACE;
        rig.input().carry(from, place, new Point((int) to.getCenterX(), (int) to.getCenterY()));
    }

    private Process program() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DropWindow.class.getName())
                .redirectError(output.errors())
                .start();
    }

    private static String line(BufferedReader from) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return String.valueOf(from.readLine());
                            } catch (IOException e) {
                                return e.toString();
                            }
                        })
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
