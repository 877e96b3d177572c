package dev.atelier.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The line of background tasks, used by its button; no display is needed.
class TaskLineTest {
    private final Tasks tasks = new Tasks(EventQueue::invokeLater);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        end.countDown();
        EventQueue.invokeAndWait(tasks::close);
    }

    @Test
    void aTaskThatLastsIsNamedAndCancelled() throws Exception {
        var line = new Container[1];
        EventQueue.invokeAndWait(() -> {
            line[0] = (Container) new TaskLine(tasks.running()).component();
            assertFalse(line[0].isVisible());
            tasks.run("read-models", this::untilCancelled, outcome());
            assertFalse(line[0].isVisible(), "most tasks end before they are noticed");
        });

        until(() -> line[0].isVisible());
        until(() -> words(line[0]).equals("Reading models, 25 %"));
        EventQueue.invokeAndWait(() -> button(line[0]).doClick());

        until(() -> !line[0].isVisible());
        assertEquals(1, end.getCount(), "it ended because it was cancelled");
    }

    @Test
    void severalTasksAreCounted() throws Exception {
        var line = new Container[1];
        EventQueue.invokeAndWait(() -> {
            line[0] = (Container) new TaskLine(tasks.running()).component();
            tasks.run("save-mask", this::untilCancelled, outcome());
            tasks.run("save-grid", this::untilCancelled, outcome());
        });

        until(() -> words(line[0]).equals("Saving the mask, 25 % and 1 more"));
    }

    /// A title without words would throw while something else goes wrong.
    @Test
    void everyTitleInTheSourcesHasWordsInBothLanguages() throws IOException {
        var call = Pattern.compile("\\.(?:run|compute)\\(\\s*\"([a-z-]*)\",\\s*(?:task|work|_) ->");
        var titles = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                call.matcher(Files.readString(file))
                        .results()
                        .forEach(it -> titles.add(it.group(1)));
            }
        }
        assertTrue(titles.size() > 15, titles::toString);
        for (var locale : new Locale[] {Locale.ROOT, Locale.SIMPLIFIED_CHINESE}) {
            var bundle = ResourceBundle.getBundle("dev.atelier.app.shell.Messages", locale);
            titles.forEach(it -> assertFalse(bundle.getString("task." + it).isBlank()));
        }
    }

    /// A task that is listed nowhere needs a reason, and is known here.
    @Test
    void tasksThatAreNotListedAreKnown() throws IOException {
        var quiet = Pattern.compile("\\bHiddenTask\\.([A-Z_]+)");
        var found = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                quiet.matcher(Files.readString(file))
                        .results()
                        .forEach(it -> found.add(name + " " + it.group(1)));
            }
        }
        assertEquals(
                Set.of(
                        "CellImages PIECE",
                        "ConnectModel OWN_VIEW",
                        "DeploymentModel OWN_VIEW",
                        "JobSupply REFRESH",
                        "LibraryModel REFRESH",
                        "LibraryModel WATCH",
                        "LocalCloud OWN_VIEW",
                        "PlaceLimits REFRESH",
                        "PlaceOffers REFRESH",
                        "PlaceQueue OWN_VIEW",
                        "ServiceDrawer REFRESH",
                        "ServicesModel REFRESH",
                        "SourceActions REFRESH"),
                found);
    }

    private String untilCancelled(Task task) throws InterruptedException {
        task.report(new Task.Step(0.25, ""));
        var stop = new CountDownLatch(1);
        task.onCancel(stop::countDown);
        stop.await();
        return "";
    }

    private static Tasks.Outcome<String> outcome() {
        return Tasks.Outcome.of(done -> {}, failure -> {});
    }

    private static String words(Container line) {
        return ((JLabel) named(line, "task")).getText();
    }

    private static AbstractButton button(Container line) {
        return (AbstractButton) named(line, "cancel-task");
    }

    private static Component named(Container line, String name) {
        for (var part : line.getComponents()) {
            if (name.equals(part.getName())) {
                return part;
            }
        }
        throw new AssertionError("no " + name);
    }

    private static void until(BooleanSupplier state) throws Exception {
        long give = System.nanoTime() + 20_000_000_000L;
        var reached = new boolean[1];
        while (!reached[0]) {
            EventQueue.invokeAndWait(() -> reached[0] = state.getAsBoolean());
            assertTrue(System.nanoTime() < give, "waited in vain");
            Thread.onSpinWait();
        }
    }
}
