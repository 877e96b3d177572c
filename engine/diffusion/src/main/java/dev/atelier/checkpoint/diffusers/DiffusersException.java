package dev.atelier.checkpoint.diffusers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.UnusableFileException;
import java.nio.file.Path;

/// A folder is no model this program can use.
public final class DiffusersException extends UnusableFileException {
    private static final long serialVersionUID = 1L;

    DiffusersException(Path folder, Message what) {
        super(folder, what, null);
    }
}
