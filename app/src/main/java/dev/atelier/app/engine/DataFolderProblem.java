package dev.atelier.app.engine;

import dev.atelier.app.home.DataFolderException;
import dev.atelier.file.SystemError;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.Message;
import java.util.Optional;

/// What the engine unpacks into the data folder, PyTorch and the starter model, needs room there.
final class DataFolderProblem {
    private DataFolderProblem() {}

    /// Of `thrown` or of what caused it; empty where the disk is not the reason.
    static Optional<Failure> of(Throwable thrown) {
        if (thrown instanceof DataFolderException e) {
            return Optional.of(
                    new Failure.BadRecipe(
                            Message.of("problem.data-none", e.folder()),
                            Message.of("advice.data-other")));
        }
        return SystemError.of(thrown)
                .map(error ->
                        switch (error) {
                            case DISK_FULL ->
                                    new Failure.BadRecipe(
                                            Message.of("problem.data-full"),
                                            Message.of("advice.data-full"));
                            case READ_ONLY ->
                                    new Failure.BadRecipe(
                                            Message.of("problem.data-read-only"),
                                            Message.of("advice.data-other"));
                            case DENIED ->
                                    new Failure.BadRecipe(
                                            Message.of("problem.data-denied"),
                                            Message.of("advice.data-other"));
                        });
    }
}
