package dev.atelier.sandbox;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.PreviewImage;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Unsupported;
import dev.atelier.webui.request.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A generator that paints each picture in one colour, its seed's, and can be slow or fail.
final class Painter implements Generator {
    static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(
                            new Catalogue.Checkpoint("plain", "0123456789", "plain.safetensors"),
                            new Catalogue.Checkpoint("other", "abcdef0123", "other.safetensors")),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());

    final List<Recipe> asked = new ArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    volatile Duration perStep = Duration.ZERO;
    volatile Optional<Failure> failure = Optional.empty();
    volatile Optional<Error> error = Optional.empty();
    volatile List<Unsupported> unsupported = List.of();

    CloudSettings.Backend backend() {
        return new CloudSettings.Backend(this, CATALOGUE);
    }

    static ModelRef model() {
        return CATALOGUE.checkpoints().getFirst().ref();
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        asked.add(recipe);
        running.incrementAndGet();
        try {
            return all(recipe, observer, cancellation);
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public List<Unsupported> unsupported(Recipe recipe) {
        return unsupported;
    }

    boolean atRest() {
        return running.get() == 0;
    }

    private List<Picture> all(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        if (error.isPresent()) {
            throw error.get();
        }
        if (failure.isPresent()) {
            throw new GenerationException(failure.get(), null);
        }
        var pictures = new ArrayList<Picture>();
        for (int i = 0; i < recipe.batch().total() && !cancellation.ends(); i++) {
            steps(recipe, i / recipe.batch().size() + 1, observer, cancellation);
            if (cancellation.mode() == Cancellation.StopMode.SKIP) {
                cancellation.skipped();
                continue;
            }
            var picture = painted(recipe.withSeed(recipe.seed().ofImage(i)).withBatch(Batch.ONE));
            observer.finished(picture);
            pictures.add(picture);
        }
        return pictures;
    }

    private void steps(Recipe recipe, int batch, Observer observer, Cancellation cancellation) {
        int steps = recipe.sampling().steps();
        for (int step = 1; step <= steps; step++) {
            if (cancellation.mode() != Cancellation.StopMode.NONE) {
                return;
            }
            try {
                Thread.sleep(perStep);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (observer.wantsPreviews()) {
                var size = recipe.size();
                int width = size.width() / 8;
                int height = size.height() / 8;
                observer.preview(
                        new PreviewImage(size, width, height, new byte[3 * width * height]));
            }
            observer.progress(
                    new Progress(
                            batch, recipe.batch().count(), step, steps, 1, Duration.ofSeconds(1)));
        }
    }

    private static Picture painted(Recipe recipe) {
        var size = recipe.size();
        var rgb = new byte[size.width() * size.height() * 3];
        Arrays.fill(rgb, (byte) recipe.seed().bits());
        return new Picture(size, rgb, recipe, Map.of());
    }
}
