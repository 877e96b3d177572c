package dev.atelier.app.library;

import dev.atelier.app.library.Buckets.AwayException;
import dev.atelier.app.observe.ParallelCalls;
import dev.atelier.cloud.oss.OssStore;
import dev.atelier.cloud.oss.OssStoreException;
import dev.atelier.cloud.oss.name.OssAddress;
import dev.atelier.recipe.Cancellation;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.MessageException;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// The pictures of a folder or of a prefix in OSS with their recipes, read without an index. Blocks
/// for the disk or the network.
public final class SourcePictures {
    private static final int AT_ONCE = 8;

    private SourcePictures() {}

    /// One picture.
    ///
    /// @param version changes whenever the content does
    /// @param recipe empty where it carries none, or is no sound picture
    public record Found(PictureRef ref, String version, Optional<Recipe> recipe) {}

    /// All of them by name, those of folders within, too; of the address of one object, that one.
    ///
    /// @throws IOException with a sentence, when the folder cannot be looked at
    /// @throws AwayException when the bucket cannot be reached
    public static List<Found> of(Source source, Buckets buckets, Cancellation cancellation)
            throws IOException, AwayException {
        var found =
                switch (source) {
                    case Source.Folder(var path) -> folder(path, cancellation);
                    case Source.Bucket(var prefix) -> bucket(prefix, buckets, cancellation);
                };
        found.sort(Comparator.comparing(it -> it.ref().toString()));
        return List.copyOf(found);
    }

    private static List<Found> folder(Path root, Cancellation cancellation) throws IOException {
        if (!Files.exists(root)) {
            throw new MessageException(Message.of("pictures.away-folder", root));
        }
        var found = new ArrayList<Found>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes is) {
                        cancellation.requireGoing();
                        return !folder.equals(root) && PictureFolders.isSkipped(folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        cancellation.requireGoing();
                        if (is.isRegularFile()
                                && PictureFolders.isPicture(String.valueOf(file.getFileName()))) {
                            var recipe = FolderScan.facts(file).flatMap(Facts::recipe);
                            var version = is.size() + " " + is.lastModifiedTime().toMillis();
                            found.add(new Found(PictureRef.of(file), version, recipe));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        return FileVisitResult.CONTINUE; // the others count
                    }
                });
        return found;
    }

    private static List<Found> bucket(OssAddress prefix, Buckets buckets, Cancellation cancellation)
            throws IOException, AwayException {
        try {
            var store = buckets.open(prefix);
            var trash = store.trash();
            var listing =
                    new PictureListing(
                            store.list(prefix, true), prefix, it -> !trash.holds(it), cancellation);
            return heads(store, listing.all(), cancellation);
        } catch (OssStoreException e) {
            throw AwayException.of(e);
        }
    }

    private static List<Found> heads(
            OssStore store, List<Library.Stored> objects, Cancellation cancellation)
            throws IOException, OssStoreException {
        Map<Library.Stored, Optional<Recipe>> recipes = new ConcurrentHashMap<>();
        try {
            ParallelCalls.each(
                    objects,
                    AT_ONCE,
                    it -> {
                        cancellation.requireGoing();
                        recipes.put(it, BucketScan.facts(store, it).flatMap(Facts::recipe));
                    });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case OssStoreException failed -> throw failed;
                case CancellationException stopped -> throw stopped;
                case null, default -> throw new IOException(e.getCause());
            }
        }
        var found = new ArrayList<Found>();
        for (var object : objects) {
            found.add(
                    new Found(
                            PictureRef.of(object.address()),
                            object.stamp().version(),
                            recipes.getOrDefault(object, Optional.empty())));
        }
        return found;
    }
}
