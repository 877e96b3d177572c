package dev.atelier.app;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Theme;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Seed;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The studio in a process of its own, to be killed: it types a prompt, orders two jobs and prints
/// a line for each picture.
final class StudioProcess {
    static final String PROMPT = "a blue star on a white background";
    static final Rectangle PLACE = new Rectangle(40, 30, 1200, 760);
    static final int PICTURES = 3;

    private StudioProcess() {}

    /// @param arguments the data folder
    public static void main(String[] arguments) throws Exception {
        var home = new DataFolder(Path.of(arguments[0]), DataFolder.ofThisUser().natives());
        Theme.prepare();
        EventQueue.invokeAndWait(() -> {
            try {
                var tasks = new Tasks(EventQueue::invokeLater);
                var settings = Settings.open(home.root().resolve("settings.properties"), tasks);
                settings.put(StudioSettings.LANGUAGE, Optional.of(Locale.ENGLISH));
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
                studio.closeBeforeSignal();
                studio.open();
                studio.context().window().frame().setBounds(PLACE);
                studio.features().create().draft().edit("prompt", r -> r.withPrompt(PROMPT));
                studio.features().queue().queue().latest().onChange(made -> say("made"));
                for (int seed : new int[] {100, 200}) {
                    var recipe = studio.features().create().draft().recipe().get();
                    studio.features()
                            .queue()
                            .queue()
                            .add(
                                    recipe.withSeed(Seed.of(seed))
                                            .withBatch(new Batch(1, PICTURES)),
                                    false);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Thread.sleep(600_000);
    }

    private static void say(String moment) {
        System.out.println(moment);
        System.out.flush();
    }
}
