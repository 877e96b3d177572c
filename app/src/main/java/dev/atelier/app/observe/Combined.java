package dev.atelier.app.observe;

import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/// Two observed booleans joined; reports only when the joined answer changes.
record Combined(Observed<Boolean> first, Observed<Boolean> second, BinaryOperator<Boolean> join)
        implements Observed<Boolean> {
    @Override
    public Boolean get() {
        return join.apply(first.get(), second.get());
    }

    @Override
    public Subscription onChange(Consumer<? super Boolean> listener) {
        var last = Value.of(get());
        last.onChange(listener);
        var one = first.onChange(ignored -> last.set(get()));
        var two = second.onChange(ignored -> last.set(get()));
        return () -> {
            one.close();
            two.close();
        };
    }
}
