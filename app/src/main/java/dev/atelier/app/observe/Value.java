package dev.atelier.app.observe;

import java.awt.EventQueue;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A settable piece of a model. Setting an equal content is silent, so that two values may follow
/// each other without end.
///
/// It belongs to the thread that made it (made on the event thread: to the thread that is the event
/// thread) and refuses to be set from another.
public final class Value<T> implements Observed<T> {
    private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
    private final Thread owner = Thread.currentThread();
    private final boolean ofEvents = EventQueue.isDispatchThread();
    private T content;

    private Value(T content) {
        this.content = content;
    }

    public static <T> Value<T> of(T content) {
        return new Value<>(content);
    }

    @Override
    public T get() {
        return content;
    }

    public void set(T next) {
        if (!isAtHome()) {
            throw new IllegalStateException(
                    "a value of thread "
                            + owner.getName()
                            + " was set from "
                            + Thread.currentThread());
        }
        if (Objects.equals(content, next)) {
            return;
        }
        content = next;
        for (var listener : listeners) {
            listener.accept(next);
        }
    }

    public void update(UnaryOperator<T> change) {
        set(change.apply(content));
    }

    @Override
    public Subscription onChange(Consumer<? super T> listener) {
        // One object per subscription: the same listener may subscribe twice and leave once.
        Consumer<T> entry = listener::accept;
        listeners.add(entry);
        return Scope.kept(() -> listeners.remove(entry));
    }

    /// How many observers there are: one that was not removed shows here.
    public int listeners() {
        return listeners.size();
    }

    private boolean isAtHome() {
        return ofEvents ? EventQueue.isDispatchThread() : Thread.currentThread() == owner;
    }
}
