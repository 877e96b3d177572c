package dev.atelier.preprocess;

import dev.atelier.image.Bitmap;
import dev.atelier.safetensors.DType;
import dev.atelier.safetensors.SafetensorsWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// What `make.py` beside `annotators.tsv` makes by formulas, made in the same way.
final class AnnotatorCases {
    private AnnotatorCases() {}

    /// Rows of a kind: the cells after the first.
    static List<List<String>> rows(String kind) throws IOException {
        var table =
                Objects.requireNonNull(AnnotatorCases.class.getResourceAsStream("annotators.tsv"));
        try (var lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> Arrays.asList(line.split("\t", -1)))
                    .filter(cells -> cells.getFirst().equals(kind))
                    .map(cells -> cells.subList(1, cells.size()))
                    .toList();
        }
    }

    /// From -1 to 1.
    static double[] numbers(String key, int count) {
        var crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        int state = (int) crc.getValue();
        var numbers = new double[count];
        for (int i = 0; i < count; i++) {
            state = state * 1664525 + 1013904223;
            numbers[i] = (state >>> 8) / (double) (1 << 24) * 2 - 1;
        }
        return numbers;
    }

    /// Writes the weights of a network.
    static Path write(String network, Path to) throws IOException {
        return write(network, to, 1);
    }

    /// Writes a share of the tensors.
    static Path write(String network, Path to, double share) throws IOException {
        var all = rows("w").stream().filter(row -> row.getFirst().equals(network)).toList();
        var rows = all.subList(0, (int) (all.size() * share));
        var entries = new ArrayList<SafetensorsWriter.Entry>();
        for (var row : rows) {
            var shape = Stream.of(row.get(2).split(",", -1)).map(Long::valueOf).toList();
            entries.add(new SafetensorsWriter.Entry(row.get(1), DType.F32, shape));
        }
        SafetensorsWriter.write(
                to,
                Map.of(),
                entries,
                entry -> {
                    var row = rows.get(entries.indexOf(entry));
                    int count = Math.toIntExact(entry.sizeBytes() / Float.BYTES);
                    return bytes(
                            numbers(entry.name(), count),
                            Double.parseDouble(row.get(3)),
                            Double.parseDouble(row.get(4)));
                });
        return to;
    }

    private static byte[] bytes(double[] numbers, double spread, double offset) {
        var bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            bytes.putFloat((float) (number * spread + offset));
        }
        return bytes.array();
    }

    static Bitmap picture(int width, int height) {
        var numbers = numbers("picture %d %d".formatted(width, height), width * height * 3);
        var bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            int plus =
                    switch (i % 3) {
                        case 0 -> x * 120 / width + 40;
                        case 1 -> 60 + y * 130 / height;
                        default -> (x / 9 + y / 7) % 2 != 0 ? 200 : 50;
                    };
            bytes[i] = (byte) Math.clamp((int) Math.floor(numbers[i] * 40 + plus), 0, 255);
        }
        return new Bitmap(width, height, 3, bytes);
    }

    /// The places of `count` numbers that are compared.
    static int[] places(int count, int many) {
        var places = new int[many];
        for (int k = 0; k < many; k++) {
            places[k] = (int) ((double) ((long) k * (count - 1)) / (many - 1));
        }
        return places;
    }

    /// @param figures joints of each as shares of width and height; empty where one is not seen
    static float[] poseMaps(List<List<Optional<double[]>>> figures, int width, int height) {
        var maps = new float[57 * width * height];
        for (var joints : figures) {
            for (int k = 0; k < joints.size(); k++) {
                int map = 38 + k;
                joints.get(k).ifPresent(place -> joint(maps, map, place, width, height));
            }
            for (int limb = 0; limb < LIMBS.length; limb++) {
                var a = joints.get(LIMBS[limb][0]);
                var b = joints.get(LIMBS[limb][1]);
                if (a.isPresent() && b.isPresent()) {
                    var ends = new double[][] {a.get(), b.get()};
                    limb(maps, FIRST[limb], ends, width, height);
                }
            }
        }
        return maps;
    }

    private static final int[][] LIMBS = {
        {1, 2}, {1, 5}, {2, 3}, {3, 4}, {5, 6}, {6, 7}, {1, 8}, {8, 9}, {9, 10}, {1, 11}, {11, 12},
        {12, 13}, {1, 0}, {0, 14}, {14, 16}, {0, 15}, {15, 17}, {2, 16}, {5, 17}
    };

    private static final int[] FIRST = {
        12, 20, 14, 16, 22, 24, 0, 2, 4, 6, 8, 10, 28, 30, 34, 32, 36, 18, 26
    };

    private static void joint(float[] maps, int map, double[] place, int width, int height) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = x - place[0] * width;
                double dy = y - place[1] * height;
                int at = (map * height + y) * width + x;
                maps[at] = Math.max(maps[at], (float) (0.9 / (1 + (dx * dx + dy * dy))));
            }
        }
    }

    private static void limb(float[] maps, int map, double[][] ends, int width, int height) {
        double ax = ends[0][0] * width;
        double ay = ends[0][1] * height;
        double dx = ends[1][0] * width - ax;
        double dy = ends[1][1] * height - ay;
        double length = Math.sqrt(dx * dx + dy * dy);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double along = ((x - ax) * dx + (y - ay) * dy) / length;
                double beside = Math.abs((x - ax) * dy - (y - ay) * dx) / length;
                if (-1 <= along && along <= length + 1 && beside <= 1.5) {
                    maps[(map * height + y) * width + x] = (float) (dx / length);
                    maps[((map + 1) * height + y) * width + x] = (float) (dy / length);
                }
            }
        }
    }

    private static final double[][] FIGURE = {
        {.5, .12}, {.5, .25}, {.38, .26}, {.3, .42}, {.25, .58}, {.62, .26}, {.7, .42},
        {.76, .56}, {.43, .55}, {.42, .74}, {.4, .93}, {.57, .55}, {.58, .74}, {.61, .92},
        {.47, .09}, {.53, .09}, {.43, .11}, {.57, .11}
    };

    private static List<Optional<double[]>> moved(
            double scale, double x, double y, Integer... without) {
        var all = new ArrayList<Optional<double[]>>();
        for (int k = 0; k < FIGURE.length; k++) {
            var place = new double[] {FIGURE[k][0] * scale + x, FIGURE[k][1] * scale + y};
            all.add(List.of(without).contains(k) ? Optional.empty() : Optional.of(place));
        }
        return all;
    }

    static List<List<Optional<double[]>>> figures(String name) {
        return switch (name) {
            case "one" -> List.of(moved(1, 0, 0));
            case "small" -> List.of(moved(.5, .1, .2));
            case "two" -> List.of(moved(.55, -.05, .1), moved(.5, .5, .3));
            case "half" -> List.of(moved(1.4, -.2, .05, 8, 9, 10, 11, 12, 13));
            case "headless" -> List.of(moved(.9, .05, .05, 0, 14, 15, 16, 17));
            default -> List.of();
        };
    }
}
