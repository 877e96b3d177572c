package dev.atelier.webui;

import java.util.ArrayDeque;
import java.util.Optional;

/// Where pictures go that are saved on the service's side.
public interface Outputs {
    /// Nowhere: what is saved is gone with the container.
    Outputs NONE = (_, _) -> {};

    /// Writes a file.
    ///
    /// @param path absolute, in the container
    void write(String path, byte[] bytes);

    /// The path without its `.` and `..`, or empty where it leaves the root.
    static Optional<String> normal(String path) {
        var parts = new ArrayDeque<String>();
        for (var part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of("/" + String.join("/", parts));
    }
}
