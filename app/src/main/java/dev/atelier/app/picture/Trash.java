package dev.atelier.app.picture;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import java.awt.Desktop;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The trash of the desktop. On Linux it is the one of the freedesktop.org trash specification 1.0,
/// which every file manager shows; elsewhere the platform's own. Blocks.
public final class Trash {
    private final Optional<Path> home;

    /// @param home `$XDG_DATA_HOME/Trash`; empty where the platform moves files itself
    private Trash(Optional<Path> home) {
        this.home = home;
    }

    /// A file in the trash.
    ///
    /// @param original where it was
    /// @param kept where it is now, and the note that says where it came from; empty where the
    ///   platform does not say
    public record Trashed(Path original, Optional<Entry> kept) {}

    /// @param file in the trash
    /// @param info its `.trashinfo`
    public record Entry(Path file, Path info) {}

    /// The trash of the user who runs this process.
    public static Trash ofThisUser() {
        return of(
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home")),
                System.getenv());
    }

    static Trash of(String os, Path userHome, Map<String, String> environment) {
        var system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows") || system.startsWith("mac")) {
            return new Trash(Optional.empty());
        }
        var data = environment.get("XDG_DATA_HOME");
        var base =
                data != null && data.startsWith("/")
                        ? Path.of(data)
                        : userHome.resolve(".local").resolve("share");
        return new Trash(Optional.of(base.resolve("Trash")));
    }

    /// Moves a file into the trash.
    ///
    /// @throws IOException when there is no trash for it; the file is where it was
    public Trashed move(Path file) throws IOException {
        var from = file.toAbsolutePath().normalize();
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(from.toString());
        }
        if (home.isEmpty()) {
            return new Trashed(from, viaDesktop(from));
        }
        var place = placeFor(from);
        return new Trashed(from, Optional.of(into(place, from)));
    }

    /// Whether [#restore] can bring it back; else the user does, in the desktop's own trash.
    public boolean canRestore(Trashed trashed) {
        return trashed.kept().filter(entry -> Files.exists(entry.file())).isPresent();
    }

    /// Puts a file back where it was.
    ///
    /// @throws IOException when it is no longer in the trash, or another file has its place
    public void restore(Trashed trashed) throws IOException {
        var entry =
                trashed.kept()
                        .orElseThrow(() -> new NoSuchFileException(trashed.original().toString()));
        Files.createDirectories(trashed.original().getParent());
        Files.move(entry.file(), trashed.original());
        Files.deleteIfExists(entry.info());
    }

    private static Optional<Entry> viaDesktop(Path file) throws IOException {
        boolean moved =
                Desktop.isDesktopSupported()
                        && Desktop.getDesktop().isSupported(Desktop.Action.MOVE_TO_TRASH)
                        && Desktop.getDesktop().moveToTrash(file.toFile());
        if (!moved) {
            throw new MessageException(Message.of("file.no-trash"));
        }
        return Optional.empty();
    }

    /// A trash folder, and the folder that paths in its notes start from, if not the root.
    private record Place(Path folder, Optional<Path> top) {}

    /// The home trash for files of its own file system, else the one at the top of theirs: no
    /// picture is copied from disk to disk to be thrown away.
    private Place placeFor(Path file) throws IOException {
        var trash = home.orElseThrow();
        Files.createDirectories(above(trash));
        if (sameDisk(file, above(trash))) {
            return new Place(trash, Optional.empty());
        }
        var top = topOf(file);
        long user = userNumber(above(trash));
        var shared = top.resolve(".Trash");
        if (Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS) && isSticky(shared)) {
            return new Place(shared.resolve(user + ""), Optional.of(top));
        }
        return new Place(top.resolve(".Trash-" + user), Optional.of(top));
    }

    private static boolean sameDisk(Path a, Path b) throws IOException {
        return device(a) == device(b);
    }

    private static long device(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:dev", LinkOption.NOFOLLOW_LINKS))
                .longValue();
    }

    private static long userNumber(Path own) throws IOException {
        return ((Number) Files.getAttribute(own, "unix:uid")).longValue();
    }

    private static boolean isSticky(Path folder) throws IOException {
        return (((Number) Files.getAttribute(folder, "unix:mode")).intValue() & 01000) != 0;
    }

    /// The highest folder on the same file system.
    private static Path topOf(Path file) throws IOException {
        var top = above(file);
        for (var next = top.getParent(); next != null && sameDisk(top, next); ) {
            top = next;
            next = top.getParent();
        }
        return top;
    }

    private static Path above(Path file) throws IOException {
        var above = file.toAbsolutePath().getParent();
        if (above == null) {
            throw new MessageException(Message.of("file.no-folder", file));
        }
        return above;
    }

    private static Entry into(Place place, Path file) throws IOException {
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var files = place.folder().resolve("files");
        var infos = place.folder().resolve("info");
        Files.createDirectories(files, owner);
        Files.createDirectories(infos, owner);
        for (int number = 1; ; number++) {
            var name = numbered(String.valueOf(file.getFileName()), number);
            var info = infos.resolve(name + ".trashinfo");
            try {
                // The note comes first and alone decides who has the name.
                Files.writeString(info, note(place, file), StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            try {
                Files.move(file, files.resolve(name));
                return new Entry(files.resolve(name), info);
            } catch (FileAlreadyExistsException e) {
                Files.deleteIfExists(info); // a file without a note has that name
            } catch (IOException e) {
                Files.deleteIfExists(info);
                throw e;
            }
        }
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        if (number == 1 || dot <= 0) {
            return number == 1 ? name : name + "." + number;
        }
        return name.substring(0, dot) + "." + number + name.substring(dot);
    }

    private static String note(Place place, Path file) {
        var path = place.top().map(top -> top.relativize(file)).orElse(file);
        var escaped =
                URLEncoder.encode(path.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/");
        var now = LocalDateTime.now(ZoneId.systemDefault());
        var date =
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(now.truncatedTo(ChronoUnit.SECONDS));
        return "[Trash Info]\nPath=" + escaped + "\nDeletionDate=" + date + "\n";
    }
}
