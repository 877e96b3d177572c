package dev.atelier.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The native libraries that DJL unpacks once and then trusts: a file of another size than its
/// original is deleted before it is loaded, so that DJL unpacks it again. Loading a truncated
/// library can end the process.
final class NativeFiles {
    private static final Logger log = LoggerFactory.getLogger(NativeFiles.class);
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final String JNI = "djl_torch.";

    private NativeFiles() {}

    /// @param cache DJL's folder for PyTorch
    static void repair(Path cache) {
        try {
            repair(cache, NativeFiles.class.getClassLoader());
        } catch (IOException | UncheckedIOException e) {
            log.warn("the native libraries in {} cannot be checked", cache, e);
        }
    }

    /// @param originals where the libraries come from
    static void repair(Path cache, ClassLoader originals) throws IOException {
        if (!Files.isDirectory(cache)) {
            return;
        }
        discardAbandoned(cache);
        var found = originals.getResource("native/lib/pytorch.properties");
        if (found == null) {
            return;
        }
        var about = new Properties();
        try (var in = found.openStream()) {
            about.load(in);
        }
        var flavor = about.getProperty("flavor", "");
        var system = about.getProperty("classifier", "");
        var folder = cache.resolve(about.getProperty("version", "") + "-" + flavor + "-" + system);
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (var library : about.getProperty("libraries", "").split(",", -1)) {
            var original =
                    originals.getResource("pytorch/" + flavor + "/" + system + "/" + library);
            if (original != null && !isWhole(folder.resolve(library), original)) {
                log.warn("{} is damaged and is unpacked again", folder.resolve(library));
                delete(folder); // DJL unpacks all or nothing
                return;
            }
        }
        for (var file : children(folder)) {
            var name = String.valueOf(file.getFileName());
            int at = name.indexOf(JNI);
            var plain =
                    at < 0 ? name : (name.contains("lib" + JNI) ? "lib" : "") + name.substring(at);
            var original = originals.getResource("jnilib/" + system + "/" + flavor + "/" + plain);
            if (at >= 0 && original != null && !isWhole(file, original)) {
                log.warn("{} is damaged and is unpacked again", file);
                Files.delete(file);
            }
        }
    }

    private static boolean isWhole(Path file, URL original) throws IOException {
        var connection = original.openConnection();
        connection.setUseCaches(false);
        try (var _ = connection.getInputStream()) {
            long size = connection.getContentLengthLong();
            return Files.isRegularFile(file) && (size < 0 || Files.size(file) == size);
        }
    }

    /// What a process left that was stopped while it unpacked.
    private static void discardAbandoned(Path cache) throws IOException {
        var before = FileTime.from(Instant.now().minus(ABANDONED));
        for (var file : children(cache)) {
            boolean draft = String.valueOf(file.getFileName()).startsWith("tmp");
            if (draft && Files.getLastModifiedTime(file).compareTo(before) < 0) {
                delete(file);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
