package dev.atelier.app.queue;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// Where the next pictures are made: on this computer, at a service, at both, or where the rule of
/// [Route] says. The choice outlives a restart; while its place is not listed, pictures are made
/// here. Event thread.
public final class PlaceChoiceModel {
    private final QueueModel queue;
    private final Settings settings;
    private final Value<PlaceChoice> wanted;
    private final Value<PlaceChoice> chosen;
    private final Value<Target> goal;
    private Optional<Recipe> recipe = Optional.empty();
    private TimePrediction expected = (place, one) -> Optional.empty();
    private Optional<Unfit> unfit = Optional.empty();
    private final Set<String> followed = new HashSet<>();
    private final Value<Optional<String>> refusal = Value.of(Optional.empty());
    private final Value<Optional<String>> instead = Value.of(Optional.empty());

    /// The queue of what was chosen, as it was listed last.
    private Optional<PlaceQueue> listed = Optional.empty();

    private final Value<Integer> acts = Value.of(0);
    private long newest;

    /// Where the next picture goes.
    ///
    /// @param why one sentence where the rule of "Automatic" chose it; else empty
    public record Target(PlaceChoice where, String why) {}

    /// A recipe and a place that does not honour it.
    private record Unfit(Recipe recipe, String place) {}

    /// A choice.
    ///
    /// @param place the id of a place
    /// @param both also on this computer, with the same seed and noise
    public record PlaceChoice(String place, boolean both) {
        public static final PlaceChoice HERE = new PlaceChoice(Place.HERE, false);

        /// By the rule of [Route].
        public static final PlaceChoice AUTO = new PlaceChoice("auto", false);

        private static final String AND = "both ";

        public static PlaceChoice at(String place) {
            return new PlaceChoice(place, false);
        }

        static PlaceChoice of(String text) {
            return text.isBlank()
                    ? HERE
                    : text.startsWith(AND)
                            ? new PlaceChoice(text.substring(AND.length()), true)
                            : at(text);
        }

        String text() {
            return both ? AND + place : place;
        }

        /// Whether this computer alone.
        public boolean isHere() {
            return place.equals(Place.HERE);
        }

        public boolean isAuto() {
            return equals(AUTO);
        }
    }

    public PlaceChoiceModel(QueueModel queue, Settings settings) {
        this.queue = queue;
        this.settings = settings;
        wanted = Value.of(PlaceChoice.of(settings.get(StudioSettings.WHERE)));
        chosen = Value.of(possible());
        goal = Value.of(new Target(chosen.get(), ""));
        wanted.onChange(now -> {
            listed = queue.at(now.place());
            chosen.set(possible());
        });
        listed = queue.at(wanted.get().place());
        queue.places().onChange(now -> meet());
        chosen.onChange(now -> aim());
        queue.places().bind(this::follow);
        newest = newest();
        queue.jobs()
                .onChange(now -> {
                    aim();
                    if (newest() > newest) {
                        newest = newest();
                        act();
                    }
                });
        queue.here().all().onChange(now -> aim());
    }

    private void follow(List<PlaceQueue> places) {
        for (var place : places) {
            if (followed.add(place.place().id())) {
                place.away().onChange(now -> aim());
                place.paused().onChange(now -> aim());
            }
        }
        aim();
    }

    /// The recipe whose place the rule of "Automatic" looks for, and the times it goes by.
    ///
    /// @param takes how long a recipe takes at a place
    public void follow(Observed<Recipe> draft, TimePrediction takes) {
        expected = takes;
        draft.bind(now -> {
            recipe = Optional.of(now);
            aim();
        });
    }

    /// How long one may wait here before "Automatic" goes elsewhere.
    public Duration patience() {
        return Duration.ofMinutes(settings.get(StudioSettings.PATIENCE));
    }

    public void patience(Duration most) {
        settings.put(StudioSettings.PATIENCE, (int) most.toMinutes());
        aim();
    }

    /// Where the next picture goes: what was chosen, or what the rule says now.
    public Observed<Target> goal() {
        return goal;
    }

    /// The same in words; empty while this computer is the only place.
    public String words() {
        if (queue.places().get().size() < 2) {
            return "";
        }
        var words = Messages.of(PlaceChoiceModel.class);
        var name = QueueLane.name(place().place(), words);
        return goal.get().where().both() ? words.text("place.both", name) : name;
    }

    /// That a place does not honour a recipe: the rule does not send it there.
    public void unfit(Recipe one, String place) {
        unfit = Optional.of(new Unfit(one, place));
        aim();
    }

    /// Why nothing can be ordered where the next picture goes, a sentence: the place was deleted.
    /// Else empty; what is ordered at a place that takes no work now waits there.
    public Observed<Optional<String>> refusal() {
        return refusal;
    }

    /// That pictures are made here although another place was chosen, a sentence: that place has
    /// left the list since. Empty again once a place is chosen or the place is back.
    public Observed<Optional<String>> instead() {
        return instead;
    }

    /// A deleted place is no choice any more, also where a new service gets its name: that one
    /// costs money of its own.
    private void meet() {
        var was = wanted.get();
        var now = queue.at(was.place());
        if (listed.isPresent() && now.isEmpty()) {
            var lost = listed.get();
            var key = lost.isGone() ? "place.instead.gone" : "place.instead.away";
            if (lost.isGone()) {
                settings.put(StudioSettings.WHERE, PlaceChoice.HERE.text());
                wanted.set(PlaceChoice.HERE);
            }
            instead.set(
                    Optional.of(
                            Messages.of(PlaceChoiceModel.class).text(key, lost.place().name())));
        } else if (now.isPresent() && !was.isHere()) {
            instead.set(Optional.empty());
        }
        listed = queue.at(wanted.get().place());
        chosen.set(possible());
    }

    private void aim() {
        aimAt();
        var place = place();
        refusal.set(
                place.isGone()
                        ? Optional.of(
                                Messages.of(PlaceChoiceModel.class)
                                        .text("place.gone", place.place().name()))
                        : Optional.empty());
    }

    private void aimAt() {
        var now = chosen.get();
        if (!now.isAuto()) {
            goal.set(new Target(now, ""));
            return;
        }
        if (recipe.isPresent()) {
            var route = route(recipe.get());
            goal.set(new Target(PlaceChoice.at(route.place().place().id()), route.words()));
        } else {
            goal.set(new Target(PlaceChoice.HERE, ""));
        }
    }

    private Route route(Recipe one) {
        var rule =
                new Route.Rule(
                        patience(),
                        expected,
                        place ->
                                unfit.filter(it ->
                                                it.recipe.equals(one)
                                                        && it.place.equals(place.id()))
                                        .isPresent());
        return Route.of(one, queue.places().get(), queue.jobs().get(), rule);
    }

    private PlaceChoice possible() {
        if (wanted.get().isAuto()) {
            return queue.places().get().size() > 1 ? PlaceChoice.AUTO : PlaceChoice.HERE;
        }
        return queue.at(wanted.get().place()).isPresent() ? wanted.get() : PlaceChoice.HERE;
    }

    public QueueModel queue() {
        return queue;
    }

    /// What counts now.
    public Observed<PlaceChoice> chosen() {
        return chosen;
    }

    /// How often a place was chosen or pictures were ordered, anywhere.
    public Observed<Integer> acts() {
        return acts;
    }

    private void act() {
        acts.update(it -> it + 1);
    }

    /// The highest number of a job.
    private long newest() {
        return queue.jobs().get().stream().mapToLong(Job::id).max().orElse(0);
    }

    public void choose(PlaceChoice where) {
        settings.put(StudioSettings.WHERE, where.text());
        wanted.set(where);
        instead.set(Optional.empty());
        act();
    }

    /// The place of [#goal]; of both the one that is not this computer.
    public PlaceQueue place() {
        return queue.at(goal.get().where().place()).orElseGet(queue::here);
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
        var at = chosen.get().isAuto() ? route(recipe).place() : place();
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
