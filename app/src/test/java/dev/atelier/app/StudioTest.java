package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.ui.Theme;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.FailOnThreadViolationRepaintManager;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Opens a studio on a folder of its own before each test, on a real display, and closes it after.
/// Any use of Swing from another thread fails the test at hand, and so does a mistake that escapes.
abstract class StudioTest {
    private static Robot robot;

    @TempDir Path folder;
    StudioRig rig;

    @BeforeAll
    static void display() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        FailOnThreadViolationRepaintManager.install();
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
    }

    @AfterAll
    static void release() {
        if (robot != null) {
            robot.cleanUp();
            FailOnThreadViolationRepaintManager.uninstall();
        }
    }

    @BeforeEach
    void open() throws Exception {
        rig = new StudioRig(robot, folder);
    }

    @AfterEach
    void close() {
        var mistakes = rig.mistakes();
        rig.close();
        assertThat(mistakes).isEmpty();
    }

    /// Closes the studio and opens another one on that folder.
    final void reopen(Path other) {
        rig.close();
        rig = new StudioRig(robot, other);
    }
}
