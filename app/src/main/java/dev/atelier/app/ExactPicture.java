package dev.atelier.app;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.failure.FailureMessages;
import dev.atelier.app.observe.Task;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.app.queue.PictureNames;
import dev.atelier.app.shell.AppContext;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Makes a picture once more in f32 on the processor, whatever this machine would choose, and saves
/// it among the others. Its model is read for it alone and leaves memory afterwards. In the lane of
/// all that computes, so that no other picture is made meanwhile.
///
/// @param names of the pictures that are saved
record ExactPicture(
        EngineRuntime runtime,
        ModelLibrary library,
        AppContext context,
        Supplier<PictureNames> names) {
    private static final String STRATEGY = "packed-f32";

    /// Event thread.
    ///
    /// @param made receives its file, on the event thread
    void make(Recipe recipe, Consumer<Path> made) {
        context.tasks()
                .compute(
                        "draw-exact",
                        task -> draw(task, recipe.withBatch(Batch.ONE)),
                        Tasks.Outcome.of(made, this::report));
    }

    private Path draw(Task task, Recipe recipe) throws IOException, GenerationException {
        var cancellation = new Cancellation();
        task.onCancel(cancellation::cancel);
        try (var engine = new LocalEngine(runtime, library, Optional.of(STRATEGY))) {
            var pictures = engine.generate(recipe, Observer.NONE, cancellation);
            task.throwIfCancelled();
            if (pictures.isEmpty()) {
                throw new CancellationException();
            }
            var file = names.get().next(recipe, LocalDateTime.now(ZoneId.systemDefault()));
            PictureFile.writeNew(pictures.getFirst(), file);
            return file;
        }
    }

    private void report(Throwable failure) {
        context.window()
                .toasts()
                .show("warning", "warn", FailureMessages.of(failure), Optional.empty());
    }
}
