package dev.atelier.app.cli;

import dev.atelier.app.failure.DiskProblem;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where pictures go: into a folder under counted names, or to one name that further pictures
/// extend by a number. Nothing is overwritten unless that was requested.
///
/// @param folder created when the first picture is written
/// @param name file name with `.png`, empty for counted names
/// @param replaces whether files of a name that was requested are replaced
public record Destination(Path folder, Optional<String> name, boolean replaces) {
    private static final Pattern COUNTED = Pattern.compile("(\\d{5,9})-.*\\.png");

    /// Names that people give to pictures, none of which is a folder by intent.
    private static final Pattern OTHER_PICTURE =
            Pattern.compile("(?i).*\\.(jpe?g|webp|avif|gif|bmp|tiff?|jxl|apng|svg|pdf|json|txt)");

    /// One that replaces nothing.
    public Destination(Path folder, Optional<String> name) {
        this(folder, name, false);
    }

    /// @throws CommandException where the name is that of another kind of picture
    static Destination of(Optional<Path> asked, Path otherwise) {
        var path = asked.orElse(otherwise).toAbsolutePath().normalize();
        var file = String.valueOf(path.getFileName());
        if (asked.isPresent()
                && OTHER_PICTURE.matcher(file).matches()
                && !Files.isDirectory(path)) {
            throw CommandException.usage(Message.of("cli.png-only", asked.get()));
        }
        return file.toLowerCase(Locale.ROOT).endsWith(".png")
                ? new Destination(path.resolveSibling("").toAbsolutePath(), Optional.of(file))
                : new Destination(path, Optional.empty());
    }

    /// The same that replaces files of a requested name.
    Destination replacing(boolean files) {
        return new Destination(folder, name, files && name.isPresent());
    }

    /// Accepts names that no file has yet, where none is to be replaced.
    ///
    /// @param pictures how many will be written
    /// @throws CommandException naming the first file that is there
    void requireFree(int pictures) {
        for (int i = 0; i < pictures && name.isPresent() && !replaces; i++) {
            var file = folder.resolve(numbered(name.get(), i));
            if (Files.exists(file)) {
                throw CommandException.failed(Message.of("cli.file-exists-out", file));
            }
        }
    }

    /// Tries whether files can be written there, and leaves nothing behind.
    ///
    /// @throws CommandException naming what is in the way
    void requireWritable() {
        if (name.isPresent() && Files.isDirectory(folder.resolve(name.get()))) {
            throw refused(Message.of("cli.name-folder"), name.get());
        }
        var made = new ArrayDeque<Path>();
        var at = folder;
        for (; Files.notExists(at) && at.getParent() != null; at = at.getParent()) {
            made.addLast(at);
        }
        if (!Files.isDirectory(at)) {
            throw refused(Message.of("cli.path-file", at));
        }
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".atelier", ".tmp"));
        } catch (AccessDeniedException e) {
            throw refused(Message.of("cli.path-denied"));
        } catch (IOException e) {
            throw refused(
                    DiskProblem.of(e).filter(it -> it == DiskProblem.FULL).isPresent()
                            ? Message.of("cli.path-full")
                            : Message.of("cli.path-none"));
        } finally {
            made.forEach(Destination::removeEmpty);
        }
    }

    private CommandException refused(Message why) {
        return CommandException.failed(Message.of("cli.write-pictures", folder, why));
    }

    private CommandException refused(Message why, String file) {
        return CommandException.failed(Message.of("cli.write-picture", folder.resolve(file), why));
    }

    private static void removeEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another program has begun to use it.
        }
    }

    /// The file for the next picture, whose folder then exists: where nothing is replaced, one that
    /// is free.
    ///
    /// @param index 0 for the first picture of this run
    Path next(int index, BigInteger seed) throws IOException {
        Files.createDirectories(folder);
        return name.isEmpty()
                ? folder.resolve("%05d-%d.png".formatted(highest() + 1, seed))
                : free(name.get(), index);
    }

    /// The file for the sheet of a grid: the name that was requested, or the first that is free.
    Path sheet() throws IOException {
        Files.createDirectories(folder);
        return free(name.orElse("grid.png"), 0);
    }

    private Path free(String of, int index) {
        int i = index;
        while (!replaces && Files.exists(folder.resolve(numbered(of, i)))) {
            i++;
        }
        return folder.resolve(numbered(of, i));
    }

    /// @param index 0 for the name itself
    private static String numbered(String name, int index) {
        var stem = name.substring(0, name.length() - ".png".length());
        return index == 0 ? name : stem + "-" + (index + 1) + ".png";
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
