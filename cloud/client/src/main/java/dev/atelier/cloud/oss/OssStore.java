package dev.atelier.cloud.oss;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.ListBucketsRequest;
import com.aliyun.oss.model.ObjectMetadata;
import dev.atelier.cloud.account.Credentials;
import dev.atelier.cloud.account.Secret;
import dev.atelier.cloud.oss.OssStoreException.Kind;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// The object store of a region with one account's keys. Everything but [#list] and [#link] blocks
/// for calls; who asks a [Transfer] or [Cancellation] to stop gets a [CancellationException].
/// Thread-safe.
public final class OssStore implements AutoCloseable {
    /// Files up to this size go in one call, larger ones in parts of it.
    private static final long PART = 8L << 20;

    /// The vendor resizes no larger pictures, and answers nothing larger.
    private static final int LARGEST_PREVIEW = 20 << 20;

    /// Links of the fourth version of signatures live no longer.
    private static final Duration LONGEST_V4 = Duration.ofDays(7);

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final OssConnection connection;
    private final Path notes;
    private final Sizes sizes;

    /// Where calls are cut.
    ///
    /// @param part of an upload, at least 100 KB
    /// @param copy of a copy
    record Sizes(long part, long copy) {}

    /// @param notes folder for what unfinished uploads must remember; made when needed
    public OssStore(Credentials credentials, OssEndpoint endpoint, Path notes) {
        this(credentials, endpoint, notes, new Sizes(PART, Copying.ONE_CALL));
    }

    private OssStore(Credentials credentials, OssEndpoint endpoint, Path notes, Sizes sizes) {
        this.connection = new OssConnection(credentials, endpoint);
        this.notes = notes;
        this.sizes = sizes;
    }

    /// One that cuts uploads and copies into parts of this size.
    ///
    /// @param partSize bytes, at least 100 KB
    public static OssStore inPartsOf(
            long partSize, Credentials credentials, OssEndpoint endpoint, Path notes) {
        return new OssStore(credentials, endpoint, notes, new Sizes(partSize, partSize));
    }

    /// A bucket of the account.
    ///
    /// @param region where it is, such as `cn-hangzhou`; calls must go there
    public record Bucket(String name, String region, Instant created) {}

    /// All buckets of the account, of every region.
    public List<Bucket> buckets() throws OssStoreException {
        var found = new ArrayList<Bucket>();
        var request = new ListBucketsRequest();
        while (true) {
            var page = connection.call(OssErrors.Request.BUCKETS, oss -> oss.listBuckets(request));
            for (var bucket : page.getBucketList()) {
                found.add(
                        new Bucket(
                                bucket.getName(),
                                bucket.getLocation().replaceFirst("^oss-", ""),
                                bucket.getCreationDate().toInstant()));
            }
            if (!page.isTruncated()) {
                return List.copyOf(found);
            }
            request.setMarker(page.getNextMarker());
        }
    }

    /// What begins with a prefix.
    ///
    /// @param deep all objects; else those up to the next slash, and folders
    public Listing list(OssAddress prefix, boolean deep) {
        return new Listing(connection, prefix, deep);
    }

    /// What the store says of an object.
    public ListingEntry.Item stat(OssAddress address) throws OssStoreException {
        return item(address, head(address));
    }

    private static ListingEntry.Item item(OssAddress address, ObjectMetadata found) {
        return new ListingEntry.Item(
                address.key(),
                found.getContentLength(),
                found.getLastModified().toInstant(),
                found.getETag());
    }

    private ObjectMetadata head(OssAddress address) throws OssStoreException {
        return connection.call(
                OssPermission.READ,
                address,
                oss -> oss.getObjectMetadata(address.bucket(), address.key()));
    }

    /// The same of an object that a service announced: it may take a moment until it can be seen.
    ///
    /// @param patience how long to ask again
    public ListingEntry.Item await(OssAddress address, Duration patience, Cancellation cancellation)
            throws OssStoreException {
        long end = System.nanoTime() + patience.toNanos();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                return stat(address);
            } catch (OssStoreException e) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (e.kind() != Kind.NO_OBJECT || left <= 0) {
                    throw e;
                }
                sleep(Math.min(pause, left), cancellation);
            }
        }
    }

    private static void sleep(long millis, Cancellation cancellation) {
        try {
            for (long slept = 0; slept < millis; slept += 50) {
                Transfer.stopIf(cancellation);
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    /// A picture made smaller by the store, in its own format.
    ///
    /// @param edge longest side, pixels; a picture that is smaller stays as it is
    public byte[] thumbnail(OssAddress address, int edge) throws OssStoreException {
        var request = new GetObjectRequest(address.bucket(), address.key());
        request.setProcess(resize(edge));
        try (var object =
                connection.call(OssPermission.READ, address, oss -> oss.getObject(request))) {
            return object.getObjectContent().readNBytes(LARGEST_PREVIEW);
        } catch (IOException e) {
            throw new OssStoreException(Kind.NETWORK, Message.of("store.no-preview", address), e);
        }
    }

    /// A small object.
    ///
    /// @param most bytes; what is larger is refused
    public byte[] read(OssAddress address, int most) throws OssStoreException {
        var request = new GetObjectRequest(address.bucket(), address.key());
        try (var object =
                connection.call(OssPermission.READ, address, oss -> oss.getObject(request))) {
            long announced = object.getObjectMetadata().getContentLength();
            var bytes = object.getObjectContent().readNBytes(most + 1);
            if (bytes.length > most || bytes.length != announced) {
                throw new OssStoreException(
                        Kind.NETWORK, Message.of("store.not-whole", address), null);
            }
            return bytes;
        } catch (IOException e) {
            throw new OssStoreException(Kind.NETWORK, Message.of("store.not-arrived", address), e);
        }
    }

    /// A part of an object.
    ///
    /// @param made when the content came to be: what a move or an upload kept, else when it was
    ///   stored
    @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
    public record Part(byte[] bytes, Instant made) {}

    /// A part of an object, such as a picture's head. The object must be longer than `from`.
    ///
    /// @param from the first byte
    /// @param length fewer come where the object ends
    public Part read(OssAddress address, long from, int length) throws OssStoreException {
        var request = new GetObjectRequest(address.bucket(), address.key());
        request.setRange(from, from + length - 1);
        try (var object =
                connection.call(OssPermission.READ, address, oss -> oss.getObject(request))) {
            return new Part(
                    object.getObjectContent().readNBytes(length),
                    KeptTime.of(object.getObjectMetadata()));
        } catch (IOException e) {
            throw new OssStoreException(Kind.NETWORK, Message.of("store.not-arrived", address), e);
        }
    }

    /// Stores a small object; one that is there is replaced.
    public void write(OssAddress address, byte[] bytes) throws OssStoreException {
        connection.call(
                OssPermission.WRITE,
                address,
                oss ->
                        oss.putObject(
                                address.bucket(), address.key(), new ByteArrayInputStream(bytes)));
    }

    /// The text of `x-oss-process` that makes a picture fit into a square.
    public static String resize(int edge) {
        return "image/resize,m_lfit,w_%1$d,h_%1$d".formatted(edge);
    }

    /// Fetches an object into a file, going on where an earlier run stopped. The file is replaced
    /// in one step, and only by what has the store's check sum.
    public void download(OssAddress address, Path file, Transfer transfer)
            throws OssStoreException {
        transfer.check();
        new Download(connection, address, file, transfer).run(head(address));
    }

    /// Stores a file, going on where an earlier run stopped.
    ///
    /// @param replace whether an object that is there may be replaced
    public void upload(Path file, OssAddress address, boolean replace, Transfer transfer)
            throws OssStoreException {
        var note =
                new TransferState(notes.resolve("upload-" + hash(file, address) + ".properties"));
        var source = new Upload.Source(file, note, sizes.part());
        new Upload(connection, source, address, replace, transfer).run();
    }

    private static String hash(Path file, OssAddress address) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var text = file.toAbsolutePath() + "\n" + address;
            return HexFormat.of()
                    .formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Copies inside the store.
    ///
    /// @param replace whether an object that is there may be replaced
    public void copy(OssAddress from, OssAddress to, boolean replace) throws OssStoreException {
        copy(new Copying.Way(from, to, replace, false));
    }

    private void copy(Copying.Way way) throws OssStoreException {
        new Copying(connection, sizes.copy()).copy(way);
    }

    /// Copies, then deletes the original. The object keeps its time, which [Part] tells.
    public void move(OssAddress from, OssAddress to, boolean replace) throws OssStoreException {
        copy(new Copying.Way(from, to, replace, true));
        delete(from);
    }

    /// Deletes for good. There need not be such an object.
    public void delete(OssAddress address) throws OssStoreException {
        connection.call(
                OssPermission.DELETE,
                address,
                oss -> oss.deleteObject(address.bucket(), address.key()));
    }

    /// The trash, at its usual place.
    public BucketTrash trash() {
        return new BucketTrash(this, BucketTrash.PREFIX, InstantSource.system());
    }

    /// How a link is made.
    ///
    /// @param process such as [#resize]
    /// @param internal for a service in the same region instead of this computer
    public record LinkTerms(Duration life, Optional<String> process, boolean internal) {
        public static LinkTerms forLife(Duration life) {
            return new LinkTerms(life, Optional.empty(), false);
        }
    }

    /// A link that lets everyone who has it read an object for a while, made without a call.
    public Secret link(OssAddress address, LinkTerms terms) {
        var request =
                new GeneratePresignedUrlRequest(address.bucket(), address.key(), HttpMethod.GET);
        request.setExpiration(Date.from(Instant.now().plus(terms.life())));
        terms.process().ifPresent(request::setProcess);
        boolean fourth = terms.life().compareTo(LONGEST_V4) <= 0;
        var endpoint = connection.endpoint();
        var oss =
                connection.open(
                        terms.internal() ? endpoint.internal() : endpoint.address(),
                        fourth ? SignVersion.V4 : SignVersion.V1);
        try {
            return new Secret(oss.generatePresignedUrl(request).toString());
        } finally {
            oss.shutdown();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
