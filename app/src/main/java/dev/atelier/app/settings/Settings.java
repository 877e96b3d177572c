package dev.atelier.app.settings;

import dev.atelier.app.home.SetAside;
import dev.atelier.app.observe.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The values of [StudioSettings], kept in one file. Every change is on disk a moment later, so
/// that a killed process loses at most the last moment and never the file. A file that is damaged
/// or of a later version is set aside and all starts from defaults. Two processes with one file
/// keep each other's changes: only what was changed here is written over what is there, under a
/// lock of the file. Thread-safe.
public final class Settings {
    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    private final SettingsFile file;
    private final Path path;
    private final Tasks tasks;
    private final Properties values = new Properties();
    private final AtomicBoolean saving = new AtomicBoolean();

    /// Changed since the last save; empty for what was removed.
    private final Map<String, Optional<String>> unsaved = new HashMap<>();

    private final Set<String> unusable = new TreeSet<>();
    private Optional<SetAsideFile> setAside = Optional.empty();

    /// A file that could not be used.
    ///
    /// @param newer whether a later version of the program wrote it; else it is damaged
    public record SetAsideFile(Path file, boolean newer) {}

    private Settings(Path path, Tasks tasks) {
        this.path = path;
        this.file = new SettingsFile(path);
        this.tasks = tasks;
    }

    /// Reads the file, if there is one; a few milliseconds.
    public static Settings open(Path file, Tasks tasks) {
        var settings = new Settings(file, tasks);
        try {
            settings.values.putAll(settings.file.read());
        } catch (SettingsFile.NewerException e) {
            settings.setAside(e, true);
        } catch (IOException e) {
            settings.setAside(e, false);
        }
        return settings;
    }

    private void setAside(IOException reason, boolean newer) {
        var aside = newer ? SetAside.freeName(path, ".newer") : SetAside.freeName(path);
        log.warn("the settings could not be read and were set aside as {}", aside, reason);
        try {
            Files.move(path, aside);
            setAside = Optional.of(new SetAsideFile(aside, newer));
        } catch (IOException e) {
            log.warn("the settings could not be moved", e);
        }
    }

    /// Where a file went that could not be used, so that all is as at first.
    public Optional<SetAsideFile> setAside() {
        return setAside;
    }

    /// The names of those that hold what cannot be used, as far as they have been asked for; what
    /// they say is as if they were not set.
    public synchronized Set<String> unusable() {
        return Set.copyOf(unusable);
    }

    /// The value, or the default where none is set or what is set cannot be used.
    public synchronized <T> T get(Setting<T> setting) {
        var text = values.getProperty(setting.key());
        if (text == null) {
            return setting.usual();
        }
        var value = setting.kind().read().apply(text);
        if (value.isEmpty() && unusable.add(setting.key())) {
            log.warn("the setting {} holds what cannot be used", setting);
        }
        return value.orElse(setting.usual());
    }

    /// Whether a value is set, be it the default.
    public synchronized boolean has(Setting<?> setting) {
        return values.containsKey(setting.key());
    }

    /// Forgets a value.
    public void remove(Setting<?> setting) {
        synchronized (this) {
            unusable.remove(setting.key());
            if (values.remove(setting.key()) == null) {
                return;
            }
            unsaved.put(setting.key(), Optional.empty());
        }
        saveSoon();
    }

    public <T> void put(Setting<T> setting, T value) {
        var text = setting.kind().write().apply(value);
        synchronized (this) {
            unusable.remove(setting.key());
            if (text.equals(values.put(setting.key(), text))) {
                return;
            }
            unsaved.put(setting.key(), Optional.of(text));
        }
        saveSoon();
    }

    private void saveSoon() {
        if (saving.compareAndSet(false, true)) {
            tasks.inOrder(this::save);
        }
    }

    private void save() {
        saving.set(false); // changes from here on are saved by another turn
        var changes = changes();
        try {
            file.write(changes, copy());
        } catch (IOException e) {
            log.warn("the settings could not be saved to {}", path, e);
            keep(changes);
        }
    }

    private synchronized Properties copy() {
        var all = new Properties();
        all.putAll(values);
        return all;
    }

    private synchronized Map<String, Optional<String>> changes() {
        var all = Map.copyOf(unsaved);
        unsaved.clear();
        return all;
    }

    /// For the next save, unless they were changed again.
    private synchronized void keep(Map<String, Optional<String>> changes) {
        changes.forEach(unsaved::putIfAbsent);
    }
}
