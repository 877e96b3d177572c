package dev.atelier.app.observe;

import java.util.function.Consumer;
import java.util.function.Function;

/// Something that can be read at any time and notifies when it changes. Belongs to one thread, in
/// the studio the event thread.
public interface Observed<T> {
    T get();

    /// Calls the listener with the new content of every later change, on the thread of the change,
    /// in the order of subscription. The present content is not reported.
    Subscription onChange(Consumer<? super T> listener);

    /// The same, and at once with the present content: how a view binds.
    default Subscription bind(Consumer<? super T> listener) {
        listener.accept(get());
        return onChange(listener);
    }

    /// A view of this through a pure function. Reports only when the function's answer changes.
    default <R> Observed<R> map(Function<? super T, ? extends R> function) {
        var source = this;
        return new Observed<>() {
            @Override
            public R get() {
                return function.apply(source.get());
            }

            @Override
            public Subscription onChange(Consumer<? super R> listener) {
                var last = Value.<R>of(get());
                last.onChange(listener);
                return source.onChange(now -> last.set(function.apply(now)));
            }
        };
    }
}
