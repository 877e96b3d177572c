package dev.atelier.app.models;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The models that pictures were made with lately, newest first. Event thread.
public final class RecentModels {
    private static final int REMEMBERED = 12;
    private static final String KEY = "models.recent";

    private final Settings settings;
    private final Value<List<String>> names;

    public RecentModels(Settings settings) {
        this.settings = settings;
        names =
                Value.of(
                        Stream.of(settings.get(KEY, "").split("\n", -1))
                                .filter(name -> !name.isEmpty())
                                .toList());
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
        settings.put(KEY, String.join("\n", names.get()));
    }
}
