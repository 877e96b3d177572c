package dev.atelier.cloud.inventory;

import dev.atelier.cloud.account.CallException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Answers that were given before, for as long as they are good. Thread-safe; two who ask for the
/// same at once may both be sent on.
final class ExpiringCache<T> {
    private final Age age;
    private final Map<String, Kept<T>> kept = new HashMap<>();

    /// @param keep how long an answer is good
    record Age(InstantSource clock, Duration keep) {}

    private record Kept<T>(Choice<T> choice, Instant at) {}

    /// Asks the cloud.
    interface Question<T> {
        Pages.Read<T> ask() throws CallException;
    }

    ExpiringCache(Age age) {
        this.age = age;
    }

    /// The answer to a question; a failure is not kept.
    ///
    /// @param about different for different questions
    Choice<T> get(String about, Question<T> question) {
        var known = fresh(about);
        if (known.isPresent()) {
            return known.get();
        }
        var choice = ask(question);
        if (!(choice instanceof Choice.Failed<T>)) {
            keep(about, choice);
        }
        return choice;
    }

    private synchronized Optional<Choice<T>> fresh(String about) {
        return Optional.ofNullable(kept.get(about))
                .filter(it -> it.at().plus(age.keep()).isAfter(age.clock().instant()))
                .map(Kept::choice);
    }

    private synchronized void keep(String about, Choice<T> choice) {
        kept.put(about, new Kept<>(choice, age.clock().instant()));
    }

    private Choice<T> ask(Question<T> question) {
        try {
            var read = question.ask();
            return new Choice.Listed<>(read.items(), age.clock().instant(), read.whole());
        } catch (CallException e) {

            return e.kind() == CallException.Kind.FORBIDDEN
                    ? new Choice.ByHand<>(e.what(), e.permission().orElse(""))
                    : new Choice.Failed<>(e.what());
        }
    }

    synchronized void clear() {
        kept.clear();
    }
}
