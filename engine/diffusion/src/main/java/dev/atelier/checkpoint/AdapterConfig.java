package dev.atelier.checkpoint;

import dev.atelier.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sizes of a T2I-Adapter, read off the shapes in its file; keys are below [TensorLayout#UNET].
///
/// @param light whether it is one of the small ones
/// @param inChannels of its picture after the unshuffling
/// @param widths of its features, from the largest map to the smallest
/// @param blocks of each feature
public record AdapterConfig(boolean light, int inChannels, List<Integer> widths, int blocks) {
    private static final int FEATURES = 4;
    private static final int MOST_BLOCKS = 64;
    private static final String ROOT = TensorLayout.UNET;

    /// Adapters of SDXL see pictures that are twice as much smaller: of one channel or of three.
    private static final List<Integer> XL_CHANNELS = List.of(256, 768);

    public AdapterConfig {
        widths = List.copyOf(widths);
    }

    static AdapterConfig of(Map<String, TensorInfo> tensors, boolean light) {
        int count = 0;
        while (count < MOST_BLOCKS && begins(tensors, count)) {
            count++;
        }
        int blocks = Math.max(1, count / FEATURES);
        var widths = new ArrayList<Integer>();
        for (int i = 0; i < FEATURES; i++) {
            var last =
                    light
                            ? ROOT + "body." + i + ".out_conv.weight"
                            : ROOT + "body." + ((i + 1) * blocks - 1) + ".block2.weight";
            widths.add(size(tensors, last, 0));
        }
        var first = light ? "body.0.in_conv.weight" : "conv_in.weight";
        return new AdapterConfig(light, size(tensors, ROOT + first, 1), widths, blocks);
    }

    private static boolean begins(Map<String, TensorInfo> tensors, int block) {
        var path = ROOT + "body." + block;
        return tensors.containsKey(path + ".block1.weight")
                || tensors.containsKey(path + ".in_conv.weight");
    }

    private static int size(Map<String, TensorInfo> tensors, String key, int axis) {
        var info = tensors.get(key);
        return info == null || info.shape().size() != 4
                ? 0
                : Math.clamp(info.shape().get(axis), 0, Integer.MAX_VALUE);
    }

    /// Whether it was made for SDXL.
    public boolean xl() {
        return XL_CHANNELS.contains(inChannels);
    }

    /// How many pixels along an edge become one.
    public int shuffle() {
        return xl() ? 16 : 8;
    }

    /// Channels of the picture it sees: 1 of grey ones.
    public int pictureChannels() {
        return inChannels / (shuffle() * shuffle());
    }

    /// Numbers of the blocks before which the maps are halved.
    public List<Integer> halvings() {
        var places = xl() ? List.of(2) : List.of(1, 2, 3);
        return places.stream().map(place -> place * blocks).toList();
    }

    /// The input blocks of the UNet to whose outputs the features are added; the middle has the
    /// number after the last.
    ///
    /// @param inputBlocks how many there are
    public List<Integer> places(int inputBlocks) {
        return xl() ? List.of(3, 5, 8, inputBlocks) : List.of(2, 5, 8, 11);
    }

    /// Its tensors, which a file may have more of.
    Map<String, List<Long>> expected(Map<String, TensorInfo> tensors) {
        var shapes = new LinkedHashMap<String, List<Long>>();
        if (!light) {
            conv(shapes, "conv_in", inChannels, widths.getFirst(), 3);
        }
        int from = light ? inChannels : widths.getFirst();
        for (int i = 0; i < FEATURES; i++) {
            int width = widths.get(i);
            if (light) {
                extractor(shapes, tensors, i, from);
            } else {
                for (int j = i * blocks; j < (i + 1) * blocks; j++) {
                    block(
                            shapes,
                            tensors,
                            "body." + j,
                            new Edge(j == i * blocks ? from : width, width));
                }
            }
            from = width;
        }
        return shapes;
    }

    private record Edge(int from, int to) {}

    private static void block(
            Map<String, List<Long>> shapes,
            Map<String, TensorInfo> tensors,
            String path,
            Edge edge) {
        int kernel = size(tensors, ROOT + path + ".block2.weight", 2);
        boolean has = tensors.containsKey(ROOT + path + ".in_conv.weight");
        if (has || edge.from != edge.to) {
            conv(shapes, path + ".in_conv", edge.from, edge.to, kernel);
        }
        conv(shapes, path + ".block1", edge.to, edge.to, 3);
        conv(shapes, path + ".block2", edge.to, edge.to, kernel);
        if (tensors.containsKey(ROOT + path + ".skep.weight")) {
            conv(shapes, path + ".skep", edge.to, edge.to, kernel);
        }
        if (tensors.containsKey(ROOT + path + ".down_opt.op.weight")) {
            conv(shapes, path + ".down_opt.op", edge.from, edge.from, 3);
        }
    }

    private void extractor(
            Map<String, List<Long>> shapes, Map<String, TensorInfo> tensors, int level, int from) {
        var path = "body." + level;
        int inner = size(tensors, ROOT + path + ".in_conv.weight", 0);
        conv(shapes, path + ".in_conv", from, inner, 1);
        for (int j = 0;
                j < MOST_BLOCKS
                        && tensors.containsKey(ROOT + path + ".body." + j + ".block1.weight");
                j++) {
            conv(shapes, path + ".body." + j + ".block1", inner, inner, 3);
            conv(shapes, path + ".body." + j + ".block2", inner, inner, 3);
        }
        conv(shapes, path + ".out_conv", inner, widths.get(level), 1);
    }

    private static void conv(
            Map<String, List<Long>> shapes, String path, long from, long to, long kernel) {
        shapes.put(ROOT + path + ".weight", List.of(to, from, kernel, kernel));
        shapes.put(ROOT + path + ".bias", List.of(to));
    }
}
