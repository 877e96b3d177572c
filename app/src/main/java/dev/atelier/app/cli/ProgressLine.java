package dev.atelier.app.cli;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.Progress;

/// Progress on the error stream: one line redrawn in place for a person, a line per quarter
/// otherwise.
final class ProgressLine {
    private static final int BAR = 24;
    private static final int QUARTERS = 4;

    private final Terminal terminal;
    private int shown;
    private String lastQuarter = "";

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(Progress progress) {
        if (terminal.interactive()) {
            var text = bar(progress) + " " + numbers(progress);
            terminal.err().print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            terminal.err().flush();
            shown = text.length();
        } else if (entersQuarter(progress)) {
            terminal.err().println(numbers(progress));
        }
    }

    /// Wipes the redrawn line, so that other text can take its place.
    void clear() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }

    private boolean entersQuarter(Progress progress) {
        int quarter = progress.step() * QUARTERS / Math.max(1, progress.steps());
        var key = progress.batch() + "/" + quarter;
        var entered = quarter > 0 && !key.equals(lastQuarter);
        lastQuarter = key;
        return entered;
    }

    private static String bar(Progress progress) {
        int full = Math.min(BAR, progress.step() * BAR / Math.max(1, progress.steps()));
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }

    private static String numbers(Progress progress) {
        var text = new StringBuilder();
        if (progress.batches() > 1) {
            text.append(Message.english("cli.batch", progress.batch(), progress.batches()))
                    .append(", ");
        }
        text.append(Message.english("cli.step", progress.step(), progress.steps()));
        if (progress.perSecond() > 0) {
            text.append(", ").append(progress.speed());
            long left = (progress.remaining().toMillis() + 999) / 1000;
            text.append(left > 0 ? ", " + Message.english("cli.time-left", left(left)) : "");
        }
        return text.toString();
    }

    private static String left(long seconds) {
        return seconds < 60 ? seconds + " s" : "%d:%02d min".formatted(seconds / 60, seconds % 60);
    }
}
