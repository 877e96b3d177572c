package dev.atelier.app.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where programs keep the pictures they made, and what lies among them that is none.
final class PictureFolders {
    private static final Set<String> ENDINGS =
            Set.of("png", "jpg", "jpeg", "webp", "avif", "gif", "bmp", "tif", "tiff");

    /// Folders of models, caches and small pictures.
    private static final Set<String> SKIPPED =
            Set.of("thumbnails", "@eadir", "__pycache__", "node_modules", "lost+found");

    /// Small pictures that SwarmUI keeps beside the others.
    private static final List<String> SMALL =
            List.of(".swarmpreview.jpg", ".swarmpreview.webp", ".preview.png");

    private PictureFolders() {}

    /// The folders of pictures in a program's own folder; else the folder itself.
    static List<Path> of(Path root) {
        for (var program :
                List.of("webui.py", "comfy", "SwarmUI.sln", "launch.py", "invokeai.yaml")) {
            if (Files.exists(root.resolve(program))) {
                var found =
                        List.of("outputs", "output", "Output", "log").stream()
                                .map(root::resolve)
                                .filter(Files::isDirectory)
                                .toList();
                return found.isEmpty() ? List.of(root) : distinct(found);
            }
        }
        return List.of(root);
    }

    /// On some systems `output` and `Output` are one.
    private static List<Path> distinct(List<Path> folders) {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            if (found.stream().noneMatch(it -> isSame(it, folder))) {
                found.add(folder);
            }
        }
        return found;
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether a file may be a picture by its name.
    static boolean isPicture(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".")
                && ENDINGS.contains(lower.substring(lower.lastIndexOf('.') + 1))
                && SMALL.stream().noneMatch(lower::endsWith);
    }

    static boolean isSkipped(Path folder) {
        var name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
        return name.startsWith(".") || SKIPPED.contains(name);
    }
}
