package dev.atelier.app.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/// Leaves control characters out of what is printed, from any source: names and metadata of files
/// could otherwise move the cursor of a terminal, recolour it or hide what stands there. Line
/// breaks, tabs and the carriage return of a redrawn line stay.
final class PlainWriter extends FilterWriter {
    private PlainWriter(Writer target) {
        super(target);
    }

    /// A writer in front of another.
    static PrintWriter over(PrintWriter target) {
        return new PrintWriter(new PlainWriter(target), true);
    }

    @Override
    public void write(int letter) throws IOException {
        if (!Character.isISOControl(letter) || letter == '\n' || letter == '\t' || letter == '\r') {
            out.write(letter);
        }
    }

    @Override
    public void write(char[] letters, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            write(letters[i]);
        }
    }

    @Override
    public void write(String text, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            write(text.charAt(i));
        }
    }
}
