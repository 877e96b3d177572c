package dev.atelier.app.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where pictures go: into a folder under counted names, or to one name that further pictures
/// extend by a number. Pictures in a folder are never overwritten; a name that was asked for is.
///
/// @param folder created when the first picture is written
/// @param name file name with `.png`, empty for counted names
record Destination(Path folder, Optional<String> name) {
    private static final Pattern COUNTED = Pattern.compile("(\\d{5,9})-.*\\.png");

    static Destination of(Optional<Path> asked, Path otherwise) {
        var path = asked.orElse(otherwise).toAbsolutePath().normalize();
        var file = String.valueOf(path.getFileName());
        return file.toLowerCase(Locale.ROOT).endsWith(".png")
                ? new Destination(path.resolveSibling("").toAbsolutePath(), Optional.of(file))
                : new Destination(path, Optional.empty());
    }

    /// The file for the next picture, whose folder then exists.
    ///
    /// @param index 0 for the first picture of this run
    Path next(int index, BigInteger seed) throws IOException {
        Files.createDirectories(folder);
        if (name.isEmpty()) {
            return folder.resolve("%05d-%d.png".formatted(highest() + 1, seed));
        }
        var stem = name.get().substring(0, name.get().length() - ".png".length());
        return folder.resolve(index == 0 ? name.get() : stem + "-" + (index + 1) + ".png");
    }

    /// The file for the sheet of a grid: the name that was asked for, or the first that is free.
    Path sheet() throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(name.orElse("grid.png"));
        for (int i = 2; name.isEmpty() && Files.exists(file); i++) {
            file = folder.resolve("grid-" + i + ".png");
        }
        return file;
    }

    /// Where the pictures of a grid go: a sheet of a name has a folder of that name beside it.
    Destination ofCells() {
        return name.map(it -> folder.resolve(it.substring(0, it.length() - ".png".length())))
                .map(cells -> new Destination(cells, Optional.empty()))
                .orElse(this);
    }

    /// The highest number in the folder, 0 when there is none.
    private long highest() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> COUNTED.matcher(String.valueOf(file.getFileName())))
                    .filter(matcher -> matcher.matches())
                    .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
                    .max()
                    .orElse(0);
        }
    }
}
