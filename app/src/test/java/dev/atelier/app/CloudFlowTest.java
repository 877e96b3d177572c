package dev.atelier.app;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.ui.Theme;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A real display and a data folder that is past the first page. Each test opens its own studios on
/// it, as many as it needs.
abstract class CloudFlowTest {
    @TempDir Path folder;
    Robot robot;

    @BeforeEach
    void prepare() throws IOException {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
        Files.writeString(folder.resolve("settings.properties"), "welcome.done=true\n");
    }

    @AfterEach
    void cleanUp() {
        if (robot != null) {
            robot.cleanUp();
        }
    }
}
