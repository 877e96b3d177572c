package dev.atelier.pickle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// A file has the name of a model and is something else. The message starts with the file's name in
/// brackets.
public final class OtherFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String remedy;

    /// @param message what it is; behind a semicolon what to do
    OtherFileException(Path file, String message) {
        super("[" + file.getFileName() + "] " + message);
        int end = message.lastIndexOf("; ");
        what = "[" + file.getFileName() + "] " + (end < 0 ? message : message.substring(0, end));
        remedy = end < 0 ? "" : capital(message.substring(end + 2));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// What the file is, without a full stop.
    public String what() {
        return what;
    }

    /// What to do about it, without a full stop; may be empty.
    public String remedy() {
        return remedy;
    }
}
