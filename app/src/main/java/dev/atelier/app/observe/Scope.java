package dev.atelier.app.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The life of a view. Whatever is subscribed to while the view is built ends when the scope is
/// closed, so that a view which is built again leaves nothing behind in the models. The thread of
/// the values it observes.
public final class Scope implements Subscription {
    private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

    private final List<Subscription> open = new ArrayList<>();

    /// One that is closed with the scope which is being built, if any; for parts that are built
    /// later.
    public static Scope within() {
        var inner = new Scope();
        kept(inner);
        return inner;
    }

    /// Builds a view; scopes inside keep what is theirs.
    public <V> V build(Supplier<V> view) {
        return ScopedValue.where(CURRENT, this).call(view::get);
    }

    /// How many subscriptions it holds.
    public int size() {
        return open.size();
    }

    /// Ends all of them.
    @Override
    public void close() {
        open.forEach(Subscription::close);
        open.clear();
    }

    /// Gives a new subscription to the scope that is being built, if any.
    static Subscription kept(Subscription subscription) {
        if (CURRENT.isBound()) {
            CURRENT.get().open.add(subscription);
        }
        return subscription;
    }
}
