package dev.atelier.app.cli;

import dev.atelier.app.home.DataFolder;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Facts about the program's folders and their disk.
final class Folders {
    private static final String TOPIC = "folders";

    private Folders() {}

    static List<Fact> facts(DataFolder home) {
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(TOPIC, "data", home.root().toString()));
        facts.add(Fact.of(TOPIC, "data writable", writable(home.root())));
        facts.add(Fact.of(TOPIC, "log", home.log().toString()));
        facts.add(Fact.of(TOPIC, "natives", home.natives().toString()));
        facts.add(Fact.bytes(TOPIC, "natives size", size(home.natives())));
        facts.add(Fact.bytes(TOPIC, "free disk", free(home.root())));
        return facts;
    }

    /// The bytes under `folder`; 0 where it does not exist. What cannot be read does not count.
    private static long size(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Usable bytes on the disk of `folder` or of its nearest existing parent.
    private static long free(Path folder) {
        return nearest(folder).toFile().getUsableSpace();
    }

    /// Permissions alone do not say it of every file system.
    private static String writable(Path folder) {
        try {
            Files.delete(Files.createTempFile(nearest(folder), ".atelier", ".tmp"));
            return Message.of("cli.yes").english();
        } catch (IOException e) {
            return Message.of("cli.not-writable").english();
        }
    }

    private static Path nearest(Path folder) {
        var at = folder.toAbsolutePath();
        for (var up = at.getParent(); Files.notExists(at) && up != null; up = at.getParent()) {
            at = up;
        }
        return at;
    }
}
