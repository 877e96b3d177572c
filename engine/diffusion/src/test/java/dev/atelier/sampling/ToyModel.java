package dev.atelier.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.latent.Latent;
import dev.atelier.sampling.NoisePredictor.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/// The analytic models that the reference runs of samplers used. Their constants are read from the
/// reference data's own description.
final class ToyModel implements Denoiser, NoisePredictor {
    private static final Pattern DENOISER =
            Pattern.compile(
                    "\\+ ([\\d.]+)\\*x_i/\\(1\\+\\|x_i\\|\\) \\+ ([\\d.]+)\\*cos\\(([\\d.]+)\\*i\\)");
    private static final Pattern EPS =
            Pattern.compile(
                    "= ([\\d.]+)\\*x_i/\\(1\\+([\\d.]+)\\*\\|x_i\\|\\)"
                            + " \\+ ([\\d.]+)\\*cos\\(([\\d.]+)\\*i\\)\\*t/(\\d+)");
    private static final Pattern UNCOND = Pattern.compile("last_noise_uncond = ([\\d.]+)\\*e");

    private static final double TIMESTEPS = 1000;

    private final double[] denoiser;
    private final double[] eps;
    private final double uncond;
    private final List<Double> calls = new ArrayList<>();

    ToyModel(JsonNode cases) {
        var given = cases.path("toy_constants");
        if (given.isContainerNode()) {
            var numbers = numbers(given);
            if (numbers.length == 8) { // without the count of trained timesteps
                numbers =
                        DoubleStream.concat(
                                        Arrays.stream(numbers, 0, 7),
                                        DoubleStream.of(TIMESTEPS, numbers[7]))
                                .toArray();
            }
            denoiser = Arrays.copyOfRange(numbers, 0, 3);
            eps = Arrays.copyOfRange(numbers, 3, 8);
            uncond = numbers[8];
        } else {
            var about = given.asText(cases.get("about").asText());
            denoiser = constants(DENOISER, about);
            eps = constants(EPS, about);
            uncond = constants(UNCOND, about)[0];
        }
    }

    /// All numbers of an object in order: three of the denoiser, five of eps, that of the CFG++
    /// row.
    private static double[] numbers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .flatMapToDouble(value ->
                        value.isContainerNode()
                                ? Arrays.stream(numbers(value))
                                : DoubleStream.of(value.asDouble()))
                .toArray();
    }

    /// The sigma or timestep of every call so far.
    List<Double> calls() {
        return calls;
    }

    @Override
    public Latent denoise(Latent x, double s) {
        calls.add(s);
        var v = x.values();
        return each(
                x,
                i ->
                        v[i] / (1 + s * s)
                                + denoiser[0] * v[i] / (1 + Math.abs(v[i]))
                                + denoiser[1] * Math.cos(denoiser[2] * i) * s / (1 + s));
    }

    @Override
    public Prediction predict(Latent x, double t) {
        calls.add(t);
        var v = x.values();
        var guided =
                each(
                        x,
                        i ->
                                eps[0] * v[i] / (1 + eps[1] * Math.abs(v[i]))
                                        + eps[2] * Math.cos(eps[3] * i) * t / eps[4]);
        return new Prediction(guided, guided.times(uncond));
    }

    private static Latent each(Latent x, IntToDoubleFunction value) {
        var result = new double[x.values().length];
        for (int i = 0; i < result.length; i++) {
            result[i] = value.applyAsDouble(i);
        }
        return Latent.of(x.shape(), result);
    }

    private static double[] constants(Pattern pattern, String about) {
        var matcher = pattern.matcher(about);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no constants like " + pattern + " in: " + about);
        }
        var values = new double[matcher.groupCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(matcher.group(i + 1));
        }
        return values;
    }
}
