package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.image.Bitmap;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;

/// HED, `hed.py`: soft edges.
record SoftEdgeNetwork(Torch torch, TorchModule module) implements Annotator {
    /// Convolutions in each block.
    private static final int[] LAYERS = {2, 2, 3, 3, 3};

    private static final long SAFE = 2;

    static SoftEdgeNetwork load(Path path, Compute compute) throws IOException {
        try (var file = AnnotatorFile.open(path)) {
            file.expect("norm", 1, 3, 1, 1);
            long in = 3;
            for (int i = 0; i < LAYERS.length; i++) {
                var block = "block" + (i + 1);
                long width = file.size(block + ".convs.0.weight", 0);
                for (int j = 0; j < LAYERS[i]; j++) {
                    file.conv(block + ".convs." + j, width, in, 3);
                    in = width;
                }
                file.conv(block + ".projection", 1, width, 1);
            }
            return new SoftEdgeNetwork(compute.torch(), file.load("hed.py", compute));
        }
    }

    @Override
    public Bitmap map(String module, Bitmap picture, Drawing drawing) {
        return Annotator.drawn(torch, this.module, picture, module.endsWith("_safe") ? SAFE : 0L);
    }

    @Override
    public void close() {
        module.close();
    }
}
