package dev.atelier.app.hosting;

import dev.atelier.app.engine.LocalEngine;
import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Tasks;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Recipe;
import dev.atelier.sandbox.CloudSettings;
import dev.atelier.sandbox.LocalStore;
import dev.atelier.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The sandbox cloud as this computer hosts it: its services draw with the local engine.
public final class LocalCloud {
    /// The bucket that is there from the start.
    public static final String BUCKET = "atelier-sandbox";

    private LocalCloud() {}

    /// What services draw with. The model is loaded with the first picture, which then names its
    /// hash.
    ///
    /// @param model the name of the checkpoint
    public static CloudSettings.Backend backend(LocalEngine engine, String model) {
        Generator named =
                (recipe, observer, cancellation) -> {
                    var ref = engine.describe(recipe, cancellation).ref();
                    return engine.generate(
                            recipe.withModel(Optional.of(ref)), observer, cancellation);
                };
        return new CloudSettings.Backend(
                named, () -> ServedModels.look(engine, new ModelRef(model, "")));
    }

    /// The same, but each picture waits for its turn in the lane of all that uses the engine.
    public static CloudSettings.Backend inLane(CloudSettings.Backend backend, Tasks tasks) {
        var draws = backend.generator();
        return new CloudSettings.Backend(
                (recipe, observer, cancellation) ->
                        awaited(draws, tasks, recipe, observer, cancellation),
                backend.catalogue());
    }

    private static List<Picture> awaited(
            Generator draws,
            Tasks tasks,
            Recipe recipe,
            Observer observer,
            Cancellation cancellation)
            throws GenerationException {
        var made = new CompletableFuture<List<Picture>>();
        var task =
                tasks.compute(
                        HiddenTask.OWN_VIEW,
                        _ -> {
                            try {
                                return made.complete(
                                        draws.generate(recipe, observer, cancellation));
                            } catch (GenerationException | RuntimeException | Error e) {
                                return made.completeExceptionally(e);
                            }
                        },
                        Tasks.Outcome.of(_ -> {}, made::completeExceptionally));
        if (task.isCancelled()) {
            throw new CancellationException(); // the studio is being closed
        }
        try {
            return made.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GenerationException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancellation.cancel();
            throw new CancellationException();
        }
    }

    /// Starts it on loopback, on any port that is free, with a state that outlives it.
    ///
    /// @param state its services, objects and access key
    /// @throws IOException when the folder cannot be used
    public static Sandbox start(CloudSettings.Backend backend, Path state) throws IOException {
        var settings = CloudSettings.inMemory(0, backend).withState(state);
        return Sandbox.start(LocalStore.in(settings, BUCKET));
    }
}
