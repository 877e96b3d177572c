package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.image.Bitmap;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;

/// The generator of Informative Drawings, `lineart.py`: line art, light on black.
record LineArtNetwork(Torch torch, TorchModule module) implements Annotator {
    static LineArtNetwork load(Path path, Compute compute) throws IOException {
        try (var file = AnnotatorFile.open(path)) {
            long wide = file.size("model0.1.weight", 0);
            long half = file.size("model1.0.weight", 0);
            long quarter = file.size("model1.3.weight", 0);
            file.conv("model0.1", wide, 3, 7)
                    .conv("model1.0", half, wide, 3)
                    .conv("model1.3", quarter, half, 3);
            int blocks = Math.max(1, file.count("model2.", ".conv_block.1.weight"));
            for (int i = 0; i < blocks; i++) {
                var block = "model2." + i + ".conv_block.";
                file.conv(block + 1, quarter, quarter, 3).conv(block + 5, quarter, quarter, 3);
            }
            // Transposed convolutions have their inputs first.
            file.expect("model3.0.weight", quarter, half, 3, 3).expect("model3.0.bias", half);
            file.expect("model3.3.weight", half, wide, 3, 3).expect("model3.3.bias", wide);
            file.conv("model4.1", 1, wide, 7);
            return new LineArtNetwork(compute.torch(), file.load("lineart.py", compute));
        }
    }

    @Override
    public Bitmap map(String module, Bitmap picture, Drawing drawing) {
        return Annotator.drawn(torch, this.module, picture);
    }

    @Override
    public void close() {
        module.close();
    }
}
