package dev.atelier.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Noise of A1111, PyTorch and torchsde, number by number.
class NoiseGoldenTest {
    /// The reference index: NV noise is exact up to one float32 ulp; the largest values are below
    /// 6.
    private static final double ULP = 5e-7;

    /// The reference index: PyTorch's vector code differs by build.
    private static final double TORCH = 4e-6;

    private static final double BROWNIAN = 1e-5;

    private static final Pattern DRAW =
            Pattern.compile("(nv|cpu)\\.s(\\d+)\\.(n?[\\dx]+)\\.d(\\d+)");

    private static final Pattern MIXED = Pattern.compile("((?:nv|cpu)\\.mix\\d+)\\.\\d+\\..*");
    private static final Pattern TYPED =
            Pattern.compile("cpu\\.s(\\d+)\\.(rand|rand64|randn64)\\.n\\d+");
    private static final Pattern SLERP = Pattern.compile("slerp\\.([\\d.]+)");

    @TestFactory
    Stream<DynamicTest> drawsAsA1111() {
        return draws("noise/nv.safetensors");
    }

    @TestFactory
    Stream<DynamicTest> drawsAsPyTorchOnTheCpu() {
        return draws("noise/torch_cpu.safetensors");
    }

    /// One generator asked for draws of different sizes in turn.
    @TestFactory
    Stream<DynamicTest> continuesAcrossDrawSizes() {
        return Stream.of("noise/nv.safetensors", "noise/torch_cpu.safetensors")
                .flatMap(file ->
                        names(file)
                                .map(MIXED::matcher)
                                .filter(Matcher::matches)
                                .map(match -> match.group(1))
                                .distinct()
                                .map(prefix -> dynamicTest(prefix, () -> mixed(file, prefix))));
    }

    /// Uniforms and float64 normals, which the float32 draws are made from.
    @TestFactory
    Stream<DynamicTest> drawsOtherTypesAsPyTorch() {
        var file = "noise/torch_cpu.safetensors";
        return names(file)
                .map(TYPED::matcher)
                .filter(Matcher::matches)
                .map(match -> dynamicTest(match.group(), () -> typed(file, match)));
    }

    @TestFactory
    Stream<DynamicTest> interpolatesOnTheSphere() {
        var file = "noise/imagerng.safetensors";
        return names(file)
                .map(SLERP::matcher)
                .filter(Matcher::matches)
                .map(match -> dynamicTest(match.group(), () -> slerp(file, match)));
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
        return Golden.tests(
                "sampler/brownian.json", "seedsequence", "entropy", NoiseGoldenTest::seeds);
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

        var drawn = normals.next(expected.length);
        if (source == NoiseSource.NV) {
            assertWithinOneUlp(expected, drawn);
        } else {
            // Fewer than 16 values are made in double, by no vector code: exact.
            Golden.assertClose(expected, widen(drawn), drawn.length < 16 ? 0 : TORCH);
        }
    }

    private static void assertWithinOneUlp(double[] expected, float[] drawn) {
        for (int i = 0; i < drawn.length; i++) {
            assertEquals(expected[i], drawn[i], Math.ulp(drawn[i]), "value " + i);
        }
    }

    private static void mixed(String file, String prefix) {
        var source = prefix.startsWith("nv") ? NoiseSource.NV : NoiseSource.CPU;
        long seed = Long.parseUnsignedLong(prefix.substring(prefix.indexOf("mix") + 3));
        var normals = NormalSource.of(source, seed);
        var order =
                Comparator.comparingInt(
                        (String name) -> Integer.parseInt(name.split("\\.", -1)[2]));
        names(file)
                .filter(name -> name.startsWith(prefix + "."))
                .sorted(order)
                .forEach(name -> {
                    var expected = tensor(file, name);
                    var drawn = widen(normals.next(expected.length));
                    Golden.assertClose(expected, drawn, TORCH);
                });
    }

    private static void typed(String file, MatchResult match) {
        var torch = new TorchNormals(Long.parseUnsignedLong(match.group(1)));
        var expected = tensor(file, match.group());
        var drawn =
                switch (match.group(2)) {
                    case "rand" ->
                            DoubleStream.generate(torch::uniform24)
                                    .limit(expected.length)
                                    .toArray();
                    case "rand64" ->
                            DoubleStream.generate(torch::uniform53)
                                    .limit(expected.length)
                                    .toArray();
                    default -> torch.nextDoubles(expected.length);
                };
        // Uniforms are exact; log, sine and cosine of two libraries may differ by an ulp or two.
        Golden.assertClose(expected, drawn, match.group(2).startsWith("randn") ? 1e-14 : 0);
    }

    private static void slerp(String file, MatchResult match) {
        long[] shape = shape(file, match.group());
        var size = new ImageSize((int) shape[0], (int) shape[1], (int) shape[2]);
        var low = narrow(tensor(file, "slerp.low"));
        var high = narrow(tensor(file, "slerp.high"));
        var mixed = Slerp.mix(Float.parseFloat(match.group(1)), low, high, size);
        // Sums over a column are taken in double here, in float32 there.
        Golden.assertClose(tensor(file, match.group()), widen(mixed), TORCH);
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
        return new NoiseSeeds(
                NoiseSource.valueOf(row.get("randn_source").asText()),
                new Images(longs(row.get("seeds"))),
                new Variation(row.path("subseed_strength").asDouble(), longs(row.path("subseeds"))),
                new Resize(
                        row.path("seed_resize_from_w").asInt() / 8,
                        row.path("seed_resize_from_h").asInt() / 8),
                row.path("ensd").asLong());
    }

    private static void brownian(JsonNode row) {
        var shape = numbers(row.get("shape"));
        var size = new ImageSize((int) shape[1], (int) shape[2], (int) shape[3]);
        var key = row.get("key").asText();
        var source = NoiseSource.valueOf(key.substring(0, key.indexOf('.')));
        var seeds = NoiseSeeds.of(source, longs(row.get("seeds")));
        double[] bounds = {row.get("sigma_max").asDouble(), row.get("sigma_min").asDouble()};
        var drawn = new HashSet<Long>();
        var noise = new BrownianNoise(new ImageNoise(seeds, size), seeds, size, bounds, drawn::add);
        var known = new HashSet<Long>();
        var roots = new HashSet<Long>();
        row.get("root_randn(seed,size)").forEach(root -> roots.add(root.get(0).asLong()));
        int i = 0;
        for (var query : row.get("queries")) {
            var expected = tensor("sampler/brownian.safetensors", key + ".q" + i++);
            double from = query.get("sigma").asDouble();
            double to = query.get("sigma_next").asDouble();
            Golden.assertClose(expected, noise.between(from, to).values(), BROWNIAN);
            Arrays.stream(longs(query.get("randn_calls(seed)"))).forEach(known::add);
            // The roots are drawn before the first query and logged with their unused second half.
            var missing = new HashSet<>(known);
            missing.removeAll(drawn);
            assertEquals(Set.of(), missing, "seeds of tree nodes never drawn");
            var unexpected = new HashSet<>(drawn);
            unexpected.removeAll(known);
            unexpected.removeAll(roots);
            assertEquals(Set.of(), unexpected, "seeds drawn that torchsde does not draw");
        }
    }

    private static void seeds(JsonNode row) {
        long entropy = row.get("entropy").bigIntegerValue().longValue();
        int pool = row.get("pool_size").asInt();
        assertArrayEquals(
                longs(row.get("top_generate_state3")),
                words(new SeedSequence(entropy, pool).generate(3)));
        for (var child : row.get("children")) {
            var key =
                    Arrays.stream(numbers(child.get("spawn_key"))).mapToInt(k -> (int) k).toArray();
            assertArrayEquals(
                    longs(child.get("generate_state4")),
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

    private static long[] shape(String file, String name) {
        try (var tensors = SafetensorsFile.open(Golden.need(file))) {
            return tensors.info(name).shape().stream().mapToLong(Long::longValue).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] narrow(double[] values) {
        var narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    private static double[] widen(float[] values) {
        var wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /// Seeds are unsigned 64-bit numbers: a double would round them.
    private static long[] longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(node -> node.bigIntegerValue().longValue())
                .toArray();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
