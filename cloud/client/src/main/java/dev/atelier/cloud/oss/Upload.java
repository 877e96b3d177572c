package dev.atelier.cloud.oss;

import com.aliyun.oss.internal.Mimetypes;
import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.CompleteMultipartUploadRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ListPartsRequest;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.PartETag;
import com.aliyun.oss.model.PutObjectRequest;
import com.aliyun.oss.model.UploadPartRequest;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One file on its way into the store: in one call where it is small, else in parts. Which parts
/// arrived is the store's to know; a note on this side says which upload they belong to, so that
/// another run sends only what is missing.
final class Upload {
    private static final String FORBID = "x-oss-forbid-overwrite";
    private static final int MOST_PARTS = 10_000;

    private final OssConnection connection;
    private final Source source;
    private final OssAddress address;
    private final boolean replace;
    private final Transfer transfer;

    /// Where the bytes come from.
    ///
    /// @param notes where an unfinished upload is remembered
    /// @param partSize files up to it go in one call; at least 100 KB
    record Source(Path file, TransferState notes, long partSize) {}

    /// @param replace whether an object that is there may be replaced
    Upload(
            OssConnection connection,
            Source source,
            OssAddress address,
            boolean replace,
            Transfer transfer) {
        this.connection = connection;
        this.source = source;
        this.address = address;
        this.replace = replace;
        this.transfer = transfer;
    }

    void run() throws OssStoreException {
        transfer.check();
        try (var channel = FileChannel.open(source.file())) {
            long size = channel.size();
            if (size <= source.partSize()) {
                single(channel, size);
            } else {
                inParts(channel, size);
            }
        } catch (NoSuchFileException e) {
            throw new OssStoreException(Kind.FILE, Message.of("store.no-file", source.file()), e);
        } catch (IOException e) {
            throw new OssStoreException(Kind.FILE, Message.of("store.not-read", source.file()), e);
        }
    }

    private void single(FileChannel channel, long size) throws IOException, OssStoreException {
        var about = about();
        about.setContentLength(size);
        var request =
                new PutObjectRequest(
                        address.bucket(),
                        address.key(),
                        new FileSlice(channel, 0, size, done -> move(done, size)),
                        about);
        connection.call(OssPermission.WRITE, address, oss -> oss.putObject(request));
    }

    private ObjectMetadata about() throws IOException {
        var about = new ObjectMetadata();
        KeptTime.put(about, Files.getLastModifiedTime(source.file()).toInstant());
        about.setContentType(Mimetypes.getInstance().getMimetype(address.key()));
        if (!replace) {
            about.setHeader(FORBID, "true");
        }
        return about;
    }

    private void move(long done, long size) {
        transfer.check();
        transfer.meter().moved(done, size);
    }

    private void inParts(FileChannel channel, long size) throws IOException, OssStoreException {
        long partSize = Math.max(source.partSize(), (size + MOST_PARTS - 1) / MOST_PARTS);
        var wanted = wanted(size, partSize);
        var noted = new TreeMap<>(source.notes().read());
        var id = noted.remove("upload");
        var present = id != null && noted.equals(wanted) ? present(id) : null;
        if (id == null || present == null) {
            id = begin();
            present = Map.of();
            var note = new TreeMap<>(wanted);
            note.put("upload", id);
            source.notes().write(note);
        }
        var tags = send(channel, size, partSize, new MultipartState(id, present));
        finish(channel, id, tags);
    }

    /// What the parts of an earlier run must have been cut from.
    private Map<String, String> wanted(long size, long partSize) throws IOException {
        return new TreeMap<>(
                Map.of(
                        "object", address.toString(),
                        "file", source.file().toAbsolutePath().toString(),
                        "size", Long.toString(size),
                        "modified", Files.getLastModifiedTime(source.file()).toString(),
                        "part", Long.toString(partSize)));
    }

    /// An upload in parts that the store knows.
    ///
    /// @param present size and tag of the parts that arrived, by number
    private record MultipartState(String id, Map<Integer, PartETag> present) {}

    private String begin() throws IOException, OssStoreException {
        var request = new InitiateMultipartUploadRequest(address.bucket(), address.key(), about());
        return connection
                .call(OssPermission.WRITE, address, oss -> oss.initiateMultipartUpload(request))
                .getUploadId();
    }

    /// @return null where the store knows nothing of the upload any more
    private @Nullable Map<Integer, PartETag> present(String id) throws OssStoreException {
        var found = new TreeMap<Integer, PartETag>();
        var request = new ListPartsRequest(address.bucket(), address.key(), id);
        try {
            while (true) {
                var page =
                        connection.call(
                                OssPermission.LIST_PARTS, address, oss -> oss.listParts(request));
                for (var part : page.getParts()) {
                    found.put(
                            part.getPartNumber(),
                            new PartETag(
                                    part.getPartNumber(), part.getETag(), part.getSize(), null));
                }
                if (!page.isTruncated()) {
                    return found;
                }
                request.setPartNumberMarker(page.getNextPartNumberMarker());
            }
        } catch (OssStoreException e) {
            if (OssErrors.isNoUpload(e)) {
                return null;
            }
            throw e;
        }
    }

    private List<PartETag> send(FileChannel channel, long size, long partSize, MultipartState begun)
            throws OssStoreException {
        var tags = new ArrayList<PartETag>();
        for (long start = 0; start < size; start += partSize) {
            transfer.check();
            int number = tags.size() + 1;
            long length = Math.min(partSize, size - start);
            var there = begun.present().get(number);
            boolean arrived = there != null && there.getPartSize() == length;
            tags.add(
                    arrived ? there : part(channel, size, new Range(number, start, length), begun));
            move(start + length, size);
        }
        return tags;
    }

    private record Range(int number, long start, long length) {}

    private PartETag part(FileChannel channel, long size, Range range, MultipartState begun)
            throws OssStoreException {
        var request =
                new UploadPartRequest(
                        address.bucket(),
                        address.key(),
                        begun.id(),
                        range.number(),
                        new FileSlice(
                                channel,
                                range.start(),
                                range.length(),
                                done -> move(range.start() + done, size)),
                        range.length());
        return connection
                .call(OssPermission.WRITE, address, oss -> oss.uploadPart(request))
                .getPartETag();
    }

    private void finish(FileChannel channel, String id, List<PartETag> tags)
            throws IOException, OssStoreException {
        var request = new CompleteMultipartUploadRequest(address.bucket(), address.key(), id, tags);
        if (!replace) {
            request.addHeader(FORBID, "true");
        }
        try {
            var done =
                    connection.call(
                            OssPermission.WRITE,
                            address,
                            oss -> oss.completeMultipartUpload(request));
            source.notes().forget();
            long size = channel.size();
            var there = done.getServerCRC();
            if (there != null && there != FileSlice.crc(channel, 0, size, FileSlice.Step.NONE)) {
                throw new OssStoreException(
                        Kind.CORRUPT, Message.of("store.corrupt", source.file()), null);
            }
        } catch (OssStoreException e) {
            if (e.kind() == Kind.EXISTS || e.kind() == Kind.INVALID) {
                abandon(id);
            }
            throw e;
        }
    }

    /// Frees what the store keeps for an upload that will never be finished.
    private void abandon(String id) throws OssStoreException {
        source.notes().forget();
        var request = new AbortMultipartUploadRequest(address.bucket(), address.key(), id);
        connection.call(
                OssPermission.ABORT,
                address,
                oss -> {
                    oss.abortMultipartUpload(request);
                    return id;
                });
    }
}
