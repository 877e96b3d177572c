package dev.atelier.app.settings;

import dev.atelier.app.home.SetAside;
import dev.atelier.app.observe.Tasks;
import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

/// Small facts by name, kept in one file. Every change is on disk a moment later, written aside and
/// moved into place, so that a killed process loses at most the last moment and never the file. A
/// file that cannot be read is set aside and all starts from defaults. Two processes with one file
/// keep each other's changes: only what was changed here is written over what is there, under a
/// lock of the file. Thread-safe.
public final class Settings {
    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    private final Path file;
    private final Tasks tasks;
    private final Properties values = new Properties();
    private final AtomicBoolean saving = new AtomicBoolean();

    /// Changed since the last save; empty for what was removed.
    private final Map<String, Optional<String>> unsaved = new HashMap<>();

    private final Set<String> unusable = new TreeSet<>();
    private Optional<Path> setAside = Optional.empty();

    private Settings(Path file, Tasks tasks) {
        this.file = file;
        this.tasks = tasks;
    }

    /// Reads the file, if there is one; a few milliseconds.
    public static Settings open(Path file, Tasks tasks) {
        var settings = new Settings(file, tasks);
        if (Files.exists(file)) {
            try {
                settings.values.putAll(read(file));
            } catch (IOException | IllegalArgumentException e) {
                settings.setAside(e);
            }
        }
        return settings;
    }

    private static Properties read(Path file) throws IOException {
        var text = Files.readString(file);
        if (text.indexOf('\0') >= 0) {
            // What a disk leaves of a file that was being written when the power went.
            throw new IOException("the file holds zero bytes");
        }
        var read = new Properties();
        read.load(new StringReader(text));
        return read;
    }

    private void setAside(Exception reason) {
        var aside = SetAside.freeName(file);
        log.warn("the settings could not be read and were set aside as {}", aside, reason);
        try {
            Files.move(file, aside);
            setAside = Optional.of(aside);
        } catch (IOException e) {
            log.warn("the damaged settings could not be moved", e);
        }
    }

    /// Where a file went that could not be read, so that all is as at first.
    public Optional<Path> setAside() {
        return setAside;
    }

    /// The names of those that hold what cannot be used, as far as they have been asked for; what
    /// they say is as if they were not set.
    public synchronized Set<String> unusable() {
        return Set.copyOf(unusable);
    }

    private synchronized void distrust(String name) {
        if (unusable.add(name)) {
            log.warn("the setting {} holds what cannot be used", name);
        }
    }

    /// A file or folder.
    public Path get(String name, Path otherwise) {
        var text = get(name, "");
        if (text.isBlank()) {
            return otherwise;
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            distrust(name);
            return otherwise;
        }
    }

    /// A whole number of a range.
    public int get(String name, int otherwise, int least, int most) {
        int number = get(name, otherwise);
        if (number < least || number > most) {
            distrust(name);
            return otherwise;
        }
        return number;
    }

    public synchronized String get(String name, String otherwise) {
        return values.getProperty(name, otherwise);
    }

    public int get(String name, int otherwise) {
        try {
            return Integer.parseInt(get(name, Integer.toString(otherwise)).strip());
        } catch (NumberFormatException e) {
            distrust(name);
            return otherwise;
        }
    }

    public double get(String name, double otherwise) {
        try {
            double number = Double.parseDouble(get(name, Double.toString(otherwise)));
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            log.debug("{} is no number", name);
        }
        distrust(name);
        return otherwise;
    }

    public boolean get(String name, boolean otherwise) {
        return Boolean.parseBoolean(get(name, Boolean.toString(otherwise)));
    }

    /// The constant of that name, or `otherwise`.
    public <E extends Enum<E>> E get(String name, E otherwise) {
        try {
            return Enum.valueOf(otherwise.getDeclaringClass(), get(name, otherwise.name()));
        } catch (IllegalArgumentException e) {
            distrust(name);
            return otherwise;
        }
    }

    /// Forgets a value.
    public void remove(String name) {
        synchronized (this) {
            unusable.remove(name);
            if (values.remove(name) == null) {
                return;
            }
            unsaved.put(name, Optional.empty());
        }
        saveSoon();
    }

    public void put(String name, Object value) {
        synchronized (this) {
            unusable.remove(name);
            if (value.toString().equals(values.put(name, value.toString()))) {
                return;
            }
            unsaved.put(name, Optional.of(value.toString()));
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
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var _ = new FileTurn(file)) {
                var text = new StringWriter();
                merged(changes).store(text, null);
                WholeFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            log.warn("the settings could not be saved to {}", file, e);
            keep(changes);
        }
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

    /// What the file holds now, with these changes; where it cannot be read, what is known here.
    private Properties merged(Map<String, Optional<String>> changes) {
        var all = new Properties();
        try {
            all.putAll(read(file));
        } catch (IOException | IllegalArgumentException e) {
            log.debug("{} is written anew", file, e);
            synchronized (this) {
                all.putAll(values);
            }
        }
        changes.forEach((name, value) ->
                value.ifPresentOrElse(text -> all.put(name, text), () -> all.remove(name)));
        return all;
    }
}
