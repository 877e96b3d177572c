package dev.atelier.network;

import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.checkpoint.TaesdFile.Part;
import dev.atelier.checkpoint.Weight;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The tiny autoencoder TAESD, `taesd.py`. Its latents are as the UNet sees them: no scale factor.
public final class Taesd implements AutoCloseable {
    private final TorchModule module;
    private final Compute compute;
    private final Set<Part> parts = EnumSet.noneOf(Part.class);

    private Taesd(Compute compute) {
        this.compute = compute;
        this.module = compute.compile("taesd.py", Map.of());
    }

    /// One without weights, which can do nothing yet.
    public static Taesd empty(Compute compute) {
        return new Taesd(compute);
    }

    /// Loads what a file holds; a half that is there already is replaced. Blocks for a moment; the
    /// file may be closed afterwards.
    ///
    /// @throws IOException when the file can no longer be read
    public void load(TaesdFile file) throws IOException {
        for (var part : Part.values()) {
            var keys = file.keys(part);
            var weights =
                    keys.entrySet().stream()
                            .map(it -> new Weight(it.getKey(), it.getKey(), it.getValue()))
                            .toList();
            new WeightLoader(compute.torch(), file.file()).load(module, weights);
            for (var path : keys.values()) {
                zeroBias(path, keys, file.width(part));
            }
            if (file.has(part)) {
                parts.add(part);
            }
        }
    }

    /// Convolutions between blocks have no bias; the network text adds one to every convolution.
    private void zeroBias(String path, Map<String, String> keys, int width) {
        var bias = path.replaceAll("weight$", "bias");
        if (!keys.containsValue(bias)) {
            try (var zeros = compute.torch().floats(new float[width], width)) {
                module.callLong("put", bias, zeros, -1L, new long[] {width});
            }
        }
    }

    /// Whether it has this half.
    public boolean has(Part part) {
        return parts.contains(part);
    }

    /// Pictures from latents.
    ///
    /// @param z `[B, 4, H/8, W/8]` float32
    /// @return `[B, 3, H, W]` float32 around [0, 1], the caller closes it
    public Tensor decode(Tensor z) {
        return new Staged(module, "decoded").run("begin_decode", z);
    }

    /// Pictures as bytes from latents: `[B, H, W, 3]` uint8, red first; the caller closes it.
    public Tensor decodePixels(Tensor z) {
        return new Staged(module, "decoded_pixels").run("begin_decode", z);
    }

    /// A picture's latents.
    ///
    /// @param x `[B, 3, H, W]` float32 in [0, 1]
    /// @return `[B, 4, H/8, W/8]` float32, the caller closes it
    public Tensor encode(Tensor x) {
        return new Staged(module, "encoded").run("begin_encode", x);
    }

    /// Lets the edges of pictures fit each other, or not; holds until set again.
    public void tile(boolean on) {
        module.callLong("set_tiling", on);
    }

    @Override
    public void close() {
        module.close();
    }
}
