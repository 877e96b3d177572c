package dev.atelier.pipeline;

import dev.atelier.latent.Latent;
import dev.atelier.network.Unet;
import dev.atelier.recipe.Tuning.Guidance;
import dev.atelier.sampling.Denoiser;
import dev.atelier.sampling.NoisePredictor;
import dev.atelier.sampling.schedule.Scaling;
import dev.atelier.text.Conditioning;
import dev.atelier.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Classifier-free guidance around the UNet (Ho and Salimans 2022, arXiv:2207.12598) by the rules
/// of A1111 v1.10.1: how prompts share calls of the network, and when the negative prompt is left
/// out. Counts its calls, so one guide serves one run.
final class Guide implements Denoiser, NoisePredictor {
    private final Torch torch;
    private final Unet unet;
    private final Conditions conditions;
    private final Settings settings;
    private final Listener listener;
    private int call;

    /// @param cfgScale guidance scale
    /// @param totalCalls calls of the network that A1111 reckons with
    /// @param timestep the timestep that a sigma is told as
    /// @param scaling the network's scaling at a sigma
    record Settings(
            double cfgScale,
            Guidance guidance,
            int totalCalls,
            DoubleUnaryOperator timestep,
            DoubleFunction<Scaling> scaling) {}

    /// Told before and after each call of the network.
    interface Listener {
        /// May throw to end the run.
        void before();

        void after(int calls, Latent denoised);
    }

    /// The answers of one call: for the parts of each picture in turn, then for the negative
    /// prompt.
    private record Answers(List<Latent> parts, Latent negative, boolean guided) {}

    Guide(Torch torch, Unet unet, Conditions conditions, Settings settings, Listener listener) {
        this.torch = torch;
        this.unet = unet;
        this.conditions = conditions;
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public Latent denoise(Latent x, double sigma) {
        var scaling = settings.scaling.apply(sigma);
        double timestep = settings.timestep.applyAsDouble(sigma);
        var denoised =
                combine(
                        sigma,
                        contexts ->
                                predict(x.times(scaling.cIn()), timestep, contexts).stream()
                                        .map(out ->
                                                x.times(scaling.cSkip())
                                                        .plusScaled(out, scaling.cOut()))
                                        .toList());
        listener.after(call, denoised.guided());
        return denoised.guided();
    }

    @Override
    public Prediction predict(Latent x, double timestep) {
        var prediction = combine(timestep, contexts -> predict(x, timestep, contexts));
        listener.after(call, x);
        return prediction;
    }

    /// Evaluates a network for several texts at once.
    private interface Evaluation {
        List<Latent> of(List<Conditioning> contexts);
    }

    private Prediction combine(double level, Evaluation network) {
        listener.before();
        var step = conditions.at(call);
        var answers = evaluate(step, skipsNegative(level), network);
        call++;
        double scale = answers.guided ? settings.cfgScale : 1;
        var result = answers.negative;
        for (int i = 0; i < answers.parts.size(); i++) {
            var pull = answers.parts.get(i).minus(answers.negative);
            result = result.plusScaled(pull, step.weights().get(i) * scale);
        }
        return new Prediction(result, answers.negative);
    }

    private Answers evaluate(Conditions.Step step, boolean skip, Evaluation network) {
        if (skip) {
            var parts = network.of(step.parts());
            return new Answers(parts, parts.getFirst(), false);
        }
        if (step.negative().tokens() == step.parts().getFirst().tokens()) {
            var all = new ArrayList<>(step.parts());
            all.add(step.negative());
            var answers = network.of(all);
            return new Answers(answers.subList(0, answers.size() - 1), answers.getLast(), true);
        }
        var parts = network.of(step.parts());
        return new Answers(parts, network.of(List.of(step.negative())).getFirst(), true);
    }

    /// The first share of the steps ("skip early CFG"), or low noise levels ("NGMS"), there on
    /// every other call unless all are asked for.
    private boolean skipsNegative(double level) {
        var guidance = settings.guidance;
        if (guidance.skipEarly() != 0
                && (double) call / settings.totalCalls <= guidance.skipEarly()) {
            return true;
        }
        boolean turn = call % 2 == 1 || guidance.ngmsAllSteps();
        return turn && guidance.ngms() > 0 && level < guidance.ngms();
    }

    /// One call of the network: every text for every picture of `x`.
    ///
    /// @return an answer for the whole batch for each text
    private List<Latent> predict(Latent x, double timestep, List<Conditioning> contexts) {
        int texts = contexts.size();
        int batch = x.batch();
        var input = Latent.stack(Collections.nCopies(texts, x));
        var shape = input.shape();
        var times = new float[shape.batch()];
        Arrays.fill(times, (float) timestep);
        int tokens = contexts.getFirst().tokens();
        int width = contexts.getFirst().width();
        try (var xs =
                        torch.floats(
                                input.values(),
                                shape.batch(),
                                shape.channels(),
                                shape.height(),
                                shape.width());
                var ts = torch.floats(times, times.length);
                var context =
                        torch.floats(repeat(contexts, batch), (long) texts * batch, tokens, width);
                var out = unet.predict(xs, ts, context)) {
            var answers = Latent.of(shape, out.floats());
            var result = new ArrayList<Latent>();
            for (int text = 0; text < texts; text++) {
                int from = text * batch;
                result.add(
                        Latent.stack(
                                IntStream.range(from, from + batch)
                                        .mapToObj(answers::sample)
                                        .toList()));
            }
            return result;
        }
    }

    private static float[] repeat(List<Conditioning> contexts, int times) {
        int size = contexts.getFirst().values().length;
        var all = new float[size * contexts.size() * times];
        int at = 0;
        for (var context : contexts) {
            for (int i = 0; i < times; i++) {
                System.arraycopy(context.values(), 0, all, at, size);
                at += size;
            }
        }
        return all;
    }
}
