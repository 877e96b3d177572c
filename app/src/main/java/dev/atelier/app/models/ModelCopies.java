package dev.atelier.app.models;

import dev.atelier.checkpoint.FileHashes;
import dev.atelier.recipe.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Models that lie on the disk more than once, by the hash of the whole file.
///
/// @param sets files that are equal, at least two in each
/// @param wastedBytes what all but the first of each take
record ModelCopies(List<List<Path>> sets, long wastedBytes) {
    static final ModelCopies NONE = new ModelCopies(List.of(), 0);

    private static final Logger log = LoggerFactory.getLogger(ModelCopies.class);
    private static final int SAMPLES = 8;
    private static final int SAMPLE_BYTES = 4096;

    ModelCopies {
        sets = sets.stream().map(List::copyOf).toList();
    }

    /// What tells files apart.
    private interface Mark {
        Object of(Path file) throws IOException;
    }

    /// Compares sizes, then a few places in files of one size, and hashes only what is still alike:
    /// many checkpoints have one size, and hashing them all would take minutes.
    static ModelCopies of(List<ModelRow> rows, FileHashes hashes, Cancellation cancellation) {
        var files = rows.stream().map(ModelRow::file).filter(Files::isRegularFile).toList();
        var sets = new ArrayList<List<Path>>();
        long wasted = 0;
        for (var sameSize : alike(files, Files::size)) {
            for (var likely : alike(ownPlaces(sameSize), ModelCopies::sample)) {
                for (var same : alike(likely, file -> hashes.sha256(file, cancellation))) {
                    sets.add(same);
                    wasted += (same.size() - 1) * same.getFirst().toFile().length();
                }
            }
        }
        return new ModelCopies(sets, wasted);
    }

    /// How many files could go.
    int superfluous() {
        return sets.stream().mapToInt(set -> set.size() - 1).sum();
    }

    boolean contains(Path file) {
        return sets.stream().anyMatch(set -> set.contains(file));
    }

    /// The other files with the same content.
    List<Path> of(Path file) {
        return sets.stream()
                .filter(set -> set.contains(file))
                .flatMap(List::stream)
                .filter(other -> !other.equals(file))
                .toList();
    }

    private static Collection<List<Path>> alike(List<Path> files, Mark mark) {
        var groups = new LinkedHashMap<Object, List<Path>>();
        for (var file : files) {
            try {
                groups.computeIfAbsent(mark.of(file), _ -> new ArrayList<>()).add(file);
            } catch (IOException e) {
                log.debug("{} was not compared", file, e); // it is gone, or using it says why
            }
        }
        return groups.values().stream().filter(it -> it.size() > 1).toList();
    }

    /// Without links to a file that is among them: they take no room.
    private static List<Path> ownPlaces(List<Path> files) {
        var places = new LinkedHashMap<Object, Path>();
        for (var file : files) {
            try {
                var real = file.toRealPath();
                var key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
                places.putIfAbsent(Optional.ofNullable(key).orElse(real), file);
            } catch (IOException e) {
                log.debug("{} was not compared", file, e);
            }
        }
        return List.copyOf(places.values());
    }

    private static ByteBuffer sample(Path file) throws IOException {
        var bytes = ByteBuffer.allocate(SAMPLES * SAMPLE_BYTES);
        try (var channel = FileChannel.open(file)) {
            long step = Math.max(0, channel.size() - SAMPLE_BYTES) / (SAMPLES - 1);
            for (int i = 0; i < SAMPLES; i++) {
                bytes.limit((i + 1) * SAMPLE_BYTES);
                bytes.position(i * SAMPLE_BYTES);
                channel.read(bytes, i * step); // what is short leaves zeros
            }
        }
        return bytes.clear();
    }
}
