package dev.atelier.checkpoint.diffusers;

import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tensors of one or more files under other names, as one file. Closing closes them all.
final class Assembled implements TensorFile {
    private final Path path;
    private final Map<String, String> metadata;
    private final List<Part> parts;
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();
    private final Map<String, Source> sources = new LinkedHashMap<>();

    /// A file, and what its tensors are called from now on.
    record Part(TensorFile file, KeyMapping names) {}

    private record Source(TensorFile file, String name) {}

    /// Where two parts have a tensor of one name, the first counts.
    Assembled(Path path, Map<String, String> metadata, List<Part> parts) {
        this.path = path;
        this.metadata = metadata;
        this.parts = List.copyOf(parts);
        for (var part : parts) {
            part.file.tensors().values().forEach(info -> put(part, info));
        }
    }

    private void put(Part part, TensorInfo own) {
        var name = part.names.ldm(own.name());
        var shape = part.names.shape(name, own.shape());
        var info = new TensorInfo(name, own.dtype(), shape, own.begin(), own.end());
        if (infos.putIfAbsent(name, info) == null) {
            sources.put(name, new Source(part.file, own.name()));
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(infos);
    }

    @Override
    public MemorySegment segment(String name) {
        var source = source(name);
        return source.file.segment(source.name);
    }

    @Override
    public MemorySegment mapped(String name, Arena arena) throws IOException {
        var source = source(name);
        return source.file.mapped(source.name, arena);
    }

    private Source source(String name) {
        var source = sources.get(name);
        if (source == null) {
            throw new IllegalArgumentException(
                    "[" + path.getFileName() + "] no tensor named " + name);
        }
        return source;
    }

    @Override
    public void close() {
        parts.forEach(part -> part.file.close());
    }
}
