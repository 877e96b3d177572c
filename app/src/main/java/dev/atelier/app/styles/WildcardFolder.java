package dev.atelier.app.styles;

import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The text files that hold wildcards: `animals/cats.txt` is the wildcard `animals/cats`. All
/// methods block.
public final class WildcardFolder {
    private static final String ENDING = ".txt";
    private static final int MAX_DEPTH = 8;

    /// Larger files are no wildcard lists.
    private static final long MAX_FILE_BYTES = 16 << 20;

    private final Path root;

    public WildcardFolder(Path root) {
        this.root = root;
    }

    /// What the folder holds now.
    ///
    /// @param problems one sentence for each file that could not be read
    public record Contents(Wildcards wildcards, List<Message> problems) {
        public Contents {
            problems = List.copyOf(problems);
        }
    }

    /// Reads all files. A folder that does not exist holds nothing.
    public Contents read() throws IOException {
        var reader = new Reader();
        if (Files.isDirectory(root)) {
            var links = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
            Files.walkFileTree(root, links, MAX_DEPTH, reader);
        }
        return new Contents(new Wildcards(reader.files), reader.problems);
    }

    /// The whole text of a wildcard's file with its comments, empty if there is no such file.
    ///
    /// @throws java.nio.charset.CharacterCodingException when it is no UTF-8, so that saving would
    ///   change it
    public String text(String name) throws IOException {
        var file = file(name);
        if (!Files.exists(file)) {
            return "";
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        return unmarked(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    }

    /// Writes a wildcard's file that is not there yet.
    ///
    /// @throws FileAlreadyExistsException when it is
    public void create(String name, String text) throws IOException {
        if (Files.exists(file(name))) {
            throw new FileAlreadyExistsException(file(name).toString());
        }
        save(name, text);
    }

    /// Writes a wildcard's file.
    public void save(String name, String text) throws IOException {
        WholeFile.replace(file(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /// Gives a wildcard another name. A file of that name is never written over.
    ///
    /// @throws FileAlreadyExistsException when there is one
    public void rename(String name, String to) throws IOException {
        var target = file(to);
        Files.createDirectories(target.getParent());
        Files.move(file(name), target);
    }

    /// Removes a wildcard's file.
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /// The file of a wildcard.
    ///
    /// @throws IllegalArgumentException when `__name__` could not be written in a prompt, which
    ///   includes names that lead out of the folder
    public Path file(String name) {
        if (!Wildcards.isName(name)) {
            throw new IllegalArgumentException("no name of a wildcard: \"" + name + "\"");
        }
        return root.resolve(name + ENDING);
    }

    private static String decoded(byte[] bytes) {
        return unmarked(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String unmarked(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Collects the lines of every file on the way through the folder.
    private final class Reader extends SimpleFileVisitor<Path> {
        final SortedMap<String, List<String>> files = new TreeMap<>();
        final List<Message> problems = new ArrayList<>();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var path = root.relativize(file).toString().replace('\\', '/');
            if (!attributes.isRegularFile() || !path.endsWith(ENDING)) {
                return FileVisitResult.CONTINUE;
            }
            var name = path.substring(0, path.length() - ENDING.length());
            if (!Wildcards.isName(name)) {
                problems.add(Message.of("wildcard.no-file-name", path));
            } else if (attributes.size() > MAX_FILE_BYTES) {
                problems.add(Message.of("wildcard.huge-file", path));
            } else {
                read(file, name);
            }
            return FileVisitResult.CONTINUE;
        }

        private void read(Path file, String name) {
            try {
                files.put(name, Wildcards.lines(decoded(Files.readAllBytes(file))));
            } catch (IOException e) {
                failed(file);
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            failed(file);
            return FileVisitResult.CONTINUE;
        }

        private void failed(Path file) {
            problems.add(Message.of("wildcard.file-unread", root.relativize(file)));
        }
    }
}
