package dev.atelier.app.queue;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import java.util.SplittableRandom;

/// Where the next pictures are made: on this computer, at a service, or at both. The choice
/// outlives a restart; while its place is not listed, pictures are made here. Event thread.
public final class WhereModel {
    private final QueueModel queue;
    private final Settings settings;
    private final Value<Where> wanted;
    private final Value<Where> chosen;

    /// A choice.
    ///
    /// @param place the id of a place
    /// @param both also on this computer, with the same seed and noise
    public record Where(String place, boolean both) {
        public static final Where HERE = new Where(Place.HERE, false);

        private static final String AND = "both ";

        public static Where at(String place) {
            return new Where(place, false);
        }

        static Where of(String text) {
            return text.isBlank()
                    ? HERE
                    : text.startsWith(AND)
                            ? new Where(text.substring(AND.length()), true)
                            : at(text);
        }

        String text() {
            return both ? AND + place : place;
        }

        /// Whether this computer alone.
        public boolean isHere() {
            return place.equals(Place.HERE);
        }
    }

    public WhereModel(QueueModel queue, Settings settings) {
        this.queue = queue;
        this.settings = settings;
        wanted = Value.of(Where.of(settings.get(StudioSettings.WHERE)));
        chosen = Value.of(possible());
        wanted.onChange(now -> chosen.set(possible()));
        queue.places().onChange(now -> chosen.set(possible()));
    }

    private Where possible() {
        return queue.at(wanted.get().place()).isPresent() ? wanted.get() : Where.HERE;
    }

    public QueueModel queue() {
        return queue;
    }

    /// What counts now.
    public Observed<Where> chosen() {
        return chosen;
    }

    public void choose(Where where) {
        settings.put(StudioSettings.WHERE, where.text());
        wanted.set(where);
    }

    /// The place; of both the one that is not this computer.
    public PlaceQueue place() {
        return queue.at(chosen.get().place()).orElseGet(queue::here);
    }

    /// Orders pictures there. Of a batch for an asynchronous service each round is a job of its
    /// own, so that all its instances have work.
    ///
    /// @param front before all that waits
    /// @return the number of the job, of several the first
    public long order(Recipe recipe, boolean front) {
        if (chosen.get().both()) {
            return queue.addTwins(place(), recipe, front);
        }
        var at = place();
        if (at.place().kind() != Place.Kind.ASYNC || recipe.batch().count() == 1) {
            return queue.add(at, recipe, front);
        }
        var seeded = recipe.withSeed(recipe.seed().resolved(new SplittableRandom()));
        long first = 0;
        int rounds = recipe.batch().count();
        for (int i = 0; i < rounds; i++) {
            // Of what goes to the front the last is first.
            int round = front ? rounds - 1 - i : i;
            var seed = seeded.seed().ofImage(round * recipe.batch().size());
            var one = seeded.withSeed(seed).withBatch(new Batch(recipe.batch().size(), 1));
            long job = queue.add(at, one, front);
            first = round == 0 ? job : first;
        }
        return first;
    }
}
