package dev.atelier.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.latent.Latent;
import dev.atelier.noise.StepNoise;
import dev.atelier.recipe.SamplerId;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.sampling.SamplerOptions.Churn;
import dev.atelier.sampling.UniPcOptions.Spacing;
import dev.atelier.sampling.UniPcOptions.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every reference run of k-diffusion's and A1111's samplers on analytic models.
class SamplerGoldenTest {
    private static final String CASES = "sampler/toy_cases.json";

    // The tolerances of the reference data's index. Runs in float32 are repeated here in double.
    private static final double F64 = 1e-10;
    private static final double F32 = 2e-4;
    private static final double TIMESTEPS_F64 = 1e-6;

    /// Hands out the recorded noise and keeps the sigmas it was requested.
    private static final class RecordedNoise implements StepNoise {
        private final double[] values;
        private final Latent.Shape shape;
        private final List<double[]> asked = new ArrayList<>();

        RecordedNoise(double[] values, Latent.Shape shape) {
            this.values = values;
            this.shape = shape;
        }

        @Override
        public Latent next() {
            return between(Double.NaN, Double.NaN);
        }

        @Override
        public Latent between(double sigma, double sigmaNext) {
            int from = asked.size() * shape.size();
            asked.add(new double[] {sigma, sigmaNext});
            return Latent.of(shape, Arrays.copyOfRange(values, from, from + shape.size()));
        }
    }

    private record Start(Latent x, RecordedNoise noise) {
        static Start read() {
            try (var file = SafetensorsFile.open(Golden.need("sampler/toy_inputs.safetensors"))) {
                var sizes = file.info("x0").shape().stream().mapToInt(Long::intValue);
                var s = sizes.toArray();
                var shape = new Latent.Shape(s[0], s[1], s[2], s[3]);
                return new Start(
                        Latent.of(shape, file.doubles("x0")),
                        new RecordedNoise(file.doubles("noise"), shape));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> followsKDiffusion() {
        return Golden.tests(CASES, "k", "key", SamplerGoldenTest::compareSigmas);
    }

    @TestFactory
    Stream<DynamicTest> followsA1111OverTimesteps() {
        return Golden.tests(CASES, "timesteps", "key", SamplerGoldenTest::compareTimesteps);
    }

    private static void compareSigmas(JsonNode row) {
        var model = new ToyModel(Golden.json(CASES).orElseThrow());
        var start = Start.read();
        var seen = new ArrayList<Double>();
        var run = new Run(options(row), start.noise, step -> keep(step.x(), seen));
        var key = row.get("key").asText();
        boolean f64 = key.endsWith(".f64");

        var out = sample(row, model, start.x, run);

        double tolerance = f64 ? F64 : F32;
        Golden.assertClose(
                tensor("sampler/toy_k.safetensors", key + ".out"), out.values(), tolerance);
        if (f64) { // the steps were recorded in double only
            Golden.assertClose(
                    tensor("sampler/toy_k.safetensors", key + ".callback_x"),
                    array(seen),
                    tolerance);
        }
        compareCalls(numbers(row.get("model_call_sigmas")), array(model.calls()), f64);
        var noise = row.get("noise_calls(sigma,sigma_next;k-th call uses noise[k])");
        assertEquals(noise.size(), start.noise.asked.size(), "draws of noise");
        for (int i = 0; i < noise.size(); i++) {
            if (noise.get(i).get(0).isNumber()) {
                compareCalls(numbers(noise.get(i)), start.noise.asked.get(i), f64);
            }
        }
    }

    private static Latent sample(JsonNode row, ToyModel model, Latent x0, Run run) {
        return switch (Samplers.of(sampler(row)).sampler()) {
            case Sampler.OverSigmas sampler -> {
                var sigmas = numbers(row.get("sigmas"));
                yield sampler.sample(model, x0.times(sigmas[0]), sigmas, run);
            }
            case Sampler.OverRange sampler -> {
                var range =
                        new SigmaRange(
                                row.get("sigma_min").asDouble(),
                                row.get("sigma_max").asDouble(),
                                row.get("n").asInt());
                yield sampler.sample(model, x0.times(range.max()), range, run);
            }
            case Sampler.OverTimesteps _ -> throw new AssertionError("not over sigmas");
        };
    }

    private static void compareTimesteps(JsonNode row) {
        var model = new ToyModel(Golden.json(CASES).orElseThrow());
        var start = Start.read();
        var key = row.get("key").asText();
        var plan =
                new TimestepPlan(
                        Arrays.stream(numbers(row.get("timesteps")))
                                .mapToInt(t -> (int) t)
                                .toArray(),
                        tensor("sampler/alphas.safetensors", "alphas_cumprod"),
                        row.get("args").path("is_img2img").asBoolean());
        var sampler = (Sampler.OverTimesteps) Samplers.of(sampler(row)).sampler();

        var out =
                sampler.sample(
                        model,
                        start.x,
                        plan,
                        new Run(options(row), start.noise, StepObserver.none()));

        double tolerance = key.endsWith(".f64") ? TIMESTEPS_F64 : F32;
        Golden.assertClose(
                tensor("sampler/toy_timesteps.safetensors", key), out.values(), tolerance);
        assertEquals(row.get("noise_calls").asInt(), start.noise.asked.size(), "draws of noise");
        // UniPC works on times k/1000 in float32.
        Golden.assertClose(numbers(row.get("model_call_t")), array(model.calls()), 1e-3);
    }

    private static void compareCalls(double[] expected, double[] actual, boolean f64) {
        double largest = Arrays.stream(expected).max().orElse(1);
        // In float32 the adaptive sampler chooses its steps from rounded error estimates.
        Golden.assertClose(expected, actual, largest * (f64 ? 1e-12 : 1e-5));
    }

    private static SamplerId sampler(JsonNode row) {
        var args = row.get("args");
        var name = row.has("function") ? row.get("function").asText() : timestepName(row);
        return switch (name) {
            case "sample_euler" -> SamplerId.EULER;
            case "sample_euler_ancestral" -> SamplerId.EULER_A;
            case "sample_lms" -> SamplerId.LMS;
            case "sample_heun" -> SamplerId.HEUN;
            case "sample_dpm_2" -> SamplerId.DPM2;
            case "sample_dpm_2_ancestral" -> SamplerId.DPM2_A;
            case "sample_dpm_fast" -> SamplerId.DPM_FAST;
            case "sample_dpm_adaptive" -> SamplerId.DPM_ADAPTIVE;
            case "sample_dpmpp_2s_ancestral" -> SamplerId.DPMPP_2S_A;
            case "sample_dpmpp_sde" -> SamplerId.DPMPP_SDE;
            case "sample_dpmpp_2m" -> SamplerId.DPMPP_2M;
            case "sample_dpmpp_2m_sde" ->
                    args.path("solver_type").asText().equals("heun")
                            ? SamplerId.DPMPP_2M_SDE_HEUN
                            : SamplerId.DPMPP_2M_SDE;
            case "sample_dpmpp_3m_sde" -> SamplerId.DPMPP_3M_SDE;
            case "restart_sampler" -> SamplerId.RESTART;
            case "sample_lcm" -> SamplerId.LCM;
            case "ddim" -> SamplerId.DDIM;
            case "ddim_cfgpp" -> SamplerId.DDIM_CFGPP;
            case "plms" -> SamplerId.PLMS;
            case "unipc" -> SamplerId.UNIPC;
            default -> throw new AssertionError("unknown sampler " + name);
        };
    }

    private static String timestepName(JsonNode row) {
        var key = row.get("key").asText();
        return key.substring(0, key.indexOf('.'));
    }

    private static SamplerOptions options(JsonNode row) {
        var args = row.get("args");
        var churn =
                new Churn(
                        args.path("s_churn").asDouble(0),
                        args.path("s_tmin").asDouble(0),
                        args.path("s_tmax").asDouble(Double.POSITIVE_INFINITY));
        var defaults = UniPcOptions.DEFAULT;
        var uniPc =
                new UniPcOptions(
                        args.has("variant")
                                ? Variant.valueOf(
                                        args.get("variant").asText().toUpperCase(Locale.ROOT))
                                : defaults.variant(),
                        switch (args.path("skip_type").asText("time_uniform")) {
                            case "logSNR" -> Spacing.LOG_SNR;
                            case "time_quadratic" -> Spacing.TIME_QUADRATIC;
                            default -> Spacing.TIME_UNIFORM;
                        },
                        args.path("order").asInt(defaults.order()),
                        defaults.lowerOrderFinal());
        return SamplerOptions.DEFAULT
                .withEta(args.path("eta").asDouble(1))
                .withNoiseFactor(args.path("s_noise").asDouble(1))
                .withChurn(churn)
                .withUniPc(uniPc);
    }

    private static void keep(Latent x, List<Double> seen) {
        for (double value : x.values()) {
            seen.add(value);
        }
    }

    private static double[] tensor(String file, String name) {
        try (var tensors = SafetensorsFile.open(Golden.need(file))) {
            return tensors.doubles(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
