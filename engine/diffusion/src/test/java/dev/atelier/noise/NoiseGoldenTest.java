package dev.atelier.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.noise.NoiseSeeds.Images;
import dev.atelier.noise.NoiseSeeds.Resize;
import dev.atelier.noise.NoiseSeeds.Variation;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Noise of A1111, PyTorch and torchsde, number by number.
class NoiseGoldenTest {
    /// The reference index: NV noise is exact up to one float32 ulp; the largest values are below 6.
    private static final double ULP = 5e-7;

    /// The reference index: PyTorch's vector code differs by build.
    private static final double TORCH = 4e-6;

    private static final double BROWNIAN = 1e-5;

    private static final Pattern DRAW = Pattern.compile("(nv|cpu)\\.s(\\d+)\\.(n?[\\dx]+)\\.d(\\d+)");

    @TestFactory
    Stream<DynamicTest> drawsAsA1111() {
        return draws("noise/nv.safetensors");
    }

    @TestFactory
    Stream<DynamicTest> drawsAsPyTorchOnTheCpu() {
        return draws("noise/torch_cpu.safetensors");
    }

    @TestFactory
    Stream<DynamicTest> variesAndResizesAsA1111() {
        return Golden.tests("noise/noise.json", "imagerng_cases", "key", NoiseGoldenTest::image);
    }

    @TestFactory
    Stream<DynamicTest> walksTheBrownianPath() {
        return Golden.tests("sampler/brownian.json", "cases", "key", NoiseGoldenTest::brownian);
    }

    @TestFactory
    Stream<DynamicTest> spreadsSeedsAsNumpy() {
        return Golden.tests("sampler/brownian.json", "seedsequence", "entropy", NoiseGoldenTest::seeds);
    }

    private static Stream<DynamicTest> draws(String file) {
        var names = names(file);
        return names.filter(name -> DRAW.matcher(name).matches())
                .map(name -> dynamicTest(name, () -> draw(file, name)));
    }

    private static void draw(String file, String name) {
        var match = DRAW.matcher(name);
        match.matches();
        var source = match.group(1).equals("nv") ? NoiseSource.NV : NoiseSource.CPU;
        var normals = NormalSource.of(source, Long.parseUnsignedLong(match.group(2)));
        var expected = tensor(file, name);
        for (int skipped = Integer.parseInt(match.group(4)); skipped > 0; skipped--) {
            normals.next(expected.length);
        }

        double tolerance = source == NoiseSource.NV ? ULP : TORCH;
        Golden.assertClose(expected, widen(normals.next(expected.length)), tolerance);
    }

    private static void image(JsonNode row) {
        var shape = numbers(row.get("shape"));
        var size = new ImageSize((int) shape[0], (int) shape[1], (int) shape[2]);
        var noise = new ImageNoise(seedsOf(row), size);

        double tolerance = row.get("randn_source").asText().equals("NV") ? 2 * ULP : TORCH;
        for (int i = 0; i < row.get("draws").asInt(); i++) {
            var expected = tensor("noise/imagerng.safetensors", row.get("key").asText() + ".d" + i);
            Golden.assertClose(expected, noise.next().values(), tolerance);
        }
    }

    private static NoiseSeeds seedsOf(JsonNode row) {
        var subseeds = row.has("subseeds") ? numbers(row.get("subseeds")) : new double[0];
        return new NoiseSeeds(
                NoiseSource.valueOf(row.get("randn_source").asText()),
                new Images(longs(numbers(row.get("seeds")))),
                new Variation(row.path("subseed_strength").asDouble(), longs(subseeds)),
                new Resize(
                        row.path("seed_resize_from_w").asInt(),
                        row.path("seed_resize_from_h").asInt()),
                row.path("ensd").asLong());
    }

    private static void brownian(JsonNode row) {
        var shape = numbers(row.get("shape"));
        var size = new ImageSize((int) shape[1], (int) shape[2], (int) shape[3]);
        var key = row.get("key").asText();
        var source = NoiseSource.valueOf(key.substring(0, key.indexOf('.')));
        var seeds = NoiseSeeds.of(source, longs(numbers(row.get("seeds"))));
        double[] bounds = {row.get("sigma_max").asDouble(), row.get("sigma_min").asDouble()};
        var noise = new BrownianNoise(new ImageNoise(seeds, size), seeds, size, bounds);
        int i = 0;
        for (var query : row.get("queries")) {
            var expected = tensor("sampler/brownian.safetensors", key + ".q" + i++);
            double from = query.get("sigma").asDouble();
            double to = query.get("sigma_next").asDouble();
            Golden.assertClose(expected, noise.between(from, to).values(), BROWNIAN);
        }
    }

    private static void seeds(JsonNode row) {
        long entropy = row.get("entropy").asLong();
        int pool = row.get("pool_size").asInt();
        assertArrayEquals(
                longs(numbers(row.get("top_generate_state3"))),
                words(new SeedSequence(entropy, pool).generate(3)));
        for (var child : row.get("children")) {
            var key = Arrays.stream(numbers(child.get("spawn_key"))).mapToInt(k -> (int) k).toArray();
            assertArrayEquals(
                    longs(numbers(child.get("generate_state4"))),
                    words(new SeedSequence(entropy, pool, key).generate(4)));
        }
    }

    private static long[] words(int[] words) {
        return Arrays.stream(words).mapToLong(Integer::toUnsignedLong).toArray();
    }

    private static Stream<String> names(String file) {
        try (var tensors = SafetensorsFile.open(Golden.need(file))) {
            return tensors.tensors().keySet().stream().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] tensor(String file, String name) {
        try (var tensors = SafetensorsFile.open(Golden.need(file))) {
            return tensors.doubles(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] widen(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static long[] longs(double[] values) {
        return Arrays.stream(values).mapToLong(v -> (long) v).toArray();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
