package dev.atelier.app.library;

import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.cloud.oss.ListingEntry.Item;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.json.RecipeJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index together with the sources that it is made of. All calls block, for the disk or for the
/// network; any thread. In a window, use [LibraryModel].
public final class Library {
    private static final Logger log = LoggerFactory.getLogger(Library.class);

    private final LibraryIndex index;
    private final Settings settings;
    private final Path own;
    private final Buckets buckets;
    private volatile Optional<SourceWatch> watch = Optional.empty();

    /// @param settings where the list of sources is kept
    /// @param own the folder of the studio's own pictures, always a source
    public Library(LibraryIndex index, Settings settings, Path own, Buckets buckets) {
        this.index = index;
        this.settings = settings;
        this.own = own.toAbsolutePath().normalize();
        this.buckets = buckets;
    }

    public LibraryIndex index() {
        return index;
    }

    /// The folder of the studio's own pictures first.
    public List<Source> sources() {
        var all = new ArrayList<Source>();
        all.add(new Source.Folder(own));
        for (var line : settings.get(StudioSettings.LIBRARY_SOURCES)) {
            try {
                var source = Source.parse(line);
                if (!all.contains(source)) {
                    all.add(source);
                }
            } catch (IllegalArgumentException e) {
                // A line that was damaged by hand; the others are kept.
            }
        }
        return List.copyOf(all);
    }

    /// Adds a source; [#scan] looks through it.
    ///
    /// @return whether it is new
    public boolean add(Source source) throws IOException {
        var all = new ArrayList<>(sources());
        boolean isNew = !all.contains(source);
        if (isNew) {
            all.add(source);
            keep(all);
        }
        if (index.isWritable()) {
            index.write(it -> it.source(source));
        }
        return isNew;
    }

    /// Forgets a source and its pictures. The files stay, and so do stars and tags, in case it
    /// comes back.
    public void remove(Source source) throws IOException {
        var all = new ArrayList<>(sources());
        all.remove(source);
        keep(all);
        if (source instanceof Source.Folder(var root)) {
            watch.ifPresent(it -> it.forget(root));
        }
        index.write(it -> it.forget(it.source(source)));
    }

    private void keep(List<Source> all) {
        settings.put(
                StudioSettings.LIBRARY_SOURCES,
                all.stream()
                        .map(Source::toString)
                        .filter(it -> !it.equals(own.toString()))
                        .toList());
    }

    /// Brings the index up to date with one source.
    ///
    /// @throws java.util.concurrent.CancellationException when it was asked to stop; what was read
    ///   is kept
    public void scan(Source source, Cancellation cancellation) throws IOException {
        forgetOthers();
        switch (source) {
            case Source.Folder(var path) -> {
                if (!isUnused(source, path)) {
                    var scan = followed(path, cancellation);
                    scan.run();
                    follow(path, scan);
                }
            }
            case Source.Bucket(var prefix) ->
                    new BucketScan(index, buckets, prefix, cancellation).run();
        }
    }

    /// Of a data folder that was moved, the index still has the studio's own folder where it was.
    private void forgetOthers() throws IOException {
        var all = sources();
        for (var state : index.sources()) {
            if (!all.contains(state.source())) {
                index.write(it -> it.forget(it.source(state.source())));
            }
        }
    }

    /// Brings the index up to date with what changed below a folder of the library.
    void scan(Path root, Set<Path> changed, Cancellation cancellation) throws IOException {
        var scan = followed(root, cancellation);
        if (changed.contains(root)) {
            scan.run(); // what a program keeps elsewhere is not looked at
        } else {
            scan.run(changed);
        }
        follow(root, scan);
    }

    /// Changes in a folder after it was looked at are noticed.
    private FolderScan followed(Path root, Cancellation cancellation) {
        return new FolderScan(index, root, cancellation)
                .onEnter(folder -> watch.ifPresent(it -> it.watch(folder, root)));
    }

    private void follow(Path root, FolderScan scan) {
        watch.filter(it -> !scan.isThere()).ifPresent(it -> it.away(root));
    }

    /// Watches the folders that are looked through from now on; [#changes] says what it noticed.
    void watch() throws IOException {
        watch = Optional.of(new SourceWatch());
    }

    /// Blocks until [#unwatch].
    ///
    /// @param changed is called with the root of a source and what changed below it, on this thread
    void changes(BiConsumer<Path, Set<Path>> changed) throws InterruptedException {
        var now = watch;
        if (now.isPresent()) {
            now.get().run(changed);
        }
    }

    /// Ends [#watch].
    void unwatch() {
        var now = watch;
        watch = Optional.empty();
        now.ifPresent(it -> {
            try {
                it.close();
            } catch (IOException e) {
                log.debug("the watch", e);
            }
        });
    }

    /// Whether it is the studio's own folder before the first picture was made.
    private boolean isUnused(Source source, Path path) throws IOException {
        return path.equals(own)
                && Files.notExists(path)
                && index.ask(it -> it.pictures(it.source(source))) == 0;
    }

    /// Takes in a picture of this computer at once, such as one that was just saved.
    public void take(Path picture) throws IOException {
        var file = picture.toAbsolutePath().normalize();
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        var log = FooocusLogs.stamp(file.resolveSibling(""));
        var stamp = new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis(), log);
        long source = index.ask(it -> it.source(new Source.Folder(folderOf(file))));
        FolderScan.take(index, source, PictureRef.of(file), file, stamp);
        index.commit();
    }

    /// An object as the store knows it.
    record Stored(OssAddress address, Stamp stamp) {
        static Stored of(OssAddress address, Item item) {
            var changed = item.modified().toEpochMilli();
            return new Stored(address, new Stamp(item.size(), changed, item.etag()));
        }
    }

    /// Takes in an object whose content lies in a file, too.
    void take(Stored object, Path same) throws IOException {
        long source = sourceOf(object.address());
        FolderScan.take(index, source, PictureRef.of(object.address()), same, object.stamp());
        index.commit();
    }

    /// Takes in an object by its head.
    void takeObject(OssStore store, Stored object) throws IOException, OssStoreException {
        BucketScan.take(index, sourceOf(object.address()), store, object);
        index.commit();
    }

    /// The source that an object lies in; else its bucket, which is no source that is looked
    /// through.
    private long sourceOf(OssAddress address) throws IOException {
        var source =
                sources().stream()
                        .filter(it -> address.toString().startsWith(it.toString()))
                        .findFirst()
                        .orElse(new Source.Bucket(address.at("")));
        return index.ask(it -> it.source(source));
    }

    /// The source that a file lies in; else the studio's own.
    private Path folderOf(Path file) {
        return sources().stream()
                .filter(Source.Folder.class::isInstance)
                .map(it -> ((Source.Folder) it).path())
                .filter(file::startsWith)
                .findFirst()
                .orElse(own);
    }

    /// Forgets a file that was moved away or deleted.
    public void forget(PictureRef ref) throws IOException {
        index.write(it -> it.remove(ref.toString()));
    }

    /// The whole recipe of an entry, as it was read; empty where the picture carries none.
    public Optional<Recipe> recipe(Entry entry) throws IOException {
        var json = index.recipe(entry.id());
        return json.isEmpty() ? Optional.empty() : Optional.of(RecipeJson.read(json).recipe());
    }

    /// The recipe as A1111 writes it.
    public Optional<String> infotext(Entry entry) throws IOException {
        return recipe(entry).map(Facts::infotext);
    }
}
