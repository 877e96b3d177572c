package dev.atelier.installer;

import java.awt.AWTException;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/// Measures how soon a program's window is there, as a person sees it: from the pixels of the
/// display. Several command lines take turns, so that what else the machine does meets them all;
/// each begins with a data folder that was used once.
///
/// Usage: `StartProbe RUNS "COMMAND" ["COMMAND" …]` on a display of its own that shows nothing
/// else.
public final class StartProbe {
    private static final int WAIT_SECONDS = 60;
    private static final int POLL_MILLIS = 10;

    /// Between two presses of the key: more would keep the program busy with letters.
    private static final int PRESS_MILLIS = 200;

    /// The distance of the pixels that are looked at for a window.
    private static final int LATTICE = 6;

    /// A window that is not painted yet has one or two colours.
    private static final int COLOURS = 24;

    /// Pixels that a letter changes at least; a caret changes fewer than half of it.
    private static final int LETTER = 60;

    private static final int IDLE_SECONDS = 6;

    private final Robot robot;
    private final Rectangle screen;

    /// What one start showed.
    ///
    /// @param painted milliseconds until the window was painted
    /// @param typed milliseconds until a letter that was typed stood in it
    /// @param cpu seconds of processor time until then
    /// @param memory resident, in MB, of another start, at rest and with no letter typed
    private record Start(double painted, double typed, double cpu, double memory) {}

    private StartProbe() throws AWTException {
        robot = new Robot();
        screen =
                GraphicsEnvironment.getLocalGraphicsEnvironment()
                        .getDefaultScreenDevice()
                        .getDefaultConfiguration()
                        .getBounds();
    }

    /// @param args how often each, and the command lines, whose parts are split at spaces
    public static void main(String[] args) throws AWTException, IOException, InterruptedException {
        if (args.length < 2) {
            System.err.println("usage: StartProbe RUNS \"COMMAND\" [\"COMMAND\" ...]");
            System.exit(2);
        }
        int runs = Integer.parseInt(args[0]);
        var commands = List.of(args).subList(1, args.length);
        var probe = new StartProbe();
        var data = new ArrayList<Path>();
        var starts = new ArrayList<List<Start>>();
        for (var command : commands) {
            var folder = Files.createTempDirectory("start-probe");
            Files.writeString(folder.resolve("settings.properties"), "welcome.done=true\n");
            probe.start(command, folder); // the first start makes files
            data.add(folder);
            starts.add(new ArrayList<>());
        }
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < commands.size(); i++) {
                starts.get(i).add(probe.start(commands.get(i), data.get(i)));
            }
        }
        for (int i = 0; i < commands.size(); i++) {
            print(commands.get(i), starts.get(i), starts.getFirst());
        }
        System.exit(0);
    }

    private static void print(String command, List<Start> starts, List<Start> first) {
        System.out.println(command);
        line("window painted", "ms", starts, first, Start::painted);
        line("letter typed", "ms", starts, first, Start::typed);
        line("processor time", "s", starts, first, Start::cpu);
        line("memory at rest", "MB", starts, first, Start::memory);
    }

    private static void line(
            String what,
            String unit,
            List<Start> starts,
            List<Start> first,
            ToDoubleFunction<Start> value) {
        double here = median(starts, value);
        System.out.printf(
                Locale.ROOT,
                "  %-15s %8.2f %-3s x%.2f%n",
                what,
                here,
                unit,
                here / median(first, value));
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> value) {
        var sorted = starts.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private Start start(String command, Path data) throws IOException, InterruptedException {
        double memory = memory(command, data);
        var before = robot.createScreenCapture(screen);
        long begin = System.nanoTime();
        var process = launch(command, data);
        try {
            var window = painted(before, begin);
            double painted = millis(begin);
            double typed = typed(window, begin);
            var start = new Start(painted, typed, seconds(process), memory);
            // A program that is ended at once asks about it at its next start.
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return start;
        } finally {
            end(process);
        }
    }

    /// What a window takes in which nobody has typed yet.
    private double memory(String command, Path data) throws IOException, InterruptedException {
        var before = robot.createScreenCapture(screen);
        long begin = System.nanoTime();
        var process = launch(command, data);
        try {
            painted(before, begin);
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return megabytes(process);
        } finally {
            end(process);
        }
    }

    private static Process launch(String command, Path data) throws IOException {
        var builder = new ProcessBuilder(command.split(" "));
        builder.environment().put("ATELIER_DATA", data.toString());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        TimeUnit.SECONDS.sleep(1); // until the display is empty again
    }

    /// Looks until there is a window with something in it.
    private Rectangle painted(BufferedImage before, long begin)
            throws IOException, InterruptedException {
        while (true) {
            var window = window(before, robot.createScreenCapture(screen));
            if (window.isPresent()) {
                return window.get();
            }
            pause(begin, "no window");
        }
    }

    private Optional<Rectangle> window(BufferedImage before, BufferedImage now) {
        var colours = new HashSet<Integer>();
        Rectangle around = null;
        for (int y = 0; y < screen.height; y += LATTICE) {
            for (int x = 0; x < screen.width; x += LATTICE) {
                if (now.getRGB(x, y) != before.getRGB(x, y)) {
                    colours.add(now.getRGB(x, y));
                    var here = new Rectangle(x, y, 1, 1);
                    around = around == null ? here : around.union(here);
                }
            }
        }
        return Optional.ofNullable(around).filter(it -> colours.size() >= COLOURS);
    }

    /// Presses a key until its letter is in the upper left quarter, where the prompt is.
    private double typed(Rectangle window, long begin) throws IOException, InterruptedException {
        var place = new Rectangle(window.x, window.y, window.width / 2, window.height / 2);
        var before = robot.createScreenCapture(place);
        double next = 0;
        while (true) {
            if (millis(begin) >= next) {
                robot.keyPress(KeyEvent.VK_M);
                robot.keyRelease(KeyEvent.VK_M);
                next = millis(begin) + PRESS_MILLIS;
            }
            var now = robot.createScreenCapture(place);
            if (changed(before, now) >= LETTER) {
                return millis(begin);
            }
            pause(begin, "no letter");
        }
    }

    private static int changed(BufferedImage before, BufferedImage now) {
        int changed = 0;
        for (int y = 0; y < now.getHeight(); y++) {
            for (int x = 0; x < now.getWidth(); x++) {
                changed += now.getRGB(x, y) == before.getRGB(x, y) ? 0 : 1;
            }
        }
        return changed;
    }

    private static void pause(long begin, String what) throws IOException, InterruptedException {
        if (millis(begin) > TimeUnit.SECONDS.toMillis(WAIT_SECONDS)) {
            throw new IOException(what + " within " + WAIT_SECONDS + " s");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }

    private static double millis(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /// The process of the program may be a child of a launcher.
    private static double seconds(Process process) {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return all.stream()
                .map(it -> it.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToDouble(it -> it.toMillis() / 1e3)
                .sum();
    }

    /// As Linux counts it; 0 on another system.
    private static double megabytes(Process process) throws IOException {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        var largest = new ArrayList<Double>();
        for (var one : all) {
            var status = Path.of("/proc/" + one.pid() + "/status");
            if (Files.exists(status)) {
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                        .forEach(largest::add);
            }
        }
        return largest.stream().max(Comparator.naturalOrder()).orElse(0.0);
    }
}
