package dev.atelier.app.create;

import dev.atelier.app.observe.HiddenTask;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.PlaceChoiceModel;
import dev.atelier.recipe.GenerationException;
import dev.atelier.recipe.Generator;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Unsupported;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the chosen place cannot honour of the recipe, before anything is made. This computer
/// answers at once; a service is queried away from the event thread, and the newest recipe counts.
/// Event thread.
final class PlaceLimits {
    private static final Logger log = LoggerFactory.getLogger(PlaceLimits.class);

    /// A service that runs may need a moment until its gateway knows it.
    private static final int PAUSE_MILLIS = 2_000;

    private static final int TRIES = 15;

    private final Generator here;
    private final PlaceChoiceModel where;
    private final Tasks tasks;
    private final Value<List<Unsupported>> found = Value.of(List.of());
    private Optional<Recipe> asked = Optional.empty();
    private final Timer again;
    private boolean asking;
    private int misses;

    /// @param here answers at once
    PlaceLimits(Generator here, PlaceChoiceModel where, Tasks tasks) {
        this.here = here;
        this.where = where;
        this.tasks = tasks;
        again = new Timer(PAUSE_MILLIS, event -> asked.ifPresent(this::ask));
        again.setRepeats(false);
    }

    /// What is not honoured; refused first.
    Observed<List<Unsupported>> found() {
        return found;
    }

    /// Asks for this recipe, at the place that is chosen now.
    void ask(Recipe recipe) {
        var choice = where.goal().get().where();
        again.stop();
        if (choice.isHere()) {
            asked = Optional.empty();
            found.set(at(here, recipe));
            return;
        }
        if (where.place().away().get().isPresent()) {
            asked = Optional.empty();
            found.set(choice.both() ? at(here, recipe) : List.of());
            return;
        }
        asked = Optional.of(recipe);
        if (!asking) {
            askService(recipe);
        }
    }

    private void askService(Recipe recipe) {
        asking = true;
        var place = where.place().place();
        boolean both = where.goal().get().where().both();
        tasks.run(
                HiddenTask.REFRESH,
                task -> {
                    var all = new ArrayList<>(place.generator().unsupported(recipe));
                    if (both) {
                        at(here, recipe).stream()
                                .filter(it -> all.stream().noneMatch(o -> o.field() == it.field()))
                                .forEach(all::add);
                    }
                    return List.copyOf(all);
                },
                Tasks.Outcome.of(
                        now -> {
                            asking = false;
                            misses = 0;
                            if (asked.filter(recipe::equals).isPresent()) {
                                found.set(now);
                                if (!now.isEmpty() && where.chosen().get().isAuto()) {
                                    where.unfit(recipe, place.id());
                                }
                            } else {
                                asked.ifPresent(this::ask);
                            }
                        },
                        failure -> {
                            log.info("nothing is known about the fields", failure);
                            asking = false;
                            found.set(both ? at(here, recipe) : List.of());
                            if (++misses < TRIES) {
                                again.restart();
                            }
                        }));
    }

    private static List<Unsupported> at(Generator generator, Recipe recipe) {
        try {
            return generator.unsupported(recipe);
        } catch (GenerationException e) {
            log.info("nothing is known about the fields", e);
            return List.of();
        }
    }
}
