package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.image.Bitmap;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;

/// PiDiNet, `pidinet.py`: fine soft edges.
record FineEdgeNetwork(Torch torch, TorchModule module) implements Annotator {
    /// Blocks at each size.
    private static final int[] BLOCKS = {3, 4, 4, 4};

    private static final long SAFE = 2;
    private static final long BLACK_AND_WHITE = -1;

    static FineEdgeNetwork load(Path path, Compute compute) throws IOException {
        try (var file = AnnotatorFile.open(path)) {
            long width = file.size("init_block.weight", 0);
            file.plain("init_block", width, 3, 3);
            for (int i = 0; i < BLOCKS.length; i++) {
                width = level(file, i, width);
            }
            file.conv("classifier", 1, BLOCKS.length, 1);
            return new FineEdgeNetwork(compute.torch(), file.load("pidinet.py", compute));
        }
    }

    private static long level(AnnotatorFile file, int level, long from) throws IOException {
        long in = from;
        for (int j = 1; j <= BLOCKS[level]; j++) {
            var block = "block%d_%d".formatted(level + 1, j);
            long out = file.size(block + ".conv2.weight", 0);
            long kernel = file.size(block + ".conv1.weight", 2); // five where it was converted
            file.plain(block + ".conv1", in, 1, kernel).plain(block + ".conv2", out, in, 1);
            if (level > 0 && j == 1) {
                file.conv(block + ".shortcut", out, in, 1);
            }
            in = out;
        }
        var dilated = "dilations." + level;
        long narrow = file.size(dilated + ".conv1.weight", 0);
        file.conv(dilated + ".conv1", narrow, in, 1);
        for (int i = 1; i <= 4; i++) {
            file.plain(dilated + ".conv2_" + i, narrow, narrow, 3);
        }
        var attended = "attentions." + level;
        long inner = file.size(attended + ".conv1.weight", 0);
        file.conv(attended + ".conv1", inner, narrow, 1).plain(attended + ".conv2", 1, inner, 3);
        file.conv("conv_reduces." + level + ".conv", 1, narrow, 1);
        return in;
    }

    @Override
    public Bitmap map(String module, Bitmap picture, Drawing drawing) {
        long how =
                switch (module) {
                    case "pidinet_safe" -> SAFE;
                    case "pidinet_sketch" -> BLACK_AND_WHITE;
                    default -> 0;
                };
        return Annotator.drawn(torch, this.module, picture, how);
    }

    @Override
    public void close() {
        module.close();
    }
}
