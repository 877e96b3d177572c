package dev.atelier.app;

import dev.atelier.app.account.CloudAccess;
import dev.atelier.app.account.Spending;
import dev.atelier.app.cli.Cli;
import dev.atelier.app.cli.CompareCommand;
import dev.atelier.app.cli.ExitCode;
import dev.atelier.app.cli.LibraryCommand;
import dev.atelier.app.cli.Terminal;
import dev.atelier.app.cli.cloud.CloudContext;
import dev.atelier.app.cli.cloud.DeployCommand;
import dev.atelier.app.cli.cloud.LoginCommand;
import dev.atelier.app.cli.cloud.OssCommand;
import dev.atelier.app.cli.cloud.PolicyCommand;
import dev.atelier.app.cli.cloud.QueueBenchCommand;
import dev.atelier.app.cli.cloud.QueueCommand;
import dev.atelier.app.cli.cloud.QueueKillsCommand;
import dev.atelier.app.cli.cloud.ServicesCommand;
import dev.atelier.app.cli.cloud.WhoamiCommand;
import dev.atelier.app.device.Devices;
import dev.atelier.app.engine.TorchRuntime;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.home.Log;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.queue.JobStore;
import dev.atelier.app.settings.Appearance;
import dev.atelier.app.settings.Language;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.Theme;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Entry point of the studio and of the command line, and the wiring of both.
public final class Main {
    /// A step of a large picture on a slow machine.
    private static final int POLITE_SECONDS = 60;

    /// How often the state of a service is queried, as the vendor's own tools do.
    private static final Duration CLOUD_LOOK = Duration.ofSeconds(3);

    /// Commands that are over before formats of pictures are found, and leave no thread behind.
    private static final Set<String> SHORT = Set.of("--version", "-V", "--help", "-h", "tokens");

    private Main() {}

    /// Without arguments, or with files alone, which a desktop gives to a program that opens them:
    /// the studio, or where there is no display the welcome picture.
    public static void main(String[] args) {
        var home = DataFolder.ofThisUser();
        Runtime.getRuntime().addShutdownHook(new Thread(home.prepareScratch(), "scratch"));
        var files = Arrays.stream(args).map(Main::file).flatMap(Optional::stream).toList();
        if (files.size() == args.length && !GraphicsEnvironment.isHeadless()) {
            openStudio(home, files);
            return;
        }
        prepare(home);
        boolean isShort = args.length > 0 && SHORT.contains(args[0]);
        if (!isShort) {
            preparePictures();
        }
        var cli = commandLine(Terminal.ofProcess(), home);
        int code = runCancellable(cli, args.length == 0 ? new String[] {"welcome"} : args);
        // System.exit looks for a logger first, which opens every jar.
        if (!isShort || code != ExitCode.OK) {
            System.exit(code);
        }
    }

    /// Pictures are in memory already: ImageIO would write each through a temporary file. Beside
    /// everything else, since it looks for formats in every jar first.
    private static void preparePictures() {
        Thread.ofPlatform()
                .daemon()
                .name("picture-formats")
                .start(() -> ImageIO.setUseCache(false));
    }

    /// All commands, each made when it is called.
    static Cli commandLine(Terminal terminal, DataFolder home) {
        var cli = new Cli(terminal, home, () -> runtime(home));
        Supplier<CloudAccess> access = CloudAccess::ofProcess;
        Supplier<CloudContext> cloud =
                () ->
                        new CloudContext(
                                terminal,
                                access.get(),
                                cli.cancellation(),
                                CLOUD_LOOK,
                                new Spending(home.root(), InstantSource.system()));
        var stop = cli.cancellation();
        Executor threads = Thread.ofVirtual()::start;
        cli.add("login", () -> new LoginCommand(terminal, access.get(), typed()));
        cli.add("deploy", () -> new DeployCommand(cloud.get()));
        cli.add("whoami", () -> new WhoamiCommand(terminal, access.get()));
        cli.add("policy", () -> new PolicyCommand(terminal));
        cli.add("services", () -> new ServicesCommand(cloud.get()));
        cli.add("queue", () -> new QueueCommand(cloud.get()));
        cli.add("bench-queue", () -> new QueueBenchCommand(terminal, threads));
        cli.add("bench-kills", () -> new QueueKillsCommand(terminal, threads, again()));
        cli.add("oss", () -> new OssCommand(terminal, access.get(), stop, home.transfers()));
        cli.add("library", () -> new LibraryCommand(terminal, home, access.get(), stop));
        cli.add("compare", () -> new CompareCommand(terminal, home, access.get(), stop));
        return cli;
    }

    private static BufferedReader typed() {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    /// Not in a field: a command that logs nothing does not wait for it.
    private static Logger log() {
        return LoggerFactory.getLogger(Main.class);
    }

    private static void prepare(DataFolder home) {
        home.prepareEngine();
        Log.alsoTo(home.log());
    }

    private static TorchRuntime runtime(DataFolder home) {
        return new TorchRuntime(home, Devices.ofThisMachine(home, new ChildTrial(again())));
    }

    private static Optional<Path> file(String argument) {
        try {
            return Optional.of(Path.of(argument)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Starts this program once more.
    private static List<String> again() {
        var program = ProcessHandle.current().info().command().orElse("java");
        if (!program.matches(".*[/\\\\]javaw?(\\.exe)?")) {
            return List.of(program); // installed with a launcher of its own
        }
        return List.of(
                program,
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    /// Reads the settings, prepares the look and opens the window.
    private static void openStudio(DataFolder home, List<Path> files) {
        prepare(home);
        Thread.ofPlatform().daemon().name("desktop").start(Theme.asking());
        Thread.ofPlatform().daemon().name("database").start(JobStore::prepare);
        preparePictures();
        var tasks = Tasks.waiting(EventQueue::invokeLater);
        var settings = Settings.open(home.root().resolve("settings.properties"), tasks);
        int scale = settings.get(StudioSettings.SCALE);
        if (scale >= 50) {
            System.setProperty("sun.java2d.uiScale", scale / 100.0 + "");
        }
        // After the scale, which the display's description reads once.
        Thread.ofPlatform().daemon().name("fonts").start(TextStyle::register);
        Theme.prepare();
        EventQueue.invokeLater(() -> {
            Appearance.apply(settings);
            Language.apply(settings);
            try {
                open(home, files, tasks, settings);
            } catch (IOException | RuntimeException | LinkageError e) {
                log().error("the studio cannot open", e);
                tasks.close();
                Startup.another(home, e, DataFolder::remember)
                        .ifPresentOrElse(other -> openStudio(other, files), () -> System.exit(1));
            }
        });
    }

    private static void open(DataFolder home, List<Path> files, Tasks tasks, Settings settings)
            throws IOException {
        home.require();
        var right = OpenStudio.of(home.root());
        if (right.isEmpty()) {
            System.exit(Startup.handOver(home.root(), files) ? ExitCode.OK : ExitCode.FAILED);
            return;
        }
        var startup = new Startup(home.root(), settings);
        startup.offerToForget();
        Runnable exit =
                () -> {
                    startup.ended();
                    if (!tasks.awaitRest(Duration.ZERO)) {
                        ProcessEnd.withoutHandlers(0);
                    }
                    System.exit(0);
                };
        var on =
                new Studio.Dependencies(
                        home, runtime(home), tasks, settings, CloudAccess.ofProcess());
        Studio studio;
        try {
            studio = new Studio(on, exit);
        } catch (IOException | RuntimeException | LinkageError e) {
            right.get().close();
            throw e;
        }
        studio.closeBeforeSignal();
        studio.open();
        startup.report(studio);
        right.get().answer(more -> EventQueue.invokeLater(() -> studio.raise(more)));
        studio.welcome();
        studio.open(files);
        long millis =
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(start -> Duration.between(start, Instant.now()).toMillis())
                        .orElse(-1L);
        log().info("window after {} ms", millis);
    }

    /// Ctrl+C ends a JVM by its shutdown hooks: ours asks the command to stop and waits for it, so
    /// that finished pictures are written and the terminal is left tidy.
    private static int runCancellable(Cli cli, String[] args) {
        var done = new CountDownLatch(1);
        var onInterrupt =
                Thread.ofPlatform()
                        .name("cancel")
                        .unstarted(() -> {
                            cli.cancel();
                            if (!await(done)) {
                                ProcessEnd.withoutHandlers(ExitCode.CANCELLED);
                            }
                        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return cli.run(args);
        } finally {
            done.countDown();
        }
    }

    private static boolean await(CountDownLatch done) {
        try {
            return done.await(POLITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
