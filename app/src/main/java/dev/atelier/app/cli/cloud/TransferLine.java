package dev.atelier.app.cli.cloud;

import dev.atelier.app.cli.Terminal;
import dev.atelier.cloud.oss.Transfer;
import java.util.Locale;

/// How far a transfer is, on the error stream: one line redrawn in place for a person, a line per
/// quarter of what takes long otherwise.
final class TransferLine implements Transfer.Meter {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long LONG = 16 << 20;
    private static final int QUARTERS = 4;

    private final Terminal terminal;
    private final String name;
    private final long start = System.nanoTime();
    private long drawn = start - REDRAW_NANOS;
    private long first = -1;
    private long quarter;
    private int shown;

    TransferLine(Terminal terminal, String name) {
        this.terminal = terminal;
        this.name = name;
    }

    @Override
    public void moved(long done, long total) {
        first = first < 0 ? done : first;
        long now = System.nanoTime();
        if (terminal.interactive() && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            var text = text(done, total, now);
            terminal.err().print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
            terminal.err().flush();
            shown = text.length();
        } else if (!terminal.interactive() && total >= LONG && done * QUARTERS / total > quarter) {
            quarter = done * QUARTERS / total;
            terminal.err().println(text(done, total, now));
        }
    }

    private String text(long done, long total, long now) {
        double seconds = (now - start) / 1e9;
        var speed = seconds < 0.5 ? "" : ", " + size((long) ((done - first) / seconds)) + "/s";
        return "%s: %d%% of %s%s"
                .formatted(name, total == 0 ? 100 : done * 100 / total, size(total), speed);
    }

    /// A number of bytes as people read it.
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.5) {
            value /= 1000;
            unit++;
        }
        return String.format(
                Locale.ROOT, value < 9.95 ? "%.1f %cB" : "%.0f %cB", value, "kMGTPE".charAt(unit));
    }

    /// Wipes the redrawn line, so that other text can take its place.
    void clear() {
        if (shown > 0) {
            terminal.err().print("\r" + " ".repeat(shown) + "\r");
            terminal.err().flush();
            shown = 0;
        }
    }
}
