package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.image.Bitmap;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;

/// Depth Anything, `depth.py`: near is light.
///
/// @param layers the four of the transformer that the head reads
record DepthNetwork(Torch torch, TorchModule module, long[] layers) implements Annotator {
    private static final String VIT = "pretrained.";
    private static final String HEAD = "depth_head.";
    private static final int PATCH = 14;

    /// The least edge of what the transformer sees.
    private static final int EDGE = 518;

    /// Of the large transformer.
    private static final long DEEP = 24;

    /// @param second whether it is of the second version, which reads layers all along
    static DepthNetwork load(Path path, Compute compute, boolean second) throws IOException {
        try (var file = AnnotatorFile.open(path)) {
            long width = file.size(VIT + "pos_embed", 2);
            long places = file.size(VIT + "pos_embed", 1);
            int depth = Math.max(4, file.count(VIT + "blocks.", ".norm1.weight"));
            file.expect(VIT + "cls_token", 1, 1, width)
                    .expect(VIT + "pos_embed", 1, places, width)
                    .conv(VIT + "patch_embed.proj", width, 3, PATCH)
                    .norm(VIT + "norm", width);
            for (int i = 0; i < depth; i++) {
                block(file, VIT + "blocks." + i, width);
            }
            head(file, width);
            var module = file.load("depth.py", compute);
            return new DepthNetwork(compute.torch(), module, layers(depth, second));
        }
    }

    private static long[] layers(long depth, boolean second) {
        if (second && depth == DEEP) {
            return new long[] {4, 11, 17, 23};
        }
        long step = second ? depth / 4 : 1;
        return new long[] {depth - 1 - 3 * step, depth - 1 - 2 * step, depth - 1 - step, depth - 1};
    }

    private static void block(AnnotatorFile file, String path, long width) throws IOException {
        long inner = file.size(path + ".mlp.fc1.weight", 0);
        file.norm(path + ".norm1", width)
                .linear(path + ".attn.qkv", 3 * width, width)
                .linear(path + ".attn.proj", width, width)
                .expect(path + ".ls1.gamma", width)
                .norm(path + ".norm2", width)
                .linear(path + ".mlp.fc1", inner, width)
                .linear(path + ".mlp.fc2", width, inner)
                .expect(path + ".ls2.gamma", width);
    }

    private static void head(AnnotatorFile file, long width) throws IOException {
        var scratch = HEAD + "scratch.";
        long fused = file.size(scratch + "layer1_rn.weight", 0);
        for (int i = 0; i < 4; i++) {
            long out = file.size(HEAD + "projects." + i + ".weight", 0);
            file.conv(HEAD + "projects." + i, out, width, 1);
            file.plain(scratch + "layer" + (i + 1) + "_rn", fused, out, 3);
            if (i != 2) {
                file.conv(HEAD + "resize_layers." + i, out, out, i == 3 ? 3 : 4 - 2 * i);
            }
            var refine = scratch + "refinenet" + (i + 1);
            file.conv(refine + ".out_conv", fused, fused, 1);
            for (int unit = i == 3 ? 2 : 1; unit <= 2; unit++) {
                var path = refine + ".resConfUnit" + unit;
                file.conv(path + ".conv1", fused, fused, 3).conv(path + ".conv2", fused, fused, 3);
            }
        }
        long half = file.size(scratch + "output_conv1.weight", 0);
        long last = file.size(scratch + "output_conv2.0.weight", 0);
        file.conv(scratch + "output_conv1", half, fused, 3)
                .conv(scratch + "output_conv2.0", last, half, 3)
                .conv(scratch + "output_conv2.2", 1, last, 1);
    }

    @Override
    public Bitmap map(String module, Bitmap picture, Drawing drawing) {
        var target = target(picture.width(), picture.height());
        return Annotator.drawn(torch, this.module, picture, target, layers);
    }

    /// Rows and columns that the transformer sees: the shorter edge is at least [#EDGE].
    private static long[] target(int width, int height) {
        double scale = Math.max((double) EDGE / height, (double) EDGE / width);
        return new long[] {whole(scale * height), whole(scale * width)};
    }

    private static long whole(double length) {
        long near = (long) Math.rint(length / PATCH) * PATCH;
        return near < EDGE ? (long) Math.ceil(length / PATCH) * PATCH : near;
    }

    @Override
    public void close() {
        module.close();
    }
}
