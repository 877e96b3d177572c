package dev.atelier.pickle;

import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens files of tensors by what they hold, whatever their names say.
public final class TensorFiles {
    private TensorFiles() {}

    /// Opens a safetensors file or one of PyTorch's. The caller closes it.
    ///
    /// @throws IOException when it cannot be read or is neither; the message says what is wrong
    public static TensorFile open(Path path) throws IOException {
        return isTorch(path) ? TorchFile.open(path) : SafetensorsFile.open(path);
    }

    /// Zip archives and pickles begin with bytes that would make a safetensors header of terabytes.
    private static boolean isTorch(Path path) throws IOException {
        var start = ByteBuffer.allocate(Integer.BYTES);
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            int count = 0;
            while (count >= 0 && start.hasRemaining()) {
                count = channel.read(start);
            }
        }
        var bytes = MemorySegment.ofArray(start.array());
        return Storages.isZip(bytes) || Storages.isLegacy(bytes);
    }
}
