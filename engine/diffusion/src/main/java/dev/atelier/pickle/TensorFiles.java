package dev.atelier.pickle;

import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens files of tensors by what they hold, whatever their names say.
public final class TensorFiles {
    private TensorFiles() {}

    /// Opens a safetensors file or one of PyTorch's. The caller closes it.
    ///
    /// @throws IOException when it cannot be read or is neither; the message says what is wrong,
    ///   and what else it is where that is known
    public static TensorFile open(Path path) throws IOException {
        var start = start(path);
        var bytes = MemorySegment.ofArray(start);
        // Zip archives and pickles begin with bytes that would make a safetensors header of
        // terabytes; so do texts and the files of other programs.
        if (Storages.isZip(bytes) || Storages.isLegacy(bytes)) {
            return TorchFile.open(path);
        }
        var other = OtherFile.of(start);
        if (other.isPresent()) {
            throw new OtherFileException(path, other.get());
        }
        return SafetensorsFile.open(path);
    }

    private static byte[] start(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(OtherFile.START);
        }
    }
}
