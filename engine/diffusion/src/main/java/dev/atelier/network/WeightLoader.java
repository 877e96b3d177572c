package dev.atelier.network;

import dev.atelier.checkpoint.Weight;
import dev.atelier.recipe.StopPoint;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import dev.atelier.torch.Dtype;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;

/// Copies tensors from a file into a network, converted and laid out as its strategy wants: the one
/// place where raw weights become a network's own.
///
/// Each tensor is mapped, copied and unmapped by itself, so that the file never counts as memory in
/// use beyond its largest tensor.
public final class WeightLoader {
    private final Torch torch;
    private final TensorFile file;

    public WeightLoader(Torch torch, TensorFile file) {
        this.torch = torch;
        this.file = file;
    }

    /// Loads `weights` into `module` under their paths. Blocks; about a second per gigabyte.
    ///
    /// @throws IOException when the file can no longer be read
    public void load(TorchModule module, List<Weight> weights) throws IOException {
        for (var weight : weights) {
            StopPoint.pass();
            put(module, weight.path(), file.info(weight.stored()));
        }
    }

    private void put(TorchModule module, String path, TensorInfo info) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var bytes = file.mapped(info.name(), arena);
            var dtype = dtype(info.dtype());
            try (var raw = torch.view(bytes.asByteBuffer(), dtype, info.count())) {
                long stored = dtype.isReinterpreted() ? dtype.code() : -1;
                module.callLong("put", path, raw, stored, info.sizes());
            }
        }
    }

    static Dtype dtype(DType stored) {
        return switch (stored) {
            case F16 -> Dtype.F16;
            case BF16 -> Dtype.BF16;
            case F32 -> Dtype.F32;
            case F64 -> Dtype.F64;
            case F8_E4M3 -> Dtype.F8_E4M3;
            case F8_E5M2 -> Dtype.F8_E5M2;
            case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 ->
                    throw new IllegalArgumentException("weights stored as " + stored);
        };
    }
}
