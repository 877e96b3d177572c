package dev.atelier.checkpoint;

import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A copy of a reference checkpoint with some tensors left out or replaced, with the configuration
/// that lies beside it.
public final class EditedFile {
    private record Tensor(DType dtype, List<Long> shape, byte[] bytes) {}

    private final Path source;
    private final Map<String, Tensor> replaced = new TreeMap<>();
    private Predicate<String> kept = name -> true;

    private EditedFile(Path source) {
        this.source = source;
    }

    /// Of the reference checkpoint called `name`.
    public static EditedFile of(String name) {
        return new EditedFile(GoldenCheckpoints.file(name));
    }

    /// Without the tensors whose keys begin so.
    public EditedFile without(String prefix) {
        var before = kept;
        kept = name -> before.test(name) && !name.startsWith(prefix);
        return this;
    }

    /// With another tensor under this key, in place of the file's own or beside them.
    public EditedFile with(String key, DType dtype, List<Long> shape, byte[] bytes) {
        replaced.put(key, new Tensor(dtype, shape, bytes));
        return this;
    }

    /// The same in float32.
    public EditedFile with(String key, List<Long> shape, float[] values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return with(key, DType.F32, shape, bytes.array());
    }

    /// Writes it.
    public Path write(Path target) throws IOException {
        Files.copy(
                source.resolveSibling(source.getFileName() + ".json"),
                target.resolveSibling(target.getFileName() + ".json"));
        try (var file = SafetensorsFile.open(source)) {
            var entries = new ArrayList<Entry>();
            for (var info : file.tensors().values()) {
                if (kept.test(info.name()) && !replaced.containsKey(info.name())) {
                    entries.add(new Entry(info.name(), info.dtype(), info.shape()));
                }
            }
            replaced.forEach((key, it) -> entries.add(new Entry(key, it.dtype, it.shape)));
            SafetensorsWriter.write(
                    target,
                    file.metadata(),
                    entries,
                    entry -> {
                        var own = replaced.get(entry.name());
                        return own == null ? file.bytes(entry.name()) : own.bytes;
                    });
        }
        return target;
    }
}
