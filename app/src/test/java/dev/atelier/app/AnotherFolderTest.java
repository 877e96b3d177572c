package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.app.home.DataFolder;
import dev.atelier.app.ui.Theme;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.JTextArea;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.assertj.swing.finder.JFileChooserFinder;
import org.assertj.swing.finder.WindowFinder;
import org.assertj.swing.fixture.DialogFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dialog of a start whose data folder cannot be used.
class AnotherFolderTest {
    @TempDir Path folder;
    private Robot robot;
    private final List<DataFolder> kept = new ArrayList<>();

    @BeforeEach
    void begin() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        Locale.setDefault(Locale.ENGLISH);
        GuiActionRunner.execute(() -> {
            Theme.prepare();
            Theme.LIGHT.apply();
        });
        robot = BasicRobot.robotWithNewAwtHierarchy();
    }

    @AfterEach
    void end() {
        if (robot != null) {
            robot.cleanUp();
        }
    }

    @Test
    void aFolderIsChosenAndKept() throws Exception {
        var good = Files.createDirectory(folder.resolve("good"));
        var chosen = start();

        press("ask-yes");
        choose(good);

        assertThat(chosen.get(10, TimeUnit.SECONDS)).contains(DataFolder.in(good));
        assertThat(kept).containsExactly(DataFolder.in(good));
    }

    /// One that is no better is refused by its name, and nothing is kept.
    @Test
    void anotherBadOneIsSaidAndAskedAgain() throws Exception {
        var bad = Path.of("/proc");
        assumeTrue(Files.isDirectory(bad), "here is no folder that nobody may write to");
        var chosen = start();

        press("ask-yes");
        choose(bad);
        var words = robot.finder().findByName("ask-words", JTextArea.class);
        assertThat(GuiActionRunner.execute(() -> words.getText())).contains("folder /proc ");
        press("ask-no");

        assertThat(chosen.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(kept).isEmpty();
    }

    /// Escape in the chooser comes back to the question.
    @Test
    void theChooserCanBeLeft() throws Exception {
        var chosen = start();

        press("ask-yes");
        JFileChooserFinder.findFileChooser().using(robot).cancel();
        press("ask-no");

        assertThat(chosen.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    private CompletableFuture<Optional<DataFolder>> start() {
        var answer = new CompletableFuture<Optional<DataFolder>>();
        var home = DataFolder.in(folder.resolve("gone"));
        EventQueue.invokeLater(() ->
                answer.complete(Startup.another(home, new IOException("it is full"), kept::add)));
        return answer;
    }

    private void press(String name) {
        DialogFixture dialog = WindowFinder.findDialog("ask").using(robot);
        dialog.button(name).click();
    }

    private void choose(Path wanted) {
        JFileChooserFinder.findFileChooser()
                .using(robot)
                .setCurrentDirectory(folder.toFile())
                .selectFile(wanted.toFile())
                .approve();
    }
}
