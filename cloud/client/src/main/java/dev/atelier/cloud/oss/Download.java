package dev.atelier.cloud.oss;

import com.aliyun.oss.common.utils.CRC64;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.ObjectMetadata;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.file.WholeFile;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// One object on its way into a file. What arrived stays in `FILE.part`, with its check sum and
/// origin beside it, so that another run goes on at the byte where this one stopped. The file
/// itself appears at once and only when its check sum is the store's.
final class Download {
    private static final int BLOCK = 64 * 1024;
    private static final int TRIES = 4;
    private static final long FIRST_PAUSE_MILLIS = 100;

    /// So much progress makes up for a broken connection.
    private static final long WORTH = 1 << 20;

    private final Connection connection;
    private final OssAddress address;
    private final Path target;
    private final Path part;
    private final TransferState notes;
    private final Transfer transfer;

    Download(Connection connection, OssAddress address, Path target, Transfer transfer) {
        this.connection = connection;
        this.address = address;
        this.target = target.toAbsolutePath();
        this.part = this.target.resolveSibling(target.getFileName() + ".part");
        this.notes = new TransferState(part.resolveSibling(part.getFileName() + ".properties"));
        this.transfer = transfer;
    }

    /// @param found what the store says of the object
    void run(ObjectMetadata found) throws OssStoreException {
        transfer.check();
        var origin =
                Map.of(
                        "object", address.toString(),
                        "etag", found.getETag(),
                        "size", Long.toString(found.getContentLength()));
        try {
            Files.createDirectories(target.getParent());
            try (var channel = open()) {
                prepare(channel, origin);
                checkSpace(found.getContentLength() - channel.size());
                long crc = fill(channel, found);
                channel.force(true);
                compare(channel, found, crc);
            }
            publish();
        } catch (IOException e) {
            throw ofFile(e);
        }
        notes.forget();
    }

    /// Keeps what arrived of just this object, and drops what did of another. A part that nothing
    /// is noted of is somebody else's file.
    private void prepare(FileChannel channel, Map<String, String> origin)
            throws IOException, OssStoreException {
        var noted = notes.read();
        if (noted.isEmpty() && channel.size() > 0) {
            throw new OssStoreException(Kind.FILE, Message.of("store.in-the-way", part), null);
        }
        if (!noted.equals(origin)) {
            channel.truncate(0);
            notes.write(origin);
        }
    }

    /// Only one run at a time may write the part.
    private FileChannel open() throws IOException, OssStoreException {
        var channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // the same, in this process
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new OssStoreException(Kind.FILE, Message.of("store.downloading", target), null);
    }

    private void checkSpace(long needed) throws IOException, OssStoreException {
        long free = Files.getFileStore(part).getUsableSpace();
        if (needed > free) {
            throw new OssStoreException(
                    Kind.DISK_FULL, Message.of("store.no-space", target, needed, free), null);
        }
    }

    /// Appends until all is there, over as many connections as it takes.
    ///
    /// @return the check sum of the whole
    private long fill(FileChannel channel, ObjectMetadata found)
            throws IOException, OssStoreException {
        long size = found.getContentLength();
        if (channel.size() > size) {
            channel.truncate(0);
        }
        var crc = new CRC64(FileSlice.crc(channel, 0, channel.size(), _ -> transfer.check()));
        channel.position(channel.size());
        transfer.meter().moved(channel.size(), size);
        int broken = 0;
        while (channel.size() < size) {
            long before = channel.size();
            try {
                stream(channel, found, crc);
            } catch (OssStoreException e) {
                broken = channel.size() - before >= WORTH ? 1 : broken + 1;
                if (e.kind() != Kind.NETWORK || broken >= TRIES) {
                    throw e;
                }
                pause(FIRST_PAUSE_MILLIS << broken);
            }
        }
        return crc.getValue();
    }

    private void stream(FileChannel channel, ObjectMetadata found, CRC64 crc)
            throws IOException, OssStoreException {
        long size = found.getContentLength();
        var request = new GetObjectRequest(address.bucket(), address.key());
        request.setMatchingETagConstraints(List.of(found.getETag()));
        if (channel.size() > 0) {
            request.setRange(channel.size(), size - 1);
        }
        var object = connection.call(OssPermission.READ, address, oss -> oss.getObject(request));
        boolean whole = false;
        try {
            var content = object.getObjectContent();
            var block = new byte[BLOCK];
            while (channel.size() < size) {
                transfer.check();
                int n = read(content, block, (int) Math.min(BLOCK, size - channel.size()));
                write(channel, ByteBuffer.wrap(block, 0, n));
                crc.update(block, n);
                transfer.meter().moved(channel.size(), size);
            }
            whole = true;
        } finally {
            end(object, whole);
        }
    }

    private int read(InputStream content, byte[] block, int most) throws OssStoreException {
        try {
            int n = content.read(block, 0, most);
            if (n > 0) {
                return n;
            }
            throw new IOException("the answer ended early");
        } catch (IOException e) {
            var host = connection.endpoint().address().getAuthority();
            throw new OssStoreException(Kind.NETWORK, Message.of("store.broke", host), e);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// An answer that is not read to its end is cut off rather than fetched for nothing.
    private static void end(OSSObject object, boolean whole) throws IOException {
        if (whole) {
            object.close();
        } else {
            object.forcedClose();
        }
    }

    private void pause(long millis) {
        try {
            for (long slept = 0; slept < millis; slept += 50) {
                transfer.check();
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException();
        }
    }

    private void compare(FileChannel channel, ObjectMetadata found, long crc)
            throws IOException, OssStoreException {
        var expected = found.getServerCRC();
        if (expected != null && expected != crc) {
            channel.truncate(0);
            throw new OssStoreException(Kind.CORRUPT, Message.of("store.corrupt", address), null);
        }
    }

    private void publish() throws IOException {
        WholeFile.move(part, target);
    }

    private OssStoreException ofFile(IOException e) {
        long free = part.toFile().getUsableSpace();
        return free < BLOCK && Files.exists(part)
                ? new OssStoreException(Kind.DISK_FULL, Message.of("store.disk-full", target), e)
                : DiskTrouble.writing(target, e);
    }
}
