package dev.atelier.cloud.oss.name;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A folder of this computer for objects of many folders: each part of a key becomes a safe name of
/// its own, so that nothing lands outside and no two keys in one file. For one thread.
public final class SafeTree {
    private final Path root;
    private final Map<String, SafeName> names = new HashMap<>();
    private final Map<String, Path> folders = new HashMap<>();

    public SafeTree(Path root) {
        this.root = root;
    }

    /// The file for an object.
    ///
    /// @param key from where the tree begins; each is asked for once
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
