package dev.atelier.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.sampling.schedule.ImageToImageSteps;
import dev.atelier.sampling.schedule.LcmSchedule;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.sampling.schedule.Scaling;
import dev.atelier.sampling.schedule.ScheduleOptions;
import dev.atelier.sampling.schedule.Schedules;
import dev.atelier.sampling.schedule.SigmaTable;
import dev.atelier.sampling.schedule.Timesteps;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A1111's own tables of sigmas and timesteps.
class ScheduleGoldenTest {
    /// The reference index allows this much, relative: float32 exp, log and pow differ by an ulp.
    private static final double RELATIVE = 2e-6;

    /// What stands behind a schedule's name, such as `karras_rho3` or `KARRAS_OLD_0.05_8`.
    private static final Pattern PARAMETERS =
            Pattern.compile(
                    "_(?:rho(?<rho>[\\d.]+)|old_(?<min>[\\d.]+)_(?<max>[\\d.]+)|sdxl)$",
                    Pattern.CASE_INSENSITIVE);

    private final NoiseSchedule model = NoiseSchedule.stableDiffusion();

    @Test
    void repeatsTheTrainedSchedule() throws IOException {
        try (var file = SafetensorsFile.open(Golden.need("sampler/alphas.safetensors"))) {
            close(file.doubles("alphas_cumprod"), model.alphasCumprod());
            close(file.doubles("sigmas"), model.sigmas());
        }
    }

    @TestFactory
    Stream<DynamicTest> makesEveryScheduleOfA1111() {
        return each(
                "tables",
                (name, rows) ->
                        rows.properties()
                                .forEach(row -> table(name, row.getKey(), row.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> givesSamplersTheirDefaults() {
        return each(
                "sampler_level",
                (label, schedules) ->
                        schedules
                                .properties()
                                .forEach(s ->
                                        s.getValue()
                                                .properties()
                                                .forEach(row ->
                                                        level(
                                                                label,
                                                                s.getKey(),
                                                                row.getKey(),
                                                                row.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> listsTimesteps() {
        return each(
                "timesteps",
                (steps, row) -> {
                    var expected = Arrays.stream(numbers(row)).mapToInt(t -> (int) t).toArray();
                    assertArrayEquals(expected, Timesteps.of(Integer.parseInt(steps)));
                });
    }

    @Test
    void splitsStepsForImageToImage() {
        for (var row : golden().get("img2img_steps")) {
            int steps = row.get(0).asInt();
            double denoising = row.get(1).asDouble();
            assertEquals(
                    new ImageToImageSteps(row.get(2).asInt(), row.get(3).asInt()),
                    ImageToImageSteps.share(steps, denoising));
            assertEquals(
                    new ImageToImageSteps(row.get(4).asInt(), row.get(5).asInt()),
                    ImageToImageSteps.exactly(steps, denoising));
        }
    }

    @TestFactory
    Stream<DynamicTest> convertsBetweenSigmasAndTimesteps() {
        var lcm = new LcmSchedule(model);
        return Stream.of(
                conversion("sigma_to_t", sigma -> one(model.sigmaToT(sigma))),
                conversion("sigma_to_t_quantized", sigma -> one(model.sigmaToNearestT(sigma))),
                conversion("t_to_sigma", t -> one(model.tToSigma(t))),
                conversion("scalings_eps(c_out,c_in)", sigma -> eps(Scaling.eps(sigma))),
                conversion("scalings_v(c_skip,c_out,c_in)", sigma -> v(Scaling.v(sigma))),
                conversion("lcm_sigma_to_t", sigma -> one(lcm.sigmaToT(sigma))));
    }

    @Test
    void picksTheDistilledSigmasOfConsistencyModels() {
        close(
                numbers(golden().get("conversions").get("lcm_sigmas50")),
                new LcmSchedule(model).sigmas());
    }

    @Test
    void splitsAncestralSteps() {
        golden().get("ancestral_step(from,to,eta)->(down,up)")
                .properties()
                .forEach(row -> {
                    var args = row.getKey().split(",", -1);
                    var step =
                            AncestralStep.between(
                                    Double.parseDouble(args[0]),
                                    Double.parseDouble(args[1]),
                                    Double.parseDouble(args[2]));
                    // Differences of squares lose float32 digits; the reference is float32.
                    Golden.assertClose(
                            numbers(row.getValue()), new double[] {step.down(), step.up()}, 1e-6);
                });
    }

    private void table(String name, String steps, JsonNode row) {
        int n = Integer.parseInt(steps);
        SigmaTable table = name.equals("lcm_sampler_automatic") ? new LcmSchedule(model) : model;
        close(numbers(row), Schedules.sigmas(schedule(name), n, table, options(name)));
    }

    private static ScheduleId schedule(String name) {
        if (name.equals("lcm_sampler_automatic")) {
            return ScheduleId.AUTOMATIC;
        }
        var plain = PARAMETERS.matcher(name).replaceFirst("");
        return ScheduleId.valueOf(plain.toUpperCase(Locale.ROOT));
    }

    private static ScheduleOptions options(String name) {
        var options = ScheduleOptions.DEFAULT;
        var given = PARAMETERS.matcher(name);
        if (!given.find()) {
            return options;
        }
        if (given.group("rho") != null) {
            return options.withRho(Double.parseDouble(given.group("rho")));
        }
        return given.group("min") == null
                ? options.withXl(true)
                : options.withBounds(
                        new ScheduleOptions.Bounds(
                                Double.parseDouble(given.group("min")),
                                Double.parseDouble(given.group("max"))));
    }

    private void level(String label, String schedule, String steps, JsonNode row) {
        var entry = Samplers.of(SamplerId.ofLabel(label).orElseThrow());
        var id = ScheduleId.ofLabel(schedule).orElseThrow();
        close(
                numbers(row),
                entry.sigmas(id, Integer.parseInt(steps), model, ScheduleOptions.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({
        "KARRAS_RHO5, KARRAS, 5, 0, 0",
        "POLYEXPONENTIAL_RHO0.5, POLYEXPONENTIAL, 0.5, 0, 0",
        "KARRAS_OLD_0.05_8, KARRAS, 0, 0.05, 8",
        "karras_old_0.1_10, KARRAS, 0, 0.1, 10",
        "beta, BETA, 0, 0, 0",
    })
    void readsTheParametersInNamesOfTables(
            String name, ScheduleId id, double rho, double min, double max) {
        var options = ScheduleOptions.DEFAULT;
        options = rho > 0 ? options.withRho(rho) : options;
        options = max > 0 ? options.withBounds(new ScheduleOptions.Bounds(min, max)) : options;

        assertEquals(id, schedule(name));
        assertEquals(options, options(name));
    }

    private DynamicTest conversion(String name, DoubleFunction<double[]> convert) {
        var rows = golden().get("conversions").get(name);
        return dynamicTest(
                name,
                () ->
                        rows.properties()
                                .forEach(row ->
                                        close(
                                                row.getValue().isArray()
                                                        ? numbers(row.getValue())
                                                        : one(row.getValue().asDouble()),
                                                convert.apply(Double.parseDouble(row.getKey())))));
    }

    private static double[] one(double value) {
        return new double[] {value};
    }

    private static double[] eps(Scaling scaling) {
        return new double[] {scaling.cOut(), scaling.cIn()};
    }

    private static double[] v(Scaling scaling) {
        return new double[] {scaling.cSkip(), scaling.cOut(), scaling.cIn()};
    }

    private static void close(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length, "number of values");
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], Math.abs(expected[i]) * RELATIVE, "value " + i);
        }
    }

    private static Stream<DynamicTest> each(String field, BiConsumer<String, JsonNode> check) {
        return golden().get(field).properties().stream()
                .map(row ->
                        dynamicTest(
                                row.getKey(), () -> check.accept(row.getKey(), row.getValue())));
    }

    private static JsonNode golden() {
        var json = Golden.json("sampler/schedules.json");
        assumeTrue(json.isPresent(), "no reference schedules");
        return json.orElseThrow();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
