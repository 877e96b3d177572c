package dev.atelier.webui;

import dev.atelier.webui.request.Catalogue;
import java.util.function.Supplier;

/// What there is to choose from, as it was when somebody last looked. Thread-safe.
final class CachedCatalogue implements Supplier<Catalogue> {
    private final Supplier<Catalogue> source;
    private volatile Catalogue latest;

    CachedCatalogue(Supplier<Catalogue> source) {
        this.source = source;
        latest = source.get();
    }

    @Override
    public Catalogue get() {
        return latest;
    }

    void refresh() {
        latest = source.get();
    }
}
