package dev.atelier.app.library;

import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.app.observe.ParallelCalls;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the index up to date with the objects of a bucket: lists them, reads the heads of those
/// that are new or changed, forgets what is gone. When the store cannot be reached, what is known
/// stays and the source is away.
final class BucketScan {
    private static final Logger log = LoggerFactory.getLogger(BucketScan.class);
    private static final int AT_ONCE = 8;
    private static final int PAGE = 1000;

    private final LibraryIndex index;
    private final Buckets buckets;
    private final OssAddress prefix;
    private final Cancellation cancellation;
    private final Set<Long> seen = new HashSet<>();

    BucketScan(LibraryIndex index, Buckets buckets, OssAddress prefix, Cancellation cancellation) {
        this.index = index;
        this.buckets = buckets;
        this.prefix = prefix;
        this.cancellation = cancellation;
    }

    /// Blocks for the whole scan.
    ///
    /// @throws IOException when the index cannot be written
    /// @throws CancellationException when it was asked to stop; what was read is kept
    void run() throws IOException {
        long source = index.ask(it -> it.source(new Source.Bucket(prefix)));
        index.write(it -> it.phase(source, SourceState.Phase.SCANNING, Message.plain("")));
        try {
            list(source, buckets.open(prefix));
            forgetUnseen(source);
        } catch (AwayException e) {
            away(source, e);
            return;
        } catch (OssStoreException e) {
            away(source, AwayException.of(e));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        index.write(it -> it.phase(source, SourceState.Phase.READY, Message.plain("")));
    }

    private void away(long source, AwayException why) throws IOException {
        log.debug("{} is away", prefix, why);
        index.write(it -> it.phase(source, SourceState.Phase.AWAY, why.reason()));
    }

    private void list(long source, OssStore store)
            throws IOException, OssStoreException, InterruptedException {
        var trash = store.trash();
        var listing =
                new PictureListing(
                        store.list(prefix, true), prefix, it -> !trash.holds(it), cancellation);
        for (var page = listing.page(); page.isPresent(); page = listing.page()) {
            var wanted = new ArrayList<Library.Stored>();
            for (var object : page.get()) {
                var ref = object.address().toString();
                seen.add(hash(ref));
                var known = index.ask(it -> it.knownAt(ref));
                if (!Optional.of(object.stamp()).equals(known)) {
                    wanted.add(object);
                }
            }
            read(source, store, wanted);
        }
    }

    private static long hash(String ref) {
        return ByteBuffer.wrap(Facts.digest(ref)).getLong();
    }

    private void read(long source, OssStore store, List<Library.Stored> wanted)
            throws IOException, OssStoreException, InterruptedException {
        try {
            ParallelCalls.each(
                    wanted,
                    AT_ONCE,
                    it -> {
                        cancellation.requireGoing();
                        take(index, source, store, it);
                    });
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case OssStoreException failed -> throw failed;
                case IOException failed -> throw failed;
                case CancellationException stopped -> throw stopped;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    /// Reads one object into the index.
    static void take(LibraryIndex index, long source, OssStore store, Library.Stored object)
            throws IOException, OssStoreException {
        var address = object.address();
        var stamp = object.stamp();
        var ref = PictureRef.of(address);
        try {
            var ranges = new Ranges(store, address, stamp.bytes());
            var facts = PictureHead.read(ranges).withDate(ranges.made);
            index.writeSoon(it -> it.put(source, ref, stamp, facts));
        } catch (PictureHead.NoPictureException e) {
            index.writeSoon(it -> it.addUnreadable(source, ref, stamp, e.reason()));
        } catch (RangeException e) {
            switch (e.reason().kind()) {
                case NO_OBJECT -> {} // it went meanwhile
                case FORBIDDEN ->
                        index.writeSoon(it ->
                                it.addUnreadable(
                                        source, ref, stamp, Message.of("pictures.unreadable")));
                default -> throw e.reason();
            }
        } catch (RuntimeException e) {
            log.debug("no picture: {}", address, e);
            index.writeSoon(
                    it -> it.addUnreadable(source, ref, stamp, Message.of("pictures.damaged")));
        }
    }

    /// What the head of an object says; empty where it is no sound picture.
    ///
    /// @throws OssStoreException when it cannot be read
    static Optional<Facts> facts(OssStore store, Library.Stored object) throws OssStoreException {
        try {
            return Optional.of(
                    PictureHead.read(new Ranges(store, object.address(), object.stamp().bytes())));
        } catch (RangeException e) {
            throw e.reason();
        } catch (PictureHead.NoPictureException | IOException | RuntimeException e) {
            log.debug("no picture: {}", object.address(), e);
            return Optional.empty();
        }
    }

    private void forgetUnseen(long source) throws IOException {
        for (var after = ""; ; ) {
            var from = after;
            var known = index.ask(it -> it.refsAfter(source, from, PAGE));
            if (known.isEmpty()) {
                return;
            }
            for (var ref : known) {
                if (!seen.contains(hash(ref))) {
                    index.writeSoon(it -> it.remove(ref));
                }
            }
            after = known.getLast();
        }
    }

    /// What the store said, through readers that know files only.
    private static final class RangeException extends IOException {
        private static final long serialVersionUID = 1L;
        private final OssStoreException reason;

        RangeException(OssStoreException reason) {
            super(reason);
            this.reason = reason;
        }

        OssStoreException reason() {
            return reason;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
    private record Window(long from, byte[] bytes) {}

    /// An object through ranged calls of 64 KB.
    private static final class Ranges implements PictureHead.Bytes {
        private static final int WINDOW = 64 << 10;
        private final OssStore store;
        private final OssAddress address;
        private final long size;
        private Window window = new Window(0, new byte[0]);
        private Optional<Instant> made = Optional.empty();

        Ranges(OssStore store, OssAddress address, long size) {
            this.store = store;
            this.address = address;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public boolean isFar() {
            return true;
        }

        @Override
        public byte[] read(long at, int length) throws RangeException {
            int most = (int) Math.max(0, Math.min(length, size - at));
            if (most == 0) {
                return new byte[0];
            }
            if (at < window.from() || at + most > window.from() + window.bytes().length) {
                int wanted = (int) Math.min(Math.max(most, WINDOW), size - at);
                try {
                    var part = store.read(address, at, wanted);
                    window = new Window(at, part.bytes());
                    made = Optional.of(part.made());
                } catch (OssStoreException e) {
                    throw new RangeException(e);
                }
            }
            int begin = (int) (at - window.from());
            return Arrays.copyOfRange(
                    window.bytes(), begin, Math.min(begin + most, window.bytes().length));
        }
    }
}
