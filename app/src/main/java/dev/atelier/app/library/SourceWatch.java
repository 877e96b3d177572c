package dev.atelier.app.library;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the folders of the library. A burst of changes is reported once, when it is over or has
/// lasted for a while. Of a source whose drive is away it reports when it is back. Thread-safe.
final class SourceWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SourceWatch.class);

    /// Systems allow a user some thousands; what is beyond is found by the next whole look.
    private static final int MOST_FOLDERS = 4000;

    private static final int QUIET_MILLIS = 300;
    private static final int MOST_MILLIS = 3000;
    private static final int AWAY_MILLIS = 2000;

    private final WatchService service;
    private final Map<WatchKey, Path> folders = new ConcurrentHashMap<>();
    private final Map<Path, Path> roots = new ConcurrentHashMap<>();
    private final Set<Path> away = ConcurrentHashMap.newKeySet();

    SourceWatch() throws IOException {
        service = FileSystems.getDefault().newWatchService();
    }

    /// Watches a folder of a source from now on, too.
    void watch(Path folder, Path root) {
        away.remove(root);
        register(root, root);
        register(folder, root);
    }

    /// A source cannot be reached now: it is looked at from time to time.
    void away(Path root) {
        away.add(root);
    }

    /// A source is no longer of interest.
    void forget(Path root) {
        away.remove(root);
        folders.entrySet()
                .removeIf(it -> {
                    boolean gone = root.equals(roots.get(it.getValue()));
                    if (gone) {
                        it.getKey().cancel();
                        roots.remove(it.getValue());
                    }
                    return gone;
                });
    }

    private void register(Path folder, Path root) {
        if (roots.containsKey(folder) || roots.size() >= MOST_FOLDERS) {
            return;
        }
        try {
            var key =
                    folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
            folders.put(key, folder);
            roots.put(folder, root);
        } catch (IOException | ClosedWatchServiceException e) {
            log.debug("a folder cannot be watched: {}", folder, e);
        }
    }

    /// Blocks until [#close].
    ///
    /// @param changed is called with the root of a source and what changed below it, on this thread
    void run(BiConsumer<Path, Set<Path>> changed) throws InterruptedException {
        try {
            while (true) {
                var first = service.poll(AWAY_MILLIS, TimeUnit.MILLISECONDS);
                var found = new HashMap<Path, Set<Path>>();
                if (first == null) {
                    drives(found);
                } else {
                    collect(first, found);
                }
                found.forEach(changed);
            }
        } catch (ClosedWatchServiceException e) {
            log.debug("no longer watched", e);
        }
    }

    /// Sources that went without a word, as a renamed folder does, and those that are back.
    private void drives(Map<Path, Set<Path>> found) {
        away.stream().filter(SourceWatch::isBack).forEach(root -> found.put(root, Set.of(root)));
        for (var root : Set.copyOf(roots.values())) {
            if (!Files.isDirectory(root)) {
                forget(root);
                found.put(root, Set.of(root));
            }
        }
    }

    /// The place where a drive is mounted is there without the drive, and empty.
    private static boolean isBack(Path root) {
        try (var all = Files.newDirectoryStream(root)) {
            return all.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private void collect(WatchKey first, Map<Path, Set<Path>> found) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);
        for (var key = first;
                key != null;
                key =
                        System.nanoTime() < end
                                ? service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)
                                : null) {
            key.pollEvents();
            var folder = folders.get(key);
            if (folder == null) {
                key.cancel();
                continue;
            }
            var root = roots.get(folder);
            boolean there = key.reset();
            if (!there) { // it was deleted, or its drive has gone
                folders.remove(key);
                roots.remove(folder);
            }
            if (root != null) {
                var changed = there ? folder : root;
                found.computeIfAbsent(root, _ -> new HashSet<>()).add(changed);
            }
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
