package dev.atelier.app.home;

import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Path;

/// The data folder is not there and cannot be made.
public final class DataFolderException extends IOException implements Explained {
    private static final long serialVersionUID = 1L;

    private final transient Path folder;

    DataFolderException(Path folder, IOException cause) {
        super(folder + " cannot be created", cause);
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    @Override
    public Message reason() {
        return Message.of("failure.data-folder");
    }
}
