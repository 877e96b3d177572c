package dev.atelier.app;

import dev.atelier.app.cli.Cli;
import dev.atelier.app.cli.Terminal;
import dev.atelier.app.home.DataFolder;
import dev.atelier.app.home.Log;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Entry point of the studio and of the command line, and the wiring of both.
public final class Main {
    /// A step of a large picture on a slow machine.
    private static final int POLITE_SECONDS = 60;

    private Main() {}

    /// Without arguments: the welcome picture.
    public static void main(String[] args) {
        var home = DataFolder.ofThisUser();
        home.prepareEngine();
        Log.alsoTo(home.log());
        var cli = new Cli(Terminal.ofProcess(), home, new LocalEngine(home));
        System.exit(runCancellable(cli, args.length == 0 ? new String[] {"welcome"} : args));
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
                            await(done);
                        });
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return cli.run(args);
        } finally {
            done.countDown();
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(POLITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
