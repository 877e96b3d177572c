package dev.atelier.app.queue;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Failure;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Observer;
import dev.atelier.recipe.Picture;
import dev.atelier.recipe.Progress;
import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Makes black pictures and reports every step, on the generating thread. It keeps to the rules of
/// the port: skip, interrupt and cancel take effect at every step.
final class FakeGenerator implements Generator {
    /// Such as `load m`, `step 7.2` (picture with seed 7, step 2), `made 7`, `free`.
    final List<String> moments = new CopyOnWriteArrayList<>();

    volatile Consumer<String> at = moment -> {};
    volatile Optional<Failure> failure = Optional.empty();
    volatile Map<String, String> facts = Map.of();

    @Override
    public void free() {
        moment("free");
    }

    @Override
    public List<Picture> generate(Recipe recipe, Observer observer, Cancellation cancellation)
            throws GenerationException {
        moment("load " + recipe.model().map(ModelRef::name).orElse("starter"));
        if (failure.isPresent()) {
            throw new GenerationException(failure.get(), null);
        }
        observer.ready();
        var pictures = new ArrayList<Picture>();
        for (int round = 0; round < recipe.batch().count(); round++) {
            if (cancellation.ends()) {
                break;
            }
            if (sampled(recipe, round, observer, cancellation)) {
                for (int i = 0; i < recipe.batch().size(); i++) {
                    var picture = black(recipe, round * recipe.batch().size() + i);
                    pictures.add(picture);
                    observer.finished(picture);
                    moment("made " + picture.recipe().seed().bits());
                }
            } else {
                cancellation.skipped();
            }
        }
        if (pictures.isEmpty() && cancellation.ends()) {
            throw new GenerationException(new Failure.Cancelled(), null);
        }
        return pictures;
    }

    /// False for a round that was skipped.
    private boolean sampled(Recipe recipe, int round, Observer observer, Cancellation cancellation)
            throws GenerationException {
        int steps = recipe.sampling().steps();
        long seed = recipe.seed().ofImage(round * recipe.batch().size()).bits();
        for (int step = 1; step <= steps; step++) {
            switch (cancellation.mode()) {
                case NONE -> {}
                case SKIP -> {
                    return false;
                }
                case INTERRUPT -> {
                    return true;
                }
                case CANCEL -> throw new GenerationException(new Failure.Cancelled(), null);
            }
            moment("step " + seed + "." + step);
            observer.progress(
                    new Progress(
                            round + 1,
                            recipe.batch().count(),
                            step,
                            steps,
                            10,
                            Duration.ofSeconds(1)));
        }
        return true;
    }

    private Picture black(Recipe recipe, int index) {
        var own = recipe.withSeed(recipe.seed().ofImage(index)).withBatch(Batch.ONE);
        var size = recipe.size();
        return new Picture(size, new byte[size.width() * size.height() * 3], own, facts);
    }

    private void moment(String what) {
        moments.add(what);
        at.accept(what);
    }
}
