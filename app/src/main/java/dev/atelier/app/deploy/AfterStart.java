package dev.atelier.app.deploy;

import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is done as soon as a deployed service runs, whether or not its page shows. Kept in the
/// settings. Event thread.
public final class AfterStart {
    private final Settings settings;

    /// What can be chosen.
    public enum Choice {
        /// A first picture is made, which shows that the service answers.
        DRAW(StudioSettings.READY_DRAW),
        /// The next pictures are made there.
        CHOOSE(StudioSettings.READY_CHOOSE),
        SOUND(StudioSettings.READY_SOUND);

        static final List<Choice> ALL = List.of(values());

        private final Setting<Boolean> setting;

        Choice(Setting<Boolean> setting) {
            this.setting = setting;
        }
    }

    AfterStart(Settings settings) {
        this.settings = settings;
    }

    public boolean has(Choice choice) {
        return settings.get(choice.setting);
    }

    public void set(Choice choice, boolean on) {
        settings.put(choice.setting, on);
    }

    /// Names of other services that are stopped then.
    public Set<String> stops() {
        return Stream.of(settings.get(StudioSettings.READY_STOPS).split(" "))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public void stop(String service, boolean on) {
        var all = new TreeSet<>(stops());
        if (on) {
            all.add(service);
        } else {
            all.remove(service);
        }
        settings.put(StudioSettings.READY_STOPS, String.join(" ", all));
    }

    /// Stops nothing at the next deployment.
    void forgetStops() {
        settings.put(StudioSettings.READY_STOPS, "");
    }
}
