package dev.atelier.network;

import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import java.io.IOException;

/// A network by which a picture controls what a UNet makes. Holds its memory until closed; used by
/// one thread at a time.
public sealed interface ControlNetwork extends AutoCloseable permits ControlNet, T2iAdapter {
    /// Loads what a file holds, converted for `compute`. Blocks for seconds; the file may be closed
    /// afterwards.
    ///
    /// @param base the checkpoint whose UNet it is to control; the file fits it
    /// @throws IOException when a file can no longer be read
    static ControlNetwork load(ControlFile file, Checkpoint base, Compute compute)
            throws IOException {
        return file.kind().isAdapter()
                ? T2iAdapter.load(file, base, compute)
                : ControlNet.load(file, base, compute);
    }

    /// What it makes of a picture once for all timesteps.
    ///
    /// @param picture `[1, 3, H, W]` float32 in [0, 1], eight times as large as the latents; in
    ///   what is to be repainted -1, for networks that were trained so
    PreparedImage prepare(Tensor picture);

    /// A picture as a network sees it. Closing frees it; the network stays.
    sealed interface PreparedImage extends AutoCloseable
            permits ControlNet.Hint, T2iAdapter.Features {
        @Override
        void close();
    }

    @Override
    void close();
}
