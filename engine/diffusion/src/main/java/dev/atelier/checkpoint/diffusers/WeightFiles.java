package dev.atelier.checkpoint.diffusers;

import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Chooses the files that hold one network's weights. The library names them
/// `diffusion_pytorch_model` or, of a text model, `model` and `pytorch_model`; then a variant such
/// as `.fp16`; then, where they are split, `-00001-of-00002`. Safetensors go before pickles, the
/// plain variant before `fp16` before any other, what is whole before what lacks a part.
final class WeightFiles {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:diffusion_pytorch_model|pytorch_model|model)(?:\\.([A-Za-z0-9_]+))?"
                            + "(?:-(\\d{5})-of-(\\d{5}))?(?:\\.([A-Za-z0-9_]+))?"
                            + "\\.(safetensors|bin)");

    private static final Comparator<Kind> ORDER =
            Comparator.comparing((Kind kind) -> !kind.ending.equals("safetensors"))
                    .thenComparing(kind -> !kind.variant.isEmpty())
                    .thenComparing(kind -> !kind.variant.equals("fp16"))
                    .thenComparing(Kind::variant)
                    .thenComparingInt(Kind::count);

    /// @param count how many files there have to be
    private record Kind(String ending, String variant, int count) {}

    private WeightFiles() {}

    /// The files, in order; none where the folder has none or is not there.
    ///
    /// @throws DiffusersException when only some parts of a split file are there
    static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var kinds = new TreeMap<Kind, List<Path>>(ORDER);
        for (var file : sorted(folder)) {
            var match = NAME.matcher(file.getFileName().toString());
            if (match.matches()) {
                kinds.computeIfAbsent(kind(match), kind -> new ArrayList<>()).add(file);
            }
        }
        for (var kind : kinds.entrySet()) {
            int count = kind.getKey().count;
            if (kind.getValue().size() == count || count == 1) {
                return List.copyOf(kind.getValue().subList(0, count));
            }
        }
        return incomplete(folder, kinds);
    }

    private static List<Path> incomplete(Path folder, Map<Kind, List<Path>> kinds)
            throws DiffusersException {
        for (var kind : kinds.entrySet()) {
            throw new DiffusersException(
                    folder,
                    Message.of("file.weight-files", kind.getKey().count, kind.getValue().size()));
        }
        return List.of();
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Kind kind(Matcher name) {
        var variant = name.group(1) != null ? name.group(1) : name.group(4);
        int count = name.group(3) == null ? 1 : Integer.parseInt(name.group(3));
        return new Kind(name.group(5), variant == null ? "" : variant, count);
    }
}
