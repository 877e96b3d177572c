package dev.atelier.app;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.Job;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.ui.Theme;
import dev.atelier.app.viewer.Canvas;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.grid.Axis;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.RenderingHints;
import java.awt.event.ActionEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JRootPane;
import javax.swing.JTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Maintainer's tool, which runs only when asked: opens the studio on an empty data folder, makes
/// pictures with the starter model and photographs every view, light and dark, in both languages.
/// What is seen is what was made; nothing is painted for the occasion.
///
/// `mvn -q verify -pl app -am -Dtest=ScreenshotsTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Dscreenshots=FOLDER`, and once more with `-Dscreenshots.scale=200` for the first view at that
/// scale; `-Dscreenshots.size=1024x700` for another window.
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsTest {
    private static final int PATIENCE_MILLIS = 120_000;
    private static final List<String> PROMPTS =
            List.of(
                    "a blue star on a white background",
                    "a yellow sun above a green hill",
                    "a green tree under a yellow sun",
                    "a red house on a green hill",
                    "a purple flower on a white background",
                    "a red boat under a yellow moon");

    private final int scale = Integer.getInteger("screenshots.scale", 100);
    private final String size = System.getProperty("screenshots.size", "1440x900");
    private final Path out = Path.of(System.getProperty("screenshots", ""));

    @TempDir private Path folder;

    @Test
    void photograph() throws Exception {
        assumeFalse(GraphicsEnvironment.isHeadless(), "there is no display");
        // Read once, when the first window opens.
        System.setProperty("sun.java2d.uiScale", scale / 100.0 + "");
        Files.createDirectories(out);
        var home = new DataFolder(folder, DataFolder.ofThisUser().natives());
        var tasks = new Tasks(EventQueue::invokeLater);
        var settings = Settings.open(home.root().resolve("settings.properties"), tasks);
        settings.put(StudioSettings.LANGUAGE, Optional.of(Locale.ENGLISH));
        Theme.prepare();
        var studio = onEvents(() -> open(home, tasks, settings));
        try {
            photograph(studio);
        } finally {
            onEvents(() -> {
                studio.quit(); // before the process ends: it may still compute
                return studio;
            });
        }
    }

    private void photograph(Studio studio) throws Exception {
        if (scale == 100) {
            photograph(studio, "welcome");
        }
        draw(studio);
        if (scale == 100) {
            views(studio);
        } else {
            photograph(studio, "create-" + scale);
        }
    }

    private void views(Studio studio) throws Exception {
        photograph(studio, "create-dark");
        run(studio, Command.LIGHT);
        photograph(studio, "create-light");
        speak(studio, Locale.SIMPLIFIED_CHINESE);
        photograph(studio, "create-zh");
        speak(studio, Locale.ENGLISH);
        run(studio, Command.DARK);
        for (var command : List.of(Command.SHOW_MODELS, Command.SHOW_SETTINGS)) {
            run(studio, command);
            photograph(studio, command.name().substring(5).toLowerCase(Locale.ROOT));
        }
        run(studio, Command.SHOW_CREATE);
        compare(studio);
        mask(studio);
        grid(studio);
    }

    /// The last picture beside the same made in fewer steps.
    private void compare(Studio studio) throws Exception {
        var first = studio.features().queue().queue().latest().get().orElseThrow();
        var few = recipe(PROMPTS.getLast(), 105).withSampling(Sampling.DEFAULT.withSteps(8));
        onEvents(() -> studio.features().queue().queue().add(few, false));
        until(() -> idle(studio));
        var model = studio.features().compare().model();
        onEvents(() -> {
            model.take(Side.A, first.file());
            model.take(
                    Side.B, studio.features().queue().queue().latest().get().orElseThrow().file());
            return model;
        });
        until(() -> model.map().get().isPresent());
        run(studio, Command.SHOW_COMPARE);
        photograph(studio, "compare");
        run(studio, Command.SHOW_CREATE);
        onEvents(() -> {
            studio.features().create().session().select(first);
            return first;
        });
    }

    /// The moon of the last picture, masked to be drawn again.
    private void mask(Studio studio) throws Exception {
        onEvents(() -> {
            UiDriver.press("paint-over");
            return true;
        });
        until(() -> UiDriver.shows("mask-done")); // the picture is read
        onEvents(() -> {
            var canvas = UiDriver.find(Canvas.class, "canvas");
            int x = canvas.getWidth() / 2;
            int y = canvas.getHeight() / 2;
            int reach = Math.min(x, y);
            var stroke =
                    IntStream.rangeClosed(0, 20)
                            .mapToObj(i ->
                                    new Point(
                                            x + reach * (i + 13) / 50,
                                            y - reach * (i % 2 == 0 ? 8 : 4) / 10))
                            .toList();
            UiDriver.drag(canvas, stroke);
            return true;
        });
        photograph(studio, "mask");
        onEvents(() -> {
            UiDriver.press("mask-done");
            studio.features().create().draft().replace(recipe(PROMPTS.getLast(), 105));
            return true;
        });
    }

    private void grid(Studio studio) throws Exception {
        run(studio, Command.GRID);
        onEvents(() -> {
            axis("x", Axis.PROMPT_SR, "red, blue, green, purple");
            axis("y", Axis.SEED, "105, 108");
            UiDriver.press("grid-make");
            return true;
        });
        until(() -> idle(studio));
        var dialog = onEvents(() -> UiDriver.find(JDialog.class, "grid"));
        photograph(dialog.getRootPane(), "grid");
    }

    private static void axis(String name, Axis axis, String values) {
        // The first entry stands for no axis.
        UiDriver.find(JComboBox.class, "axis-" + name)
                .setSelectedIndex(List.of(Axis.values()).indexOf(axis) + 1);
        UiDriver.find(JTextField.class, "values-" + name).setText(values);
    }

    private Studio open(DataFolder home, Tasks tasks, Settings settings) throws IOException {
        Theme.DARK.apply();
        var studio =
                new Studio(
                        new Studio.Dependencies(
                                home,
                                new TorchRuntime(home),
                                tasks,
                                settings,
                                new CloudAccess(Map.of(), home.root().resolve("home"))),
                        () -> {});
        studio.open();
        var wanted = size.split("x", 2);
        studio.context()
                .window()
                .frame()
                .setSize(new Dimension(Integer.parseInt(wanted[0]), Integer.parseInt(wanted[1])));
        studio.welcome();
        return studio;
    }

    private static void draw(Studio studio) throws Exception {
        for (int i = 0; i < PROMPTS.size(); i++) {
            var recipe = recipe(PROMPTS.get(i), 100 + i);
            onEvents(() -> {
                studio.features().create().draft().replace(recipe);
                studio.features().queue().queue().add(recipe, false);
                return recipe;
            });
        }
        until(() -> idle(studio));
    }

    private static void speak(Studio studio, Locale language) throws Exception {
        onEvents(() -> {
            studio.switchTo(language);
            return language;
        });
    }

    private static boolean idle(Studio studio) {
        return studio.features().queue().queue().jobs().get().stream()
                .allMatch(job -> job.state() == Job.State.DONE);
    }

    private static Recipe recipe(String prompt, long seed) {
        return Recipe.of(prompt, new Size(128, 128)).withSeed(Seed.of(seed));
    }

    private static void run(Studio studio, Command command) throws Exception {
        onEvents(() -> {
            studio.context()
                    .commands()
                    .action(command)
                    .actionPerformed(
                            new ActionEvent(studio, ActionEvent.ACTION_PERFORMED, command.name()));
            return command;
        });
    }

    /// Paints the window as the desktop shows it.
    private void photograph(Studio studio, String name) throws Exception {
        photograph(studio.context().window().frame().getRootPane(), name);
    }

    private void photograph(JRootPane root, String name) throws Exception {
        Thread.sleep(700); // pictures of the strip are read meanwhile
        var image =
                onEvents(() -> {
                    var picture =
                            new BufferedImage(
                                    root.getWidth() * scale / 100,
                                    root.getHeight() * scale / 100,
                                    BufferedImage.TYPE_INT_RGB);
                    var g = picture.createGraphics();
                    g.setRenderingHint(
                            RenderingHints.KEY_TEXT_ANTIALIASING,
                            RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
                    g.scale(scale / 100.0, scale / 100.0);
                    root.paint(g);
                    g.dispose();
                    return picture;
                });
        ImageIO.write(image, "png", out.resolve(name + ".png").toFile());
    }

    private static void until(Callable<Boolean> done) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!onEvents(done)) {
            if (System.currentTimeMillis() > end) {
                throw new AssertionError("The pictures took too long.");
            }
            Thread.sleep(100);
        }
    }

    private static <T> T onEvents(Callable<T> action) throws Exception {
        var task = new FutureTask<>(action);
        EventQueue.invokeLater(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new InvocationTargetException(e.getCause());
        }
    }
}
