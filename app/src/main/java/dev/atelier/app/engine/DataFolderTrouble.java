package dev.atelier.app.engine;

import dev.atelier.file.SystemError;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.util.Optional;

/// What the engine unpacks into the data folder, PyTorch and the starter model, needs room there.
final class DataFolderTrouble {
    private DataFolderTrouble() {}

    /// Of `thrown` or of what caused it; empty where the disk is not the reason.
    static Optional<Failure> of(Throwable thrown) {
        return SystemError.of(thrown)
                .flatMap(error ->
                        switch (error) {
                            case DISK_FULL -> Optional.of(failure("full"));
                            case READ_ONLY -> Optional.of(failure("read-only"));
                            case DENIED -> Optional.of(failure("denied"));
                        });
    }

    private static Failure failure(String what) {
        return new Failure.BadRecipe(
                Message.of("problem.data-" + what),
                Message.of(what.equals("full") ? "advice.data-full" : "advice.data-other"));
    }
}
