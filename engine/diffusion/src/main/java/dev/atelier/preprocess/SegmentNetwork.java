package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.image.Bitmap;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;

/// M-LSD, `mlsd.py`: straight line segments, white on black.
record SegmentNetwork(Torch torch, TorchModule module) implements Annotator {
    private static final int LAST_FEATURE = 13;
    private static final long MOST = 200;
    private static final int NUMBERS = 7;

    /// The map has half the size of the picture.
    private static final double GROWS = 2;

    static SegmentNetwork load(Path path, Compute compute) throws IOException {
        try (var file = AnnotatorFile.open(path)) {
            var widths = backbone(file);
            long below = widths[LAST_FEATURE];
            int[] taken = {10, 6, 3, 1};
            for (int k = 0; k < taken.length; k++) {
                below = joined(file, 15 + 2 * k, widths[taken[k]], below);
            }
            conv(file, "block23.conv1", below, below, 3);
            conv(file, "block23.conv2", below, below, 3);
            file.conv("block23.conv3", file.size("block23.conv3.weight", 0), below, 1);
            return new SegmentNetwork(compute.torch(), file.load("mlsd.py", compute));
        }
    }

    private static long[] backbone(AnnotatorFile file) throws IOException {
        var widths = new long[LAST_FEATURE + 1];
        var first = "backbone.features.0";
        widths[0] = file.size(first + ".0.weight", 0);
        file.plain(first + ".0", widths[0], 4, 3).batchNorm(first + ".1", widths[0]);
        for (int i = 1; i <= LAST_FEATURE; i++) {
            var block = "backbone.features." + i + ".conv.";
            long in = widths[i - 1];
            long hidden = in;
            int deep = 0;
            if (file.has(block + "1.0.weight")) {
                hidden = file.size(block + "0.0.weight", 0);
                file.plain(block + "0.0", hidden, in, 1).batchNorm(block + "0.1", hidden);
                deep = 1;
            }
            file.plain(block + deep + ".0", hidden, 1, 3).batchNorm(block + deep + ".1", hidden);
            widths[i] = file.size(block + (deep + 1) + ".weight", 0);
            file.plain(block + (deep + 1), widths[i], hidden, 1);
            file.batchNorm(block + (deep + 2), widths[i]);
        }
        return widths;
    }

    /// Both blocks of a level.
    private static long joined(AnnotatorFile file, int block, long beside, long below)
            throws IOException {
        var path = "block" + block;
        long one = file.size(path + ".conv1.0.weight", 0);
        long other = file.size(path + ".conv2.0.weight", 0);
        conv(file, path + ".conv1", one, below, 1);
        conv(file, path + ".conv2", other, beside, 1);
        var next = "block" + (block + 1);
        long out = file.size(next + ".conv2.0.weight", 0);
        conv(file, next + ".conv1", one + other, one + other, 3);
        conv(file, next + ".conv2", out, one + other, 3);
        return out;
    }

    private static void conv(AnnotatorFile file, String path, long out, long in, long kernel) {
        file.conv(path + ".0", out, in, kernel).batchNorm(path + ".1", out);
    }

    /// @param drawing its first number is the least score of a segment, its second the least length
    @Override
    public Bitmap map(String module, Bitmap picture, Drawing drawing) {
        try (var maps = Annotator.see(torch, this.module, "segments", picture)) {
            return drawn(maps, picture.width(), picture.height(), drawing);
        }
    }

    /// The segments of the network's maps.
    Bitmap drawn(Tensor maps, int width, int height, Drawing drawing) {
        try (var peaks = module.call("peaks", maps, MOST)) {
            var canvas = new OpenCvCanvas(width, height);
            var all = peaks.floats();
            for (int at = 0; at + NUMBERS <= all.length; at += NUMBERS) {
                draw(canvas, all, at, drawing);
            }
            return canvas.bitmap();
        }
    }

    private static void draw(OpenCvCanvas canvas, float[] all, int at, Drawing drawing) {
        float across = all[at + 3] - all[at + 5];
        float down = all[at + 4] - all[at + 6];
        float length = (float) Math.sqrt(across * across + down * down);
        if (all[at + 2] > drawing.a() && length > drawing.b()) {
            int y = (int) all[at];
            int x = (int) all[at + 1];
            canvas.line(
                    (int) (GROWS * (x + (double) all[at + 3])),
                    (int) (GROWS * (y + (double) all[at + 4])),
                    (int) (GROWS * (x + (double) all[at + 5])),
                    (int) (GROWS * (y + (double) all[at + 6])),
                    OpenCvCanvas.WHITE);
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
