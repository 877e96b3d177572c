package dev.atelier.checkpoint.diffusers;

import java.io.IOException;
import java.nio.file.Path;

/// A folder is no model this program can use. The message starts with the folder's name in
/// brackets.
public final class DiffusersException extends IOException {
    private static final long serialVersionUID = 1L;

    DiffusersException(Path folder, String message) {
        super("[" + folder.getFileName() + "] " + message);
    }
}
