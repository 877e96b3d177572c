package dev.atelier.app.queue;

import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Where a recipe goes by the rule of "Automatic", and why: here while one need not wait long, else
/// to a service that runs, has room under the cap and honours the recipe. Of those, what takes long
/// goes behind a queue, which keeps it whatever happens to a connection.
///
/// @param detail a time or a name for the sentence
record Route(PlaceQueue place, Reason reason, String detail) {
    /// A gateway closes calls that take longer than its limit, which is ten minutes at most.
    static final Duration LONG = Duration.ofMinutes(2);

    /// What a job is taken to last that nobody can predict.
    private static final Duration USUAL = Duration.ofSeconds(30);

    /// Why it goes there.
    enum Reason {
        /// This computer has nothing to do.
        FREE,
        /// One waits here less than is allowed.
        SHORT_WAIT,
        /// No service takes work.
        NO_SERVICE,
        /// The services that run have used up the limit on costs.
        CAP,
        /// No service honours the recipe.
        UNFIT,
        /// One waits too long here, and a call is answered at once.
        BUSY_SYNC,
        /// One waits too long here, and it takes so long that a queue is safer than a call.
        BUSY_QUEUE,
        /// One waits too long here, and only such a service runs.
        BUSY_ONLY
    }

    /// What the rule looks at.
    ///
    /// @param patience how long one may wait here
    /// @param expected how long a recipe takes at a place
    /// @param unfit whether a place is known not to honour the recipe
    record Rule(Duration patience, TimePrediction expected, Predicate<Place> unfit) {}

    /// @param places the first is this computer
    static Route of(Recipe recipe, List<PlaceQueue> places, List<Job> jobs, Rule rule) {
        var here = places.getFirst();
        var wait = wait(here, jobs, rule);
        if (wait.isZero()) {
            return new Route(here, Reason.FREE, "");
        }
        if (wait.compareTo(rule.patience) <= 0) {
            return new Route(here, Reason.SHORT_WAIT, Durations.text(wait));
        }
        var others = places.stream().skip(1).toList();
        var taking =
                others.stream()
                        .filter(it -> it.away().get().isEmpty() && !it.paused().get())
                        .toList();
        var fit = taking.stream().filter(it -> !rule.unfit.test(it.place())).toList();
        if (fit.isEmpty()) {
            return new Route(here, why(others, taking), Durations.text(wait));
        }
        return there(recipe, fit, jobs, rule, wait);
    }

    private static Reason why(List<PlaceQueue> others, List<PlaceQueue> taking) {
        boolean cap =
                others.stream()
                        .flatMap(it -> it.away().get().stream())
                        .anyMatch(it -> it.why() == WaitReason.Why.CAP);
        return !taking.isEmpty() ? Reason.UNFIT : cap ? Reason.CAP : Reason.NO_SERVICE;
    }

    private static Route there(
            Recipe recipe, List<PlaceQueue> fit, List<Job> jobs, Rule rule, Duration wait) {
        var time =
                fit.stream()
                        .flatMap(it -> rule.expected.of(it.place().id(), recipe).stream())
                        .max(Comparator.naturalOrder());
        boolean queued =
                recipe.batch().count() > 1 || time.filter(it -> it.compareTo(LONG) > 0).isPresent();
        var wanted = queued ? Place.Kind.ASYNC : Place.Kind.SYNC;
        var right = fit.stream().filter(it -> it.place().kind() == wanted).toList();
        var best =
                (right.isEmpty() ? fit : right)
                        .stream()
                                .min(Comparator.comparing(it -> wait(it, jobs, rule)))
                                .orElseThrow();
        var reason =
                right.isEmpty() ? Reason.BUSY_ONLY : queued ? Reason.BUSY_QUEUE : Reason.BUSY_SYNC;
        return new Route(best, reason, Durations.text(wait));
    }

    /// How long a new job would wait at a place.
    private static Duration wait(PlaceQueue place, List<Job> jobs, Rule rule) {
        var id = place.place().id();
        var sum = Duration.ZERO;
        for (var job : jobs) {
            if (job.place().equals(id) && job.state().open()) {
                sum = sum.plus(rest(place, job, rule.expected));
            }
        }
        return sum.dividedBy(place.place().capacity());
    }

    /// Of a job that runs what is left.
    static Duration rest(PlaceQueue place, Job job, TimePrediction expected) {
        var reported =
                place.all().get().stream()
                        .filter(it -> it.job() == job.id())
                        .flatMap(it -> it.progress().stream())
                        .filter(it -> !it.remaining().isZero())
                        .map(it -> it.remaining())
                        .findFirst();
        return reported.or(() -> expected.of(job.place(), job.recipe())).orElse(USUAL);
    }

    /// One sentence.
    String words() {
        var name = place.place().name();
        return Messages.of(Route.class).text("route." + reason, name, detail);
    }
}
