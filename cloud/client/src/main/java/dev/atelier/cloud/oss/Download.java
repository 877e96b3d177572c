package dev.atelier.cloud.oss;

import com.aliyun.oss.common.utils.CRC64;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.ObjectMetadata;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.file.PartialFile;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/// One object on its way into a file. What arrived stays in `FILE.part`, with its check sum and
/// origin beside it, so that another run goes on at the byte where this one stopped. The file
/// itself appears at once and only when its check sum is the store's.
final class Download {
    private static final int BLOCK = 64 * 1024;
    private static final int TRIES = 4;
    private static final long FIRST_PAUSE_MILLIS = 100;

    /// So much progress makes up for a broken connection.
    private static final long WORTH = 1 << 20;

    private final OssConnection connection;
    private final OssAddress address;
    private final Path target;
    private final Transfer transfer;

    Download(OssConnection connection, OssAddress address, Path target, Transfer transfer) {
        this.connection = connection;
        this.address = address;
        this.target = target.toAbsolutePath();
        this.transfer = transfer;
    }

    /// @param found what the store says of the object
    void run(ObjectMetadata found) throws OssStoreException {
        transfer.check();
        try (var part = PartialFile.open(target)) {
            part.from(
                    Map.of(
                            "object", address.toString(),
                            "etag", found.getETag(),
                            "size", Long.toString(found.getContentLength())));
            part.requireSpace(found.getContentLength() - part.size());
            long crc = fill(part, found);
            compare(part, found, crc);
            part.publish();
        } catch (IOException e) {
            throw ofFile(e);
        }
    }

    /// Appends until all is there, over as many connections as it takes.
    ///
    /// @return the check sum of the whole
    private long fill(PartialFile part, ObjectMetadata found)
            throws IOException, OssStoreException {
        long size = found.getContentLength();
        if (part.size() > size) {
            part.drop();
        }
        var crc = new CRC64();
        part.read((bytes, count) -> {
            transfer.check();
            crc.update(bytes, count);
        });
        transfer.meter().moved(part.size(), size);
        int broken = 0;
        while (part.size() < size) {
            long before = part.size();
            try {
                stream(part, found, crc);
            } catch (OssStoreException e) {
                broken = part.size() - before >= WORTH ? 1 : broken + 1;
                if (e.kind() != Kind.NETWORK || broken >= TRIES) {
                    throw e;
                }
                pause(FIRST_PAUSE_MILLIS << broken);
            }
        }
        return crc.getValue();
    }

    private void stream(PartialFile part, ObjectMetadata found, CRC64 crc)
            throws IOException, OssStoreException {
        long size = found.getContentLength();
        var request = new GetObjectRequest(address.bucket(), address.key());
        request.setMatchingETagConstraints(List.of(found.getETag()));
        if (part.size() > 0) {
            request.setRange(part.size(), size - 1);
        }
        var object = connection.call(OssPermission.READ, address, oss -> oss.getObject(request));
        boolean whole = false;
        try {
            var content = object.getObjectContent();
            var block = new byte[BLOCK];
            while (part.size() < size) {
                transfer.check();
                int n = read(content, block, (int) Math.min(BLOCK, size - part.size()));
                part.append(block, n);
                crc.update(block, n);
                transfer.meter().moved(part.size(), size);
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
            throw new CancellationException();
        }
    }

    private void compare(PartialFile part, ObjectMetadata found, long crc)
            throws IOException, OssStoreException {
        var expected = found.getServerCRC();
        if (expected != null && expected != crc) {
            part.drop();
            throw new OssStoreException(Kind.CORRUPT, Message.of("store.corrupt", address), null);
        }
    }

    private OssStoreException ofFile(IOException e) {
        return switch (e) {
            case PartialFile.BusyException _ ->
                    new OssStoreException(Kind.FILE, Message.of("store.downloading", target), null);
            case PartialFile.InTheWayException _ ->
                    new OssStoreException(
                            Kind.FILE, Message.of("store.in-the-way", target + ".part"), null);
            case PartialFile.NoSpaceException space ->
                    new OssStoreException(
                            Kind.DISK_FULL,
                            Message.of("store.no-space", target, space.needed(), space.free()),
                            null);
            default -> {
                long free = target.resolveSibling("").toFile().getUsableSpace();
                yield free < BLOCK && PartialFile.arrived(target) > 0
                        ? new OssStoreException(
                                Kind.DISK_FULL, Message.of("store.disk-full", target), e)
                        : WriteErrors.writing(target, e);
            }
        };
    }
}
