package dev.atelier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LoadedModel;
import dev.atelier.app.engine.ModelSpec;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.GenerationException;
import dev.atelier.torch.Compute;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.swing.JLabel;
import org.assertj.swing.core.BasicRobot;
import org.assertj.swing.core.Robot;
import org.assertj.swing.edt.GuiActionRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine's libraries are large: an open window loads them only for a person who goes to work.
class EngineStartTest {
    private static final String MEASURED = "CPU · (f32|bf16) .* · [0-9.]+ GB";

    @TempDir Path folder;
    private final AtomicInteger asked = new AtomicInteger();
    private Robot robot;

    @BeforeEach
    void display() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        GuiActionRunner.execute(Theme::prepare);
        robot = BasicRobot.robotWithNewAwtHierarchy();
    }

    @AfterEach
    void leave() {
        if (robot != null) {
            robot.cleanUp();
        }
    }

    @Test
    void theFirstLetterLoadsTheEngineAndTheNextStartRemembersHowItComputes() {
        try (var rig = new StudioRig(robot, folder, this::counting)) {
            rig.until("memory is shown", () -> engine(rig).contains("GB"));
            assertThat(engine(rig)).matches("CPU · [0-9.]+ GB");
            assertThat(asked).hasValue(0);

            rig.click("prompt");
            rig.type("b");
            rig.until("it is measured", () -> engine(rig).matches(MEASURED));
            assertThat(asked).hasValue(1);
            rig.type("oat");
        }
        assertThat(asked).hasValue(1);

        try (var rig = new StudioRig(robot, folder, this::counting)) {
            rig.until("it is remembered", () -> engine(rig).matches(MEASURED));
            assertThat(asked).as("asked in all").hasValue(1);
        }
    }

    /// Hidden, and so not found among what shows, until the first facts are read.
    private static String engine(StudioRig rig) {
        return rig.any("status-chip", JLabel.class).getText();
    }

    private EngineRuntime counting(DataFolder home) {
        return new Counting(new TorchRuntime(home), asked);
    }

    private record Counting(TorchRuntime torch, AtomicInteger asked) implements EngineRuntime {
        @Override
        public LoadedModel load(ModelSpec.Weights weights, Optional<String> strategy)
                throws GenerationException {
            return torch.load(weights, strategy);
        }

        @Override
        public Compute compute(Optional<String> strategy) throws GenerationException {
            asked.incrementAndGet();
            return torch.compute(strategy);
        }

        @Override
        public Expected expected() {
            return torch.expected();
        }

        @Override
        public Facts facts() {
            return torch.facts();
        }

        @Override
        public Path starter() throws IOException {
            return torch.starter();
        }
    }
}
