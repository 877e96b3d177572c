package dev.atelier.app.engine;

import dev.atelier.app.device.CudaFiles;
import dev.atelier.torch.Probe;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Torch;
import java.nio.file.Path;

/// What a process does that is started only to try a card: it may end with it.
public final class CardTrial {
    private CardTrial() {}

    /// Loads PyTorch's CUDA build and multiplies on the card.
    ///
    /// @param libraries the folder of the build's libraries
    /// @throws dev.atelier.torch.TorchException when the card does not compute
    public static void run(Path libraries, int card) {
        Torch.loadFrom(libraries, CudaFiles.FLAVOR);
        try (var torch = Torch.startOnCard(card)) {
            Probe.multiply(torch, Strategy.CUDA_F16);
        }
    }
}
