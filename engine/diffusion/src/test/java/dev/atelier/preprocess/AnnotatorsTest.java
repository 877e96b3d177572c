package dev.atelier.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.atelier.control.ControlMaps;
import dev.atelier.control.Drawing;
import dev.atelier.control.MapMethod;
import dev.atelier.control.Preprocessors;
import dev.atelier.image.Bitmap;
import dev.atelier.pickle.TorchZip;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks of made weights against what sd-webui-controlnet's own code makes with them; `make.py`
/// beside `annotators.tsv` recorded it.
class AnnotatorsTest {
    private static final double CLOSE = 2e-4;

    /// Where a number is cut to a byte, or compared with a limit, rounding may decide.
    private static final double SAME = 0.97;

    @TempDir private static Path folder;
    private static Torch torch;
    private static Compute compute;

    @BeforeAll
    static void start() {
        torch = Torch.startOnCpu();
        compute = new Compute(torch, Strategy.PACKED_F32, Attention.FUSED, "test");
    }

    @AfterAll
    static void stop() {
        torch.close();
    }

    private static Path file(String network) throws IOException {
        var file = folder.resolve(network + ".safetensors");
        return Files.exists(file) ? file : AnnotatorCases.write(network, file);
    }

    /// Finds the weights of any network.
    private static final class All implements Annotators.Places {
        @Override
        public Optional<Path> file(MapMethod.Network network) {
            try {
                return Optional.of(AnnotatorsTest.file(network.folder()));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Optional<Path> folder(MapMethod.Network network) {
            return Optional.of(folder);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hed", "pidinet", "lineart", "mlsd", "openpose"})
    void networksComputeTheSameNumbers(String network) throws IOException {
        for (var row : AnnotatorCases.rows("n")) {
            if (row.getFirst().equals(network)) {
                int width = Integer.parseInt(row.get(1));
                int height = Integer.parseInt(row.get(2));
                var expected =
                        row.subList(3, row.size()).stream()
                                .mapToDouble(Double::parseDouble)
                                .toArray();
                try (var annotator = Annotator.load(network, file(network), compute);
                        var result = computed(annotator, AnnotatorCases.picture(width, height))) {
                    assertClose(expected, result.floats());
                }
            }
        }
    }

    /// What a network gives before it is made a map.
    private static Tensor computed(Annotator annotator, Bitmap picture) {
        return switch (annotator) {
            case SoftEdgeNetwork it -> computed(it.module(), "edges", picture, 1);
            case FineEdgeNetwork it -> computed(it.module(), "edges", picture, 255);
            case LineArtNetwork it -> computed(it.module(), "lines", picture, 255);
            case SegmentNetwork it -> Annotator.see(torch, it.module(), "segments", picture);
            case DepthNetwork it -> Annotator.see(torch, it.module(), "draw", picture);
            case PoseNetwork it -> Annotator.see(torch, it.module(), "detect", blueFirst(picture));
        };
    }

    private static Tensor computed(
            TorchModule module, String method, Bitmap picture, float divisor) {
        int size = picture.width() * picture.height();
        var planes = new float[3 * size];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (picture.bytes()[i % size * 3 + i / size] & 0xFF) / divisor;
        }
        try (var x = torch.floats(planes, 1, 3, picture.height(), picture.width())) {
            return module.call(method, x);
        }
    }

    private static Bitmap blueFirst(Bitmap picture) {
        var bytes = picture.bytes().clone();
        for (int i = 0; i < bytes.length; i += 3) {
            bytes[i] = picture.bytes()[i + 2];
            bytes[i + 2] = picture.bytes()[i];
        }
        return new Bitmap(picture.width(), picture.height(), 3, bytes);
    }

    private static void assertClose(double[] expected, float[] result) {
        var places = AnnotatorCases.places(result.length, expected.length);
        double most = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], result[places[k]], CLOSE * most, "number " + k);
        }
    }

    @Test
    void mapsAreThoseOfTheExtension() throws IOException {
        var wrong = new ArrayList<String>();
        var maps = new ControlMaps(new Annotators(new All(), () -> compute));
        for (var row : AnnotatorCases.rows("m")) {
            var preprocessor = Preprocessors.named(row.getFirst()).orElseThrow();
            var drawing =
                    new Drawing(
                            Integer.parseInt(row.get(3)),
                            Double.parseDouble(row.get(4)),
                            Double.parseDouble(row.get(5)),
                            0);
            int width = Integer.parseInt(row.get(1));
            int height = Integer.parseInt(row.get(2));
            var map = maps.map(preprocessor, AnnotatorCases.picture(width, height), drawing);
            assertEquals(row.get(6) + " x " + row.get(7), map.width() + " x " + map.height());
            double same = same(row.subList(8, row.size()), map);
            if (same < SAME) {
                wrong.add(String.join(" ", row.subList(0, 6)) + ": same " + same);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static double same(List<String> expected, Bitmap map) {
        var places = AnnotatorCases.places(map.width() * map.height(), expected.size());
        int same = 0;
        for (int k = 0; k < places.length; k++) {
            int got = map.bytes()[places[k] * map.channels()] & 0xFF;
            same += Math.abs(got - Integer.parseInt(expected.get(k))) <= 1 ? 1 : 0;
        }
        return same / (double) places.length;
    }

    @Test
    void drawsSegmentsAsOpenCvDoes() throws IOException {
        try (var annotator = Annotator.load("mlsd", file("mlsd"), compute)) {
            for (var row : AnnotatorCases.rows("l")) {
                int width = Integer.parseInt(row.get(1));
                int height = Integer.parseInt(row.get(2));
                var numbers =
                        AnnotatorCases.numbers(row.getFirst(), 9 * (width / 2) * (height / 2));
                int size = width * height / 4;
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = i < size ? numbers[i] * 10 - 8 : numbers[i] * 30;
                }
                var drawing =
                        new Drawing(
                                512,
                                Double.parseDouble(row.get(3)),
                                Double.parseDouble(row.get(4)),
                                0);
                try (var maps = torch.floats(numbers, 1, 9, height / 2, width / 2)) {
                    var drawn = ((SegmentNetwork) annotator).drawn(maps, width, height, drawing);
                    assertEquals(row.getLast(), crc(drawn.channel(0)), row.toString());
                }
            }
        }
    }

    @Test
    void drawsBodiesAsTheExtensionDoes() throws IOException {
        var wrong = new ArrayList<String>();
        for (var row : AnnotatorCases.rows("p")) {
            int width = Integer.parseInt(row.get(1));
            int height = Integer.parseInt(row.get(2));
            var drawn = drawn(row.getFirst(), width, height);
            if (!crc(drawn).equals(row.getLast())) {
                wrong.add(row.toString());
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Bitmap drawn(String figures, int width, int height) {
        var sight =
                PoseNetwork.Input.of(new Bitmap(width, height, 3, new byte[3 * width * height]));
        var seen = sight.padded();
        return sight.painted(
                AnnotatorCases.poseMaps(
                        AnnotatorCases.figures(figures), seen.width() / 8, seen.height() / 8));
    }

    @Test
    void aPictureWithoutPeopleHasABlackMap() {
        assertArrayEquals(new byte[3 * 64 * 128], drawn("nobody", 64, 128).bytes());
    }

    private static String crc(Bitmap picture) {
        var crc = new CRC32();
        crc.update(picture.bytes());
        return "%08x".formatted(crc.getValue());
    }

    @Test
    void aPthFileDrawsLikeTheSafetensorsFile() throws IOException {
        var pth = folder.resolve("ControlNetHED.pth");
        try (var file = SafetensorsFile.open(file("hed"))) {
            TorchZip.write(file, pth);
        }
        var drawing = new Drawing(64, -1, -1, 0);
        var picture = AnnotatorCases.picture(64, 64);
        try (var one = Annotator.load("hed", file("hed"), compute);
                var other = Annotator.load("hed", pth, compute)) {
            assertArrayEquals(
                    one.map("hed", picture, drawing).bytes(),
                    other.map("hed", picture, drawing).bytes());
        }
    }

    @Test
    void aPictureOfOneColourHasAFlatDepth() throws IOException {
        var grey = new byte[3 * 64 * 64];
        Arrays.fill(grey, (byte) 128);
        try (var depth = Annotator.load("depth_anything", file("depth_anything"), compute)) {
            var map =
                    depth.map(
                            "depth_anything",
                            new Bitmap(64, 64, 3, grey),
                            new Drawing(64, -1, -1, 0));
            assertEquals(64 * 64, map.bytes().length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hed",
                "pidinet",
                "lineart",
                "mlsd",
                "depth_anything",
                "depth_anything_v2",
                "openpose"
            })
    void otherFilesAreRefusedInWords(String network) throws IOException {
        var cut = folder.resolve(network + "-cut.safetensors");
        var whole = Files.readAllBytes(file(network));
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        assertFalse(refusal(network, cut).isBlank());

        var part =
                AnnotatorCases.write(network, folder.resolve(network + "-part.safetensors"), 0.9);
        assertTrue(refusal(network, part).contains("tensor"), refusal(network, part));

        var text = Files.writeString(folder.resolve(network + ".txt"), "<!DOCTYPE html><html>");
        assertFalse(refusal(network, text).isBlank());

        var other = file(network.equals("hed") ? "mlsd" : "hed");
        assertTrue(
                refusal(network, other).contains("is of another network"), refusal(network, other));
    }

    private static String refusal(String network, Path file) {
        var refused =
                assertThrows(
                        IOException.class, () -> Annotator.load(network, file, compute).close());
        return String.valueOf(refused.getMessage());
    }

    @Test
    void saysWhichFileCannotBeUsed() throws IOException {
        var broken = Files.write(folder.resolve("broken.pth"), new byte[100]);
        var places =
                new Annotators.Places() {
                    @Override
                    public Optional<Path> file(MapMethod.Network network) {
                        return Optional.of(broken);
                    }

                    @Override
                    public Optional<Path> folder(MapMethod.Network network) {
                        return Optional.empty();
                    }
                };
        var maps = new ControlMaps(new Annotators(places, () -> compute));
        var hed = maps.preprocessor("softedge_hed");
        var picture = AnnotatorCases.picture(64, 64);
        var drawing = new Drawing(64, -1, -1, 0);
        var refused =
                assertThrows(InvalidValueException.class, () -> maps.map(hed, picture, drawing));
        var words = InvalidValueException.reason(refused).english();
        assertTrue(words.contains("softedge_hed") && words.contains("broken.pth"), words);
        assertTrue(words.contains("ControlNetHED.pth"), words);
    }
}
