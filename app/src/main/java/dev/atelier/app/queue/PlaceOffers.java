package dev.atelier.app.queue;

import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.ModelRef;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.swing.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the chosen place offers to choose from. A service is queried once, away from the event
/// thread, each time it comes. Event thread.
public final class PlaceOffers {
    private static final Logger log = LoggerFactory.getLogger(PlaceOffers.class);

    /// A service that runs may need a moment until its gateway knows it.
    private static final int PAUSE_MILLIS = 2_000;

    private static final int TRIES = 15;

    private final PlaceChoiceModel where;
    private final Tasks tasks;
    private final Value<Optional<ServiceOffers>> there = Value.of(Optional.empty());
    private @Nullable Generator asked;
    private Optional<Capabilities> answered = Optional.empty();
    private final Timer again;
    private int misses;

    /// A service that was queried.
    ///
    /// @param name what people call it
    /// @param both whether pictures are made on this computer too, with the same models
    public record ServiceOffers(String name, boolean both, Capabilities offers) {
        /// Whether it has a file of that name; where it lists none of a kind, it may have any.
        public boolean has(Function<Capabilities.Models, List<String>> kind, String file) {
            var names = kind.apply(offers.models());
            var plain = ModelRef.plain(file);
            return names.isEmpty()
                    || names.stream().anyMatch(it -> ModelRef.plain(it).equals(plain));
        }

        /// In words, that it has not got something.
        public String lacks() {
            return Messages.of(PlaceOffers.class).text("where.lacks", name);
        }
    }

    public PlaceOffers(PlaceChoiceModel where, Tasks tasks) {
        this.where = where;
        this.tasks = tasks;
        where.chosen().bind(now -> refresh());
        where.queue().places().onChange(now -> refresh());
        again = new Timer(PAUSE_MILLIS, event -> refresh());
        again.setRepeats(false);
    }

    /// What the chosen service offers; empty where pictures are made on this computer alone or
    /// where the rule of [Route] says, and until a service has answered.
    public Observed<Optional<ServiceOffers>> there() {
        return there;
    }

    private void missed(Place place, Throwable failure) {
        log.info("nothing is known about {}", place.id(), failure);
        if (place.generator().equals(asked)) {
            asked = null;
            if (++misses < TRIES) {
                again.restart();
            }
        }
    }

    private void refresh() {
        var chosen = where.chosen().get();
        var at = where.place();
        if (chosen.isHere() || chosen.isAuto() || at.away().get().isPresent()) {
            there.set(Optional.empty());
            return;
        }
        var place = at.place();
        if (place.generator().equals(asked)) {
            there.set(answered.map(it -> new ServiceOffers(place.name(), chosen.both(), it)));
            return;
        }
        asked = place.generator();
        answered = Optional.empty();
        there.set(Optional.empty());
        tasks.run(
                HiddenTask.REFRESH,
                task -> place.generator().capabilities(),
                Tasks.Outcome.of(
                        found -> {
                            if (place.generator().equals(asked)) {
                                misses = 0;
                                answered = Optional.of(found);
                                refresh();
                            }
                        },
                        failure -> missed(place, failure)));
    }
}
