package dev.atelier.sandbox.oss.store;

import dev.atelier.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

/// A store in a directory. No name that a client chose becomes a file name: an object's label lies
/// under the hash of its key, its content under a random name. The label is replaced in one step
/// and names the content, so that a crash leaves the old object or the new one; content without a
/// label is removed at the next start.
public final class DirectoryStore extends IndexedStore {
    private static final String LABEL = ".properties";
    private final Path buckets;
    private final Path blobs;

    /// Opens the folder, or makes it.
    public DirectoryStore(Path folder) throws IOException {
        buckets = Files.createDirectories(folder.resolve("buckets"));
        blobs = Files.createDirectories(folder.resolve("content"));
        var used = new HashSet<String>();
        try (var folders = Files.list(buckets)) {
            for (var bucket : folders.filter(Files::isDirectory).toList()) {
                load(bucket, used);
            }
        }
        sweep(used);
    }

    private void load(Path folder, Set<String> used) throws IOException {
        var about = folder.resolve("bucket" + LABEL);
        if (!Files.exists(about)) {
            return;
        }
        var properties = read(about);
        var bucket =
                new Bucket(
                        properties.getProperty("name", ""),
                        Instant.parse(properties.getProperty("created", "")),
                        properties.getProperty("acl", "private"),
                        below("document.", properties));
        var objects = new ArrayList<StoredObject>();
        for (var file : labels(folder)) {
            var object = object(bucket.name(), read(file));
            if (Files.exists(blob(object.place()))) {
                objects.add(object);
                used.add(object.place());
            }
        }
        known(bucket, objects);
    }

    private static List<Path> labels(Path folder) throws IOException {
        try (var files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(LABEL))
                    .filter(file -> !folder.equals(file.getParent()))
                    .toList();
        }
    }

    private static StoredObject object(String bucket, Properties label) {
        return new StoredObject(
                bucket,
                label.getProperty("key", ""),
                Long.parseLong(label.getProperty("size", "")),
                Instant.parse(label.getProperty("modified", "")),
                label.getProperty("etag", ""),
                Long.parseUnsignedLong(label.getProperty("crc", "")),
                below("header.", label),
                label.getProperty("place", ""));
    }

    private static Map<String, String> below(String prefix, Properties properties) {
        var found = new HashMap<String, String>();
        for (var name : properties.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), properties.getProperty(name));
            }
        }
        return found;
    }

    private void sweep(Set<String> used) throws IOException {
        try (var files = Files.walk(blobs, 2)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!used.contains(String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    Blob newBlob() throws IOException {
        var place = UUID.randomUUID().toString();
        var file = blob(place);
        Files.createDirectories(file.resolveSibling("."));
        return new Blob(place, Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    @Override
    InputStream readBlob(String place, long from) throws IOException {
        var channel = FileChannel.open(blob(place), StandardOpenOption.READ);
        return Channels.newInputStream(channel.position(from));
    }

    @Override
    void dropBlob(String place) throws IOException {
        try {
            Files.deleteIfExists(blob(place));
        } catch (FileSystemException e) {
            // Somebody reads it, on a system that keeps open files: swept at the next start.
            blob(place).toFile().deleteOnExit();
        }
    }

    @Override
    void keep(Bucket bucket) throws IOException {
        var properties = new Properties();
        properties.setProperty("name", bucket.name());
        properties.setProperty("created", bucket.created().toString());
        properties.setProperty("acl", bucket.acl());
        bucket.documents()
                .forEach((name, text) -> properties.setProperty("document." + name, text));
        WholeFile.replaceUnsynced(
                folder(bucket.name()).resolve("bucket" + LABEL),
                out -> properties.store(out, null));
    }

    @Override
    void forget(Bucket bucket) throws IOException {
        try (var files = Files.walk(folder(bucket.name()))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    void keep(StoredObject object) throws IOException {
        var properties = new Properties();
        properties.setProperty("key", object.key());
        properties.setProperty("size", Long.toString(object.size()));
        properties.setProperty("modified", object.modified().toString());
        properties.setProperty("etag", object.etag());
        properties.setProperty("crc", Long.toUnsignedString(object.crc()));
        properties.setProperty("place", object.place());
        object.headers().forEach((name, value) -> properties.setProperty("header." + name, value));
        WholeFile.replaceUnsynced(label(object), out -> properties.store(out, null));
    }

    @Override
    void forget(StoredObject object) throws IOException {
        Files.deleteIfExists(label(object));
    }

    private Path folder(String bucket) {
        // The prefix keeps names such as "con" or "aux" harmless on Windows.
        return buckets.resolve("b-" + bucket);
    }

    private Path label(StoredObject object) {
        var name = sha256(object.key());
        return folder(object.bucket()).resolve(name.substring(0, 2)).resolve(name + LABEL);
    }

    private Path blob(String place) {
        return blobs.resolve(place.substring(0, 2)).resolve(place);
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static String sha256(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
