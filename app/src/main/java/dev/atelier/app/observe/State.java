package dev.atelier.app.observe;

import java.util.function.Consumer;

/// An observed yes or no, to enable, show or select by.
public interface State extends Observed<Boolean> {
    /// Always the same answer.
    static State always(boolean answer) {
        return of(Value.of(answer));
    }

    /// Follows an observed boolean.
    static State of(Observed<Boolean> source) {
        return new State() {
            @Override
            public Boolean get() {
                return source.get();
            }

            @Override
            public Subscription onChange(Consumer<? super Boolean> listener) {
                return source.onChange(listener);
            }
        };
    }

    default State not() {
        return of(map(yes -> !yes));
    }

    default State and(Observed<Boolean> other) {
        return of(new Combined(this, other, (a, b) -> a && b));
    }

    default State or(Observed<Boolean> other) {
        return of(new Combined(this, other, (a, b) -> a || b));
    }
}
