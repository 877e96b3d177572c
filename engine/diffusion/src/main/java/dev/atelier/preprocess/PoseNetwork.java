package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.image.Bitmap;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// OpenPose's body network, `bodypose.py`: joints and limbs of people, in colours.
record PoseNetwork(Torch torch, TorchModule module) implements Annotator {
    /// Half the height that the network was trained at.
    private static final double SEEN_HEIGHT = 0.5 * 368;

    private static final int STRIDE = 8;
    private static final byte PADDING = (byte) 128;

    /// The published file leaves the names of the stages out.
    private static final Pattern STAGES = Pattern.compile("^(module\\.)?model\\d(_\\d)?\\.");

    static PoseNetwork load(Path path, Compute compute) throws IOException {
        try (var file = AnnotatorFile.open(path, STAGES)) {
            long in = 3;
            for (var name : features()) {
                in = conv(file, name, in);
            }
            long features = in;
            long[] ends = {0, 0};
            for (int branch = 0; branch < 2; branch++) {
                long width = features;
                for (int i = 1; i <= 5; i++) {
                    width = conv(file, "conv5_%d_CPM_L%d".formatted(i, branch + 1), width);
                }
                ends[branch] = width;
            }
            stages(file, features, ends);
            return new PoseNetwork(compute.torch(), file.load("bodypose.py", compute));
        }
    }

    private static List<String> features() {
        return List.of(
                "conv1_1",
                "conv1_2",
                "conv2_1",
                "conv2_2",
                "conv3_1",
                "conv3_2",
                "conv3_3",
                "conv3_4",
                "conv4_1",
                "conv4_2",
                "conv4_3_CPM",
                "conv4_4_CPM");
    }

    private static void stages(AnnotatorFile file, long features, long[] first) throws IOException {
        for (int stage = 2; stage <= 6; stage++) {
            for (int branch = 0; branch < 2; branch++) {
                long width = first[0] + first[1] + features;
                for (int i = 1; i < 7; i++) {
                    width = conv(file, name(i, stage, branch), width);
                }
                // All stages see as many maps as the first one gives.
                file.conv(name(7, stage, branch), first[branch], width, 1);
            }
        }
        file.expect(name(7, 6, 0) + ".bias", PoseMaps.FIELDS)
                .expect(name(7, 6, 1) + ".bias", PoseMaps.JOINTS + 1);
    }

    private static String name(int layer, int stage, int branch) {
        return "Mconv%d_stage%d_L%d".formatted(layer, stage, branch + 1);
    }

    private static long conv(AnnotatorFile file, String path, long in) throws IOException {
        long out = file.size(path + ".weight", 0);
        file.conv(path, out, in, file.size(path + ".weight", 2));
        return out;
    }

    @Override
    public Bitmap map(String module, Bitmap picture, Drawing drawing) {
        var sight = Input.of(picture);
        try (var maps = Annotator.see(torch, this.module, "detect", sight.padded)) {
            return sight.painted(maps.floats());
        }
    }

    /// A picture as the network sees it.
    ///
    /// @param small without the grey border
    record Input(int width, int height, Bitmap small, Bitmap padded) {
        static Input of(Bitmap picture) {
            int width = picture.width();
            int height = picture.height();
            double scale = SEEN_HEIGHT / height;
            var small = resized(picture, (int) (width * scale), (int) (height * scale));
            return new Input(width, height, small, PoseNetwork.padded(small));
        }

        /// The bodies that all maps together show.
        Bitmap painted(float[] maps) {
            var pose = new PoseMaps(channel -> grid(maps, channel), height);
            return PosePainter.painted(pose.bodies(), width, height);
        }

        /// One map at the size of the picture.
        private FloatPlane grid(float[] maps, int channel) {
            int across = padded.width() / STRIDE;
            int down = padded.height() / STRIDE;
            int from = channel * across * down;
            var own = Arrays.copyOfRange(maps, from, from + across * down);
            return new FloatPlane(across, down, own)
                    .resized(padded.width(), padded.height())
                    .cropped(small.width(), small.height())
                    .resized(width, height);
        }
    }

    /// Blue first, as the network was trained.
    private static Bitmap resized(Bitmap picture, int width, int height) {
        int toWidth = Math.max(1, width);
        int toHeight = Math.max(1, height);
        var result = new byte[toWidth * toHeight * 3];
        for (int c = 0; c < 3; c++) {
            var values = new float[picture.width() * picture.height()];
            for (int i = 0; i < values.length; i++) {
                values[i] = picture.bytes()[3 * i + 2 - c] & 0xFF;
            }
            var grid = new FloatPlane(picture.width(), picture.height(), values);
            var small = grid.resized(toWidth, toHeight).values();
            for (int i = 0; i < small.length; i++) {
                result[3 * i + c] = (byte) Math.clamp(Math.round(small[i]), 0, 255);
            }
        }
        return new Bitmap(toWidth, toHeight, 3, result);
    }

    /// Grey at the right and below, to multiples of [#STRIDE].
    private static Bitmap padded(Bitmap picture) {
        int width = (picture.width() + STRIDE - 1) / STRIDE * STRIDE;
        int height = (picture.height() + STRIDE - 1) / STRIDE * STRIDE;
        var grey = new byte[width * height * 3];
        Arrays.fill(grey, PADDING);
        return new Bitmap(width, height, 3, grey).with(picture, 0, 0);
    }

    @Override
    public void close() {
        module.close();
    }
}
