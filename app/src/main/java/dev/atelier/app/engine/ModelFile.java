package dev.atelier.app.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A model file of the library.
///
/// @param name what recipes and prompts call it: usually the file's name without its ending
public record ModelFile(ModelKind kind, String name, Path path) {
    private static final List<String> ENDINGS = List.of("", ".safetensors", ".pt", ".ckpt", ".pth");

    /// Under the name of its file.
    public static ModelFile of(ModelKind kind, Path path) {
        return new ModelFile(kind, stem(path), path);
    }

    /// A file's name without its ending; a folder's whole name.
    public static String stem(Path path) {
        var name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 && !Files.isDirectory(path) ? name.substring(0, dot) : name;
    }

    /// With its ending.
    public String fileName() {
        return String.valueOf(path.getFileName());
    }

    /// Whether a recipe means this file: by its name, or by the file's with or without its ending,
    /// in any letter case.
    boolean answersTo(String wanted) {
        var own = fileName();
        return name.equals(wanted)
                || ENDINGS.stream().anyMatch(ending -> own.equalsIgnoreCase(wanted + ending));
    }
}
