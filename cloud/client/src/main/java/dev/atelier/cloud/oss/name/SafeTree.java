package dev.atelier.cloud.oss.name;

import dev.atelier.recipe.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A folder of this computer for objects of many folders: each part of a key becomes a safe name of
/// its own, so that nothing lands outside and no two keys in one file. For one thread.
public final class SafeTree {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");
    private static final Pattern FOREIGN = Pattern.compile("[<>:\"\\\\|?*]");
    private final Path root;
    private final Map<String, SafeName> names = new HashMap<>();
    private final Map<String, Path> folders = new HashMap<>();

    public SafeTree(Path root) {
        this.root = root;
    }

    /// Why a key is no path below a folder, on this system or on another that the folder may be
    /// carried to; empty where it is one.
    ///
    /// @param key from where the tree begins
    public static Optional<Message> refusal(String key) {
        if (key.startsWith("/") || key.contains("//")) {
            return Optional.of(Message.of("key.empty-part"));
        }
        if (CONTROL.matcher(key).find()) {
            return Optional.of(Message.of("key.control"));
        }
        if (FOREIGN.matcher(key).find()) {
            return Optional.of(Message.of("key.windows-character"));
        }
        for (var part : key.split("/", -1)) {
            if (part.equals("..") || part.equals(".")) {
                return Optional.of(Message.of("key.climbs"));
            }
            if (part.endsWith(".") || part.endsWith(" ") || SafeName.isDevice(part)) {
                return Optional.of(Message.of("key.windows-name"));
            }
        }
        return Optional.empty();
    }

    /// The file for an object.
    ///
    /// @param key from where the tree begins; each is requested once
    public Path file(String key) {
        int slash = key.lastIndexOf('/');
        return folder(key.substring(0, slash + 1)).resolve(next(key, slash));
    }

    private Path folder(String key) {
        if (key.isEmpty()) {
            return root;
        }
        var known = folders.get(key);
        if (known == null) {
            int slash = key.lastIndexOf('/', key.length() - 2);
            known = folder(key.substring(0, slash + 1)).resolve(next(key, slash));
            folders.put(key, known);
        }
        return known;
    }

    private String next(String key, int slash) {
        var parent = key.substring(0, slash + 1);
        return names.computeIfAbsent(parent, _ -> new SafeName()).next(key.substring(slash + 1));
    }
}
