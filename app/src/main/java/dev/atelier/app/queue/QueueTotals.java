package dev.atelier.app.queue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long the open jobs of a place take, and what they cost.
///
/// @param left empty where one of them cannot be predicted
/// @param cost empty where the price or the time is not known
record QueueTotals(Optional<Duration> left, Optional<BigDecimal> cost, String currency) {
    private static final QueueTotals UNKNOWN =
            new QueueTotals(Optional.empty(), Optional.empty(), "");

    /// Of one place. A queue elsewhere has instances that nobody knows here, so its jobs count one
    /// after another. Nobody knows when a place is done that takes no work.
    static QueueTotals of(PlaceQueue place, List<Job> jobs, TimePrediction expected) {
        var here = jobs.stream().filter(job -> job.place().equals(place.place().id())).toList();
        if (place.away().get().isPresent() && !JobOrder.waiting(here).isEmpty()) {
            return UNKNOWN;
        }
        var sum = Duration.ZERO;
        for (var job : here) {
            if (job.state().open()) {
                var rest = rest(place, job, expected);
                if (rest.isEmpty()) {
                    return UNKNOWN;
                }
                sum = sum.plus(rest.get());
            }
        }
        var all = sum;
        var price = place.price().get();
        boolean calls = place.place().kind() == Place.Kind.SYNC;
        return new QueueTotals(
                Optional.of(calls ? all.dividedBy(place.place().capacity()) : all),
                price.map(it -> Money.of(it, all).amount()),
                price.map(it -> it.currency()).orElse(""));
    }

    /// Of a job that runs what is left, where that is known.
    static Optional<Duration> rest(PlaceQueue place, Job job, TimePrediction expected) {
        return place.all().get().stream()
                .filter(it -> it.job() == job.id())
                .flatMap(it -> it.progress().stream())
                .filter(it -> !it.remaining().isZero())
                .map(it -> it.remaining())
                .findFirst()
                .or(() -> expected.of(job.place(), job.recipe()));
    }

    /// Of all places, which work beside each other.
    static QueueTotals of(List<PlaceQueue> places, List<Job> jobs, TimePrediction expected) {
        var longest = Optional.of(Duration.ZERO);
        var cost = Optional.of(BigDecimal.ZERO);
        var currency = "";
        for (var place : places) {
            boolean works =
                    jobs.stream()
                            .anyMatch(job ->
                                    job.state().open() && job.place().equals(place.place().id()));
            if (works) {
                var its = of(place, jobs, expected);
                longest =
                        longest.flatMap(
                                most -> its.left.map(it -> it.compareTo(most) > 0 ? it : most));
                boolean free = place.place().isHere() || place.place().isFree();
                boolean other = !its.currency.isEmpty() && !currency.isEmpty();
                if (!free) {
                    boolean sums = !other || its.currency.equals(currency);
                    cost = sums ? cost.flatMap(all -> its.cost.map(all::add)) : Optional.empty();
                    currency = its.currency.isEmpty() ? currency : its.currency;
                }
            }
        }
        return new QueueTotals(longest, cost, currency);
    }

    /// Money in words; empty where nothing is to be paid or the price is not known.
    Optional<String> money() {
        return cost.filter(it -> it.signum() > 0).map(it -> "≈ " + Money.text(it, currency));
    }
}
