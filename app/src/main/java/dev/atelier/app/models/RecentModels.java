package dev.atelier.app.models;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import java.util.ArrayList;
import java.util.List;

/// The models that pictures were made with lately, newest first. Event thread.
public final class RecentModels {
    private static final int REMEMBERED = 12;

    private final Settings settings;
    private final Value<List<String>> names;

    public RecentModels(Settings settings) {
        this.settings = settings;
        names = Value.of(settings.get(StudioSettings.MODELS_RECENT));
    }

    public Observed<List<String>> names() {
        return names;
    }

    /// A picture was made with a model.
    public void used(String name) {
        var next = new ArrayList<>(names.get());
        next.remove(name);
        next.addFirst(name);
        names.set(List.copyOf(next.subList(0, Math.min(REMEMBERED, next.size()))));
        settings.put(StudioSettings.MODELS_RECENT, names.get());
    }
}
