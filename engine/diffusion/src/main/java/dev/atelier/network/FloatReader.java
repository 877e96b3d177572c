package dev.atelier.network;

import dev.atelier.safetensors.TensorFile;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.lang.foreign.Arena;

/// Reads tensors of files in float32, whatever they are stored as.
public final class FloatReader {
    private final Torch torch;
    private final TorchModule module;

    /// @param module any network text
    public FloatReader(Torch torch, TorchModule module) {
        this.torch = torch;
        this.module = module;
    }

    /// A copy, which the caller closes.
    ///
    /// @throws IllegalArgumentException when there is no such tensor, or it is not of fractions
    /// @throws IOException when the file can no longer be read
    public Tensor read(TensorFile file, String name) throws IOException {
        return read(file, name, "widened");
    }

    /// The same in memory that the next call of this method overwrites, until [#forget]: fresh
    /// memory for each weight would cost more than reading it.
    public Tensor readAgain(TensorFile file, String name) throws IOException {
        return read(file, name, "widened_again");
    }

    /// Frees the memory that is overwritten.
    public void forget() {
        module.callLong("forget");
    }

    private Tensor read(TensorFile file, String name, String method) throws IOException {
        var info = file.info(name);
        try (var arena = Arena.ofConfined()) {
            var bytes = file.mapped(name, arena);
            var dtype = WeightLoader.dtype(info.dtype());
            try (var raw = torch.view(bytes.asByteBuffer(), dtype, info.count())) {
                long stored = dtype.isReinterpreted() ? dtype.code() : -1;
                return module.call(method, raw, stored, info.sizes());
            }
        }
    }
}
