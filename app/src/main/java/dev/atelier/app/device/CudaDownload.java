package dev.atelier.app.device;

import dev.atelier.file.PartialFile;
import dev.atelier.file.SystemError;
import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Fetches PyTorch's CUDA build: the archive, its check sum, its libraries. Another run goes on
/// where one stopped. Blocks for as long as gigabytes take.
public final class CudaDownload {
    private static final int CONNECT_MILLIS = 15_000;
    private static final int READ_MILLIS = 30_000;
    private static final int TRIES = 4;
    private static final int BLOCK = 1 << 16;
    private static final int PARTIAL = 206;
    private static final int RANGE_WRONG = 416;

    /// So much progress makes up for a broken connection.
    private static final long WORTH = 1 << 20;

    private final CudaPackage wanted;
    private final CudaPlatform platform;
    private final Path folder;
    private final Watch watch;

    /// What it is doing.
    public enum Phase {
        FETCHING,
        CHECKING,
        UNPACKING
    }

    /// Gets how far it is; leaves by a `CancellationException` when it is to stop.
    @FunctionalInterface
    public interface Watch {
        /// @param of bytes in all of this phase
        void moved(Phase phase, long bytes, long of);
    }

    /// @param folder where the archive and the folder of libraries go
    public CudaDownload(CudaPackage wanted, CudaPlatform platform, Path folder, Watch watch) {
        this.wanted = wanted;
        this.platform = platform;
        this.folder = folder;
        this.watch = watch;
    }

    private static Path archive(CudaPackage wanted, Path folder) {
        return folder.resolve(wanted.name() + ".zip");
    }

    /// Bytes that an earlier run has left.
    public static long arrived(CudaPackage wanted, Path folder) {
        var whole = archive(wanted, folder).toFile().length();
        return Math.max(whole, PartialFile.arrived(archive(wanted, folder)));
    }

    /// Deletes what earlier runs have left.
    public static void forget(CudaPackage wanted, Path folder) throws IOException {
        PartialFile.forget(archive(wanted, folder));
        Files.deleteIfExists(archive(wanted, folder));
    }

    /// @return the folder with the libraries
    public Path run() throws DeviceProblem {
        try {
            var archive = archive(wanted, folder);
            if (!Files.exists(archive)) {
                fetch(archive);
            }
            var libraries = unpack(archive);
            Files.deleteIfExists(archive);
            return libraries;
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private void fetch(Path archive) throws IOException, DeviceProblem {
        try (var part = PartialFile.open(archive)) {
            part.from(Map.of("address", wanted.address().toString(), "sha256", wanted.sha256()));
            part.requireSpace(
                    Math.max(0, wanted.bytes().orElse(wanted.about()) - part.size())
                            + wanted.unpacked());
            int broken = 0;
            for (boolean whole = false; !whole; ) {
                long before = part.size();
                try {
                    whole = stream(part);
                } catch (BrokenException e) {
                    broken = part.size() - before >= WORTH ? 1 : broken + 1;
                    if (broken >= TRIES) {
                        throw e;
                    }
                    pause(100L << broken);
                }
            }
            check(part);
            part.publish();
        }
    }

    /// The connection broke or was never made.
    private static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenException(IOException cause) {
            super(cause);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException();
        }
    }

    /// @return whether all is there
    private boolean stream(PartialFile part) throws IOException, DeviceProblem {
        watch.moved(Phase.FETCHING, part.size(), size(part.size()));
        var connection = connect(part.size());
        try {
            int status = status(connection);
            if (status == RANGE_WRONG) {
                return part.size() > 0; // there is nothing behind what is here
            }
            if (status != HttpURLConnection.HTTP_OK && status != PARTIAL) {
                throw refused(status);
            }
            if (status == HttpURLConnection.HTTP_OK) {
                part.drop(); // a server or a proxy that knows no ranges
            }
            long of = part.size() + Math.max(0, connection.getContentLengthLong());
            receive(connection, part, of);
            return of == 0 || part.size() >= of;
        } finally {
            connection.disconnect();
        }
    }

    private long size(long arrived) {
        return Math.max(arrived, wanted.bytes().orElse(wanted.about()));
    }

    private HttpURLConnection connect(long from) throws IOException {
        var connection = (HttpURLConnection) wanted.address().toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept-Encoding", "identity");
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        return connection;
    }

    private static int status(HttpURLConnection connection) throws BrokenException {
        try {
            return connection.getResponseCode();
        } catch (IOException e) {
            throw new BrokenException(e);
        }
    }

    private DeviceProblem refused(int status) {
        return new DeviceProblem(
                Message.of("card.refused", host(wanted.address()), status),
                Message.of("card.by-hand", wanted.address()),
                null);
    }

    private static String host(URI address) {
        return String.valueOf(address.getHost());
    }

    private void receive(HttpURLConnection connection, PartialFile part, long of)
            throws IOException {
        var block = new byte[BLOCK];
        try (var in = open(connection)) {
            for (int n = next(in, block); n > 0; n = next(in, block)) {
                part.append(block, n);
                watch.moved(Phase.FETCHING, part.size(), Math.max(part.size(), of));
            }
        }
        if (part.size() < of) {
            throw new BrokenException(new IOException("the answer ended early"));
        }
    }

    private static InputStream open(HttpURLConnection connection) throws BrokenException {
        try {
            return connection.getInputStream();
        } catch (IOException e) {
            throw new BrokenException(e);
        }
    }

    private static int next(InputStream in, byte[] block) throws BrokenException {
        try {
            return in.read(block);
        } catch (IOException e) {
            throw new BrokenException(e);
        }
    }

    /// What arrived wrongly is of no use to another run.
    private void check(PartialFile part) throws IOException, DeviceProblem {
        var digest = sha256();
        long[] read = {0};
        long of = part.size();
        part.read((bytes, count) -> {
            digest.update(bytes, 0, count);
            read[0] += count;
            watch.moved(Phase.CHECKING, read[0], of);
        });
        if (!HexFormat.of().formatHex(digest.digest()).equals(wanted.sha256())) {
            part.drop();
            throw new DeviceProblem(
                    Message.of("card.corrupt", host(wanted.address())),
                    Message.of("card.fetch-again"),
                    null);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /// The libraries appear under their folder's name at once.
    private Path unpack(Path archive) throws IOException {
        var whole = folder.resolve(wanted.name());
        var draft = folder.resolve(wanted.name() + ".unpacking");
        delete(draft);
        Files.createDirectories(draft.resolve("lib"));
        try (var zip = new ZipFile(archive.toFile())) {
            var kept = zip.stream().filter(this::isKept).toList();
            long of = kept.stream().mapToLong(ZipEntry::getSize).sum();
            long free = Files.getFileStore(draft).getUsableSpace();
            if (of > free) {
                throw new NoRoomException(of, free);
            }
            long done = 0;
            for (var entry : kept) {
                done = copy(zip, entry, draft, new long[] {done, of});
            }
        }
        delete(whole);
        WholeFile.move(draft, whole);
        return whole;
    }

    /// What is unpacked does not fit on the disk.
    private static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1L;
        private final long needed;
        private final long free;

        NoRoomException(long needed, long free) {
            super("no room");
            this.needed = needed;
            this.free = free;
        }
    }

    private boolean isKept(ZipEntry entry) {
        var name = entry.getName();
        return !entry.isDirectory()
                && ((name.startsWith("libtorch/lib/") && platform.isLibrary(last(name)))
                        || name.equals("libtorch/build-version"));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private long copy(ZipFile zip, ZipEntry entry, Path draft, long... progress)
            throws IOException {
        var name = last(entry.getName());
        var file =
                platform.isLibrary(name) ? draft.resolve("lib").resolve(name) : draft.resolve(name);
        long done = progress[0];
        try (var in = zip.getInputStream(entry);
                var out = Files.newOutputStream(file)) {
            var block = new byte[BLOCK];
            for (int n = in.read(block); n > 0; n = in.read(block)) {
                out.write(block, 0, n);
                done += n;
                watch.moved(Phase.UNPACKING, done, progress[1]);
            }
        }
        return done;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private DeviceProblem problem(IOException e) {
        var again = Message.of("card.goes-on");
        return switch (e) {
            case BrokenException _ ->
                    new DeviceProblem(
                            Message.of("card.unreachable", host(wanted.address())),
                            Message.of("card.offline", wanted.address()),
                            e);
            case PartialFile.NoSpaceException full -> full(full.needed(), full.free(), e);
            case NoRoomException full -> full(full.needed, full.free, e);
            case PartialFile.BusyException _ ->
                    new DeviceProblem(Message.of("card.busy"), Message.of("card.wait"), e);
            case PartialFile.InTheWayException _ ->
                    new DeviceProblem(
                            Message.of("card.in-the-way", archive(wanted, folder) + ".part"),
                            Message.of("card.move-it"),
                            e);
            case ZipException _ ->
                    new DeviceProblem(
                            Message.of("card.bad-archive"), Message.of("card.fetch-again"), e);
            default ->
                    SystemError.of(e).filter(it -> it == SystemError.DISK_FULL).isPresent()
                            ? full(wanted.unpacked(), folder.toFile().getUsableSpace(), e)
                            : new DeviceProblem(
                                    Message.of("card.not-written", folder, words(e)), again, e);
        };
    }

    private static Message words(IOException e) {
        return e instanceof FileSystemException file && file.getReason() != null
                ? Message.foreign(file.getReason())
                : Explained.reasonOf(e);
    }

    private DeviceProblem full(long needed, long free, IOException e) {
        return new DeviceProblem(
                Message.of("card.no-space", tenths(needed), folder, tenths(free)),
                Message.of("card.make-space"),
                e);
    }

    private static String tenths(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e9);
    }
}
