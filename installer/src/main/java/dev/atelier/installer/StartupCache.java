package dev.atelier.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Classes of the program as the JVM keeps them after loading and linking, so that a start does not
/// do it again ([JEP 514](https://openjdk.org/jeps/514)). They come from a run of the program
/// itself: one cache of the window, on a display where there is one, and one of a command. A start
/// links all classes of its cache, so the window's would make a command slow.
final class StartupCache {
    private static final String WINDOW = "atelier.aot";
    private static final String COMMAND = "atelier-cli.aot";

    /// What the cache of commands is made with: it reads its arguments and a prompt, and stays
    /// short of PyTorch.
    private static final List<String> SHORT_COMMAND = List.of("tokens", "a red boat");

    /// How long the window is open in the run.
    private static final int WINDOW_SECONDS = 25;

    private static final int MOST_SECONDS = 300;

    /// The heap is small, as pictures and weights lie outside it: the simplest collector starts
    /// soonest and takes the least memory.
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    /// Without this the heap begins at a share of the machine's memory, and all of it that is for
    /// new objects is used before the first is collected. It grows where more is needed.
    private static final String SMALL_HEAP = "-Xms64m";

    /// The optimizing compiler works against a start where it begins as soon as usual. It still has
    /// to come: a hash, which is slow without it, calls what it spends its time in more often than
    /// this within a few megabytes.
    private static final List<String> LATE_OPTIMIZER =
            List.of(
                    "-XX:Tier4InvocationThreshold=50000",
                    "-XX:Tier4MinInvocationThreshold=6000",
                    "-XX:Tier4CompileThreshold=150000",
                    "-XX:Tier4BackEdgeThreshold=400000");

    /// Without the counts of calls of the training run, with which the optimizing compiler would
    /// begin at once.
    private static final List<String> NO_PROFILES =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    /// What the window is started with.
    static final List<String> WINDOW_FLAGS = flags(WINDOW);

    /// What a command is started with.
    static final List<String> COMMAND_FLAGS = flags(COMMAND);

    private final Platform platform;
    private final Path image;

    /// `$APPDIR` is replaced by the launcher. A cache that does not fit is passed over in silence.
    private static List<String> flags(String cache) {
        return Stream.concat(
                        Stream.of(
                                "--enable-native-access=ALL-UNNAMED",
                                COLLECTOR,
                                SMALL_HEAP,
                                "-XX:AOTCache=$APPDIR/" + cache,
                                "-Dorg.sqlite.lib.path=$APPDIR",
                                "-Xlog:aot=off,cds=off"),
                        LATE_OPTIMIZER.stream())
                .toList();
    }

    StartupCache(Platform platform, Path image) {
        this.platform = platform;
        this.image = image;
    }

    /// @param data a folder for what the runs write
    void train(Path data) throws IOException, InterruptedException {
        // As of every start but the first, which opens with another page.
        Files.writeString(data.resolve("settings.properties"), "welcome.done=true\n");
        var window = platform.jars(image).resolve(WINDOW);
        if (!ranWithWindow(window, data)) {
            runCommand(window, data);
        }
        runCommand(platform.jars(image).resolve(COMMAND), data);
    }

    private void runCommand(Path cache, Path data) throws IOException, InterruptedException {
        run(cache, data, SHORT_COMMAND).start().waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        if (Files.notExists(cache)) {
            throw new IOException("no start-up cache was made; see " + data.resolve("run.log"));
        }
    }

    /// Whether the window was open for a while: not where the display does not answer.
    private boolean ranWithWindow(Path cache, Path data) throws IOException, InterruptedException {
        var display = TrainingDisplay.open(platform);
        if (display.isEmpty()) {
            return false;
        }
        try (var open = display.get()) {
            var builder = run(cache, data, List.of());
            open.show(builder);
            var run = builder.start();
            if (run.waitFor(WINDOW_SECONDS, TimeUnit.SECONDS)) {
                return false;
            }
            run.destroy(); // asks it to end, as a desktop does
            if (!run.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                run.destroyForcibly();
            }
            return Files.exists(cache);
        }
    }

    private ProcessBuilder run(Path cache, Path data, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(platform.java(image).toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add(COLLECTOR);
        command.addAll(NO_PROFILES);
        command.add("-XX:AOTCacheOutput=" + cache);
        command.add("-Xlog:aot=off,cds=off");
        command.add("-Datelier.data=" + data);
        command.add("-Dorg.sqlite.lib.path=" + platform.jars(image));
        command.addAll(List.of("-classpath", classPath(), "dev.atelier.app.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("run.log").toFile());
    }

    /// The class path in the order that the launcher gives it: that of its configuration.
    private String classPath() throws IOException {
        var jars = platform.jars(image);
        var key = "app.classpath=$APPDIR";
        return Files.readAllLines(jars.resolve(platform.program() + ".cfg")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> jars + line.substring(key.length()).replace('\\', '/'))
                .reduce((a, b) -> a + System.getProperty("path.separator") + b)
                .orElseThrow(() -> new IOException("the launcher has no class path"));
    }
}
