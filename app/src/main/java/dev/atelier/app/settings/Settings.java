package dev.atelier.app.settings;

import dev.atelier.app.observe.Tasks;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small facts by name, kept in one file. Every change is on disk a moment later, written aside and
/// moved into place, so that a killed process loses at most the last moment and never the file. A
/// file that cannot be read is set aside and all starts from defaults. Thread-safe.
public final class Settings {
    private static final Logger log = LoggerFactory.getLogger(Settings.class);

    private final Path file;
    private final Tasks tasks;
    private final Properties values = new Properties();
    private final AtomicBoolean saving = new AtomicBoolean();

    private Settings(Path file, Tasks tasks) {
        this.file = file;
        this.tasks = tasks;
    }

    /// Reads the file, if there is one; a few milliseconds.
    public static Settings open(Path file, Tasks tasks) {
        var settings = new Settings(file, tasks);
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                settings.values.load(in);
            } catch (IOException | IllegalArgumentException e) {
                settings.values.clear();
                settings.setAside(e);
            }
        }
        return settings;
    }

    private void setAside(Exception reason) {
        var aside = file.resolveSibling(file.getFileName() + ".damaged");
        log.warn("the settings could not be read and were set aside as {}", aside, reason);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("the damaged settings could not be moved", e);
        }
    }

    public synchronized String get(String name, String otherwise) {
        return values.getProperty(name, otherwise);
    }

    public int get(String name, int otherwise) {
        try {
            return Integer.parseInt(get(name, Integer.toString(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    public double get(String name, double otherwise) {
        try {
            return Double.parseDouble(get(name, Double.toString(otherwise)));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    public boolean get(String name, boolean otherwise) {
        return Boolean.parseBoolean(get(name, Boolean.toString(otherwise)));
    }

    /// The constant of that name, or `otherwise`.
    public <E extends Enum<E>> E get(String name, E otherwise) {
        try {
            return Enum.valueOf(otherwise.getDeclaringClass(), get(name, otherwise.name()));
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    public void put(String name, Object value) {
        synchronized (this) {
            if (value.toString().equals(values.put(name, value.toString()))) {
                return;
            }
        }
        if (saving.compareAndSet(false, true)) {
            tasks.inOrder(this::save);
        }
    }

    private void save() {
        saving.set(false); // changes from here on are saved by another turn
        var aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            var text = new StringWriter();
            synchronized (this) {
                values.store(text, null);
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(aside, text.toString(), StandardCharsets.UTF_8);
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("the settings could not be saved to {}", file, e);
        }
    }
}
