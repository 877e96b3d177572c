package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.json.RecipeJson;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.event.KeyEvent;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A text of a megabyte that is pasted into the prompt neither freezes the studio nor the next
/// start of it. What is pasted is made to be slow: no breaks, nothing but brackets, tags that never
/// end.
class LongPromptTest {
    private static final long LONGEST_MILLIS = 1000;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a red boat, "})
    void aMegabyteIsPastedAndTheWindowAnswers(String piece) throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        var robot = BasicRobot.robotWithNewAwtHierarchy();
        try {
            try (var rig = new StudioRig(robot, folder)) {
                rig.draft(r -> Recipe.of("", r.size()));
                rig.click("prompt");
                ControlUses.copy(piece.repeat(1_000_000 / piece.length()));
                var watch = new Watch();
                rig.press(KeyEvent.VK_V, KeyEvent.VK_CONTROL);
                rig.until("it is there", () -> rig.text("prompt").length() == 65_536);
                rig.until("its tokens are counted", () -> isCounted(rig));
                rig.type("moon");
                rig.press(KeyEvent.VK_END, KeyEvent.VK_CONTROL);
                rig.press(KeyEvent.VK_BACK_SPACE);
                rig.type("y");
                rig.until("the recipe is kept", () -> kept(rig).endsWith("y"));
                rig.until("its tokens are counted", () -> isCounted(rig));
                assertThat(watch.end()).as("longest event in ms").isLessThan(LONGEST_MILLIS);
                assertThat(rig.mistakes()).isEmpty();
            }
            try (var rig = new StudioRig(robot, folder)) {
                var watch = new Watch();
                assertThat(rig.text("prompt")).hasSize(65_536).endsWith("y");
                rig.click("prompt");
                rig.until("its tokens are counted", () -> isCounted(rig));
                assertThat(watch.end()).as("longest event in ms").isLessThan(LONGEST_MILLIS);
            }
        } finally {
            robot.cleanUp();
        }
    }

    /// A short prompt has two figures.
    private static boolean isCounted(StudioRig rig) {
        return ControlUses.label(rig, "prompt-count").matches("\\d{4,}/\\d{4,}");
    }

    /// The prompt as it is on disk.
    private static String kept(StudioRig rig) {
        try (var tasks = new Tasks(Runnable::run)) {
            var file = rig.folder().resolve("settings.properties");
            var draft = Settings.open(file, tasks).get(StudioSettings.DRAFT);
            return RecipeJson.read(draft).recipe().prompt();
        }
    }

    /// Asks the event thread again and again how much it has computed: by its own clock, so that a
    /// busy machine is not taken for a busy window.
    private static final class Watch {
        private final AtomicLong longest = new AtomicLong();
        private final AtomicBoolean ends = new AtomicBoolean();
        private final Thread thread = Thread.ofPlatform().start(this::run);

        private void run() {
            try {
                long last = computed();
                while (!ends.get()) {
                    long now = computed();
                    longest.accumulateAndGet((now - last) / 1_000_000, Math::max);
                    last = now;
                    Thread.sleep(5);
                }
            } catch (InterruptedException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }

        private static long computed() throws InterruptedException, InvocationTargetException {
            var nanos = new AtomicLong();
            EventQueue.invokeAndWait(
                    () -> nanos.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()));
            return nanos.get();
        }

        long end() throws InterruptedException {
            ends.set(true);
            thread.join();
            return longest.get();
        }
    }
}
