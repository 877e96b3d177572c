package dev.atelier.app.cli;

import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Progress;
import java.util.Locale;

/// Shows a run: a line redrawn in place for a person, a line for each tenth for a log.
final class ProgressBar implements Observer {
    private static final int WIDTH = 24;

    private final Terminal terminal;
    private int lastTenth = -1;

    ProgressBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void progress(Progress progress) {
        if (terminal.interactive()) {
            terminal.err().print("\r" + line(progress) + "\u001b[K");
            terminal.err().flush();
            return;
        }
        int tenth = 10 * progress.step() / progress.steps() + 10 * progress.image();
        if (tenth != lastTenth) {
            lastTenth = tenth;
            terminal.err().println(line(progress));
        }
    }

    /// Removes the line, so that results stand alone.
    void clear() {
        if (terminal.interactive()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    private static String line(Progress progress) {
        int filled = Math.min(WIDTH, WIDTH * progress.step() / progress.steps());
        var batches =
                progress.images() > 1
                        ? "%d/%d ".formatted(progress.image(), progress.images())
                        : "";
        var speed =
                progress.perSecond() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "  %s  %s left",
                                speed(progress.perSecond()),
                                left(progress.remaining().toSeconds()));
        return "%s[%s%s] step %d of %d%s"
                .formatted(
                        batches,
                        "#".repeat(filled),
                        ".".repeat(WIDTH - filled),
                        progress.step(),
                        progress.steps(),
                        speed);
    }

    private static String speed(double perSecond) {
        return perSecond >= 1
                ? String.format(Locale.ROOT, "%.1f it/s", perSecond)
                : String.format(Locale.ROOT, "%.1f s/it", 1 / perSecond);
    }

    private static String left(long seconds) {
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
