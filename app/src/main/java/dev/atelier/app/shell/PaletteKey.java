package dev.atelier.app.shell;

import dev.atelier.app.ui.PaletteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.swing.JFrame;
import org.jspecify.annotations.Nullable;

/// Opens the palette over a window, in the present language.
public final class PaletteKey implements Runnable {
    private final Commands commands;
    private final Supplier<List<PaletteEntry>> others;
    private final JFrame frame;
    private @Nullable Palette last;

    /// @param others what is no command: settings, fields; asked for at each opening
    public PaletteKey(Commands commands, Supplier<List<PaletteEntry>> others, JFrame frame) {
        this.commands = commands;
        this.others = others;
        this.frame = frame;
    }

    @Override
    public void run() {
        var goals = new ArrayList<>(commands.goals());
        goals.addAll(others.get());
        close();
        last = new Palette(goals, frame.getLayeredPane());
        last.show();
    }

    /// Closes the palette if it is open: its words may be of another language now.
    public void close() {
        if (last != null) {
            last.close();
        }
    }
}
