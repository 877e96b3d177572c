package dev.atelier.app.library.view;

import dev.atelier.app.compare.SetSource;
import dev.atelier.app.library.Buckets;
import dev.atelier.app.library.Entry;
import dev.atelier.app.library.FetchedFiles;
import dev.atelier.app.library.Library;
import dev.atelier.app.library.PictureRef;
import dev.atelier.app.library.ThumbnailStore;
import dev.atelier.app.picture.PictureFile;
import dev.atelier.cloud.oss.Transfer;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.Explained;
import dev.atelier.recipe.MessageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The pictures of entries as files and as pixels, in any place: what lies in OSS alone is fetched
/// into a folder of its own and kept there. All calls block, for the disk or the network.
final class EntryFiles {
    /// The longer edge of what is shown of a picture that is too large.
    private static final int REDUCED = 2048;

    private final FetchedFiles fetched;
    private final ThumbnailStore small;
    private final Buckets buckets;

    /// @param fetched folder for what was fetched from OSS; it may be deleted at any time
    EntryFiles(Path fetched, ThumbnailStore small, Buckets buckets) {
        this.fetched = new FetchedFiles(fetched, buckets);
        this.buckets = buckets;
        this.small = small;
    }

    /// The picture as a file of this computer.
    ///
    /// @throws IOException with a sentence, when no copy can be reached
    Path file(Entry entry, Transfer transfer) throws IOException {
        var place = entry.best();
        return fetched.file(place.ref(), place.version(), transfer);
    }

    /// The same where it needs no fetching. Does not block for the network.
    Optional<Path> ready(Entry entry) {
        var place = entry.best();
        return fetched.ready(place.ref(), place.version());
    }

    /// For sets of pictures that are compared.
    SetSource.Places places(Library library) {
        return new SetSource.Places(Optional.of(library), buckets, fetched);
    }

    /// All of its pixels, or fewer where it [#isReduced].
    BufferedImage pixels(Entry entry) throws IOException {
        if (isReduced(entry)) {
            return small(entry.best(), REDUCED);
        }
        return PictureFile.pixels(file(entry, Transfer.quiet()));
    }

    /// Whether it has more pixels than can be held in memory.
    static boolean isReduced(Entry entry) {
        return (long) entry.width() * entry.height() > ImageFiles.MOST_PIXELS;
    }

    /// What a grid paints of it.
    GridPicture small(Entry entry) {
        return small(entry.best());
    }

    /// The same of one of its places.
    GridPicture small(Entry.Place best) {
        return new GridPicture(
                best.version() + best.changed() + best.bytes() + best.away(),
                !best.ref().isHere(),
                edge -> small(best, kept(edge)));
    }

    /// The next larger size that is kept on disk.
    private static int kept(int edge) {
        return edge <= 256 ? 256 : edge <= 512 ? 512 : 1024;
    }

    /// What cannot be read is shown by its name alone: where it lies stands beside it.
    private BufferedImage small(Entry.Place place, int edge) throws IOException {
        var before = place.away() ? small.kept(place) : Optional.<BufferedImage>empty();
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return small.read(place, edge);
        } catch (FileSystemException e) {
            throw e; // has words of its own
        } catch (Buckets.AwayException e) {
            throw new MessageException(e.reason(), e);
        } catch (IOException e) {
            if (place.ref() instanceof PictureRef.LocalFile(var path) && Files.notExists(path)) {
                throw new NoSuchFileException(place.ref().name());
            }
            var where = place.ref().toString();
            var reason = Explained.reasonOf(e).with(it -> it.replace(where, place.ref().name()));
            throw new MessageException(reason, e);
        }
    }
}
