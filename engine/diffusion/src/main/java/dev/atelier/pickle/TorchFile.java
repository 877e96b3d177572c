package dev.atelier.pickle;

import dev.atelier.pickle.Pickled.Tensor;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An open file of `torch.save`, in today's zip form or that before PyTorch 1.6. Its tensors are
/// those of the dictionary it holds, or of that dictionary's `state_dict`. Bytes that lie in the
/// file in order are mapped; others are unpacked or copied when they are first asked for, and where
/// that fails an [UncheckedIOException] holds a [PickleException].
public final class TorchFile implements TensorFile {
    /// The two dictionaries in files of IP-Adapters.
    private static final List<String> PARTS = List.of("image_proj", "ip_adapter");

    private static final List<String> INNER = List.of("state_dict", "model_state_dict");

    private final Path path;
    private final Arena arena;
    private final Storages storages;
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();
    private final Map<String, LazyBytes> segments = new LinkedHashMap<>();

    private TorchFile(Path path, Arena arena, Storages storages) throws MalformedPickleException {
        this.path = path;
        this.arena = arena;
        this.storages = storages;
        var view = new TensorView(storages.data(), arena);
        for (var entry : dictionary(storages.root()).entrySet()) {
            if (entry.getKey() instanceof String name
                    && entry.getValue() instanceof Tensor tensor) {
                put(name, tensor, view);
            } else if (entry.getKey() instanceof String name
                    && PARTS.contains(name)
                    && entry.getValue() instanceof Map<?, ?> part) {
                for (var inner : part.entrySet()) {
                    if (inner.getValue() instanceof Tensor tensor) {
                        put(name + "." + inner.getKey(), tensor, view);
                    }
                }
            }
        }
    }

    /// Opens and checks a file. The caller closes it.
    ///
    /// @throws PickleException when it is not sound or asks for more than tensors, naming what
    /// @throws IOException when it cannot be read
    public static TorchFile open(Path path) throws IOException {
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return read(path, arena, bytes);
        } catch (MalformedPickleException e) {
            arena.close();
            throw new PickleException(path, e);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Reads a file that is in memory or mapped already.
    ///
    /// @param arena is closed with the result
    static TorchFile read(Path path, Arena arena, MemorySegment bytes)
            throws MalformedPickleException {
        return new TorchFile(path, arena, Storages.read(bytes, arena));
    }

    private static Map<?, ?> dictionary(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        for (var name : INNER) {
            if (map.get(name) instanceof Map<?, ?> inner) {
                return inner;
            }
        }
        return map;
    }

    private void put(String name, Tensor tensor, TensorView view) throws MalformedPickleException {
        var data = view.of(tensor);
        var dtype = tensor.storage().dtype();
        long begin = Math.max(0, data.begin());
        infos.put(
                name, new TensorInfo(name, dtype, tensor.shape(), begin, begin + data.sizeBytes()));
        segments.put(name, data);
    }

    /// The value of the file's pickle: lists, maps, texts, numbers and [Pickled] values.
    public Object root() {
        return storages.root();
    }

    /// The numbers of a tensor anywhere within [#root()], as floats, row by row.
    ///
    /// @throws PickleException when they are missing or damaged
    public float[] floats(Tensor tensor) throws PickleException {
        try {
            var data = new TensorView(storages.data(), Arena.ofAuto()).of(tensor);
            var info =
                    new TensorInfo(
                            "tensor",
                            tensor.storage().dtype(),
                            tensor.shape(),
                            0,
                            data.sizeBytes());
            return TensorFile.floats(info, data.bytes());
        } catch (MalformedPickleException e) {
            throw new PickleException(path, e);
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(infos);
    }

    @Override
    public MemorySegment segment(String name) {
        info(name);
        try {
            return present(name);
        } catch (PickleException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MemorySegment present(String name) throws PickleException {
        var bytes = segments.get(name);
        try {
            return bytes == null ? MemorySegment.NULL : bytes.bytes();
        } catch (MalformedPickleException e) {
            throw new PickleException(path, e);
        }
    }

    @Override
    public MemorySegment mapped(String name, Arena mapping) throws IOException {
        var info = info(name);
        if (info.begin() == 0) {
            var copy = mapping.allocate(info.sizeBytes(), Long.BYTES);
            MemorySegment.copy(present(name), 0, copy, 0, info.sizeBytes());
            return copy.asReadOnly();
        }
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(
                    FileChannel.MapMode.READ_ONLY, info.begin(), info.sizeBytes(), mapping);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
