package dev.atelier.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;

/// Reference data made by other people's code: the folder named by the system property `golden.dir`
/// when it exists, else the small subset committed in `engine/golden/subset`. A file that neither
/// holds is absent, and the test that wants it reports itself skipped.
public final class Golden {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Golden() {}

    /// The file at `relative` (such as `noise/nv.safetensors`), or empty where this machine has
    /// none.
    public static Optional<Path> file(String relative) {
        var path = folder().resolve(relative);
        return Files.exists(path) ? Optional.of(path) : Optional.empty();
    }

    /// Parses the JSON file at `relative`.
    public static Optional<JsonNode> json(String relative) {
        return file(relative).map(Golden::read);
    }

    /// The rows of the array `field` in the JSON file at `relative`; none where the file is absent,
    /// which skips the test that asked.
    public static Stream<JsonNode> rows(String relative, String field) {
        var json = json(relative);
        assumeTrue(json.isPresent(), "no reference data at " + relative);
        return StreamSupport.stream(json.orElseThrow().get(field).spliterator(), false);
    }

    /// One test for every row of such an array, named by the row's `label` field.
    public static Stream<DynamicTest> tests(
            String relative, String field, String label, Consumer<JsonNode> check) {
        return rows(relative, field)
                .map(row ->
                        DynamicTest.dynamicTest(
                                row.get(label).toString(), () -> check.accept(row)));
    }

    /// The file at `relative`; where it is absent, the test that asked is skipped.
    public static Path need(String relative) {
        var file = file(relative);
        assumeTrue(file.isPresent(), "no reference data at " + relative);
        return file.orElseThrow();
    }

    /// Fails when any value is further than `tolerance` from the expected one, naming the worst.
    public static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length, "number of values");
        int worst = 0;
        for (int i = 0; i < expected.length; i++) {
            if (distance(expected, actual, i) > distance(expected, actual, worst)) {
                worst = i;
            }
        }
        double distance = expected.length == 0 ? 0 : distance(expected, actual, worst);
        if (distance > tolerance) {
            fail(
                    "value %d: expected %s, got %s, off by %.3g, allowed %.3g"
                            .formatted(worst, expected[worst], actual[worst], distance, tolerance));
        }
    }

    private static double distance(double[] expected, double[] actual, int i) {
        double distance = Math.abs(expected[i] - actual[i]);
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    /// The folder in use.
    public static Path folder() {
        var named = System.getProperty("golden.dir", "");
        if (!named.isEmpty() && Files.isDirectory(Path.of(named))) {
            return Path.of(named);
        }
        return Path.of(System.getProperty("atelier.root", "."), "engine", "golden", "subset");
    }

    private static JsonNode read(Path path) {
        try {
            return JSON.readTree(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
