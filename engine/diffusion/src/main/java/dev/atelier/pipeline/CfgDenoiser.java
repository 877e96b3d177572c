package dev.atelier.pipeline;

import dev.atelier.latent.Latent;
import dev.atelier.recipe.SamplerTuning.Guidance;
import dev.atelier.sampling.Denoiser;
import dev.atelier.sampling.NoisePredictor;
import dev.atelier.text.Conditioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Classifier-free guidance around the UNet (Ho and Salimans 2022, arXiv:2207.12598) by the rules
/// of A1111 v1.10.1: how prompts share calls of the network, and when the negative prompt is left
/// out. Counts its calls, so one guide serves one run.
final class CfgDenoiser implements Denoiser, NoisePredictor {
    private final DenoiserAdapter network;
    private final PromptConditioning conditions;
    private final Settings settings;
    private final Listener listener;
    private final Optional<LatentMask> mask;
    private int call;

    /// @param cfgScale guidance scale
    /// @param totalCalls calls of the network that A1111 reckons with
    record Settings(double cfgScale, Guidance guidance, int totalCalls) {}

    /// Told before and after each call of the network.
    interface Listener {
        /// A pass begins: calls are counted anew.
        void begin();

        /// May throw to end the run.
        void before();

        void after(int calls, Latent denoised);
    }

    /// The answers of one call: for the parts of each picture in turn, then for the negative
    /// prompt.
    private record Answers(List<Latent> parts, Latent negative, boolean guided) {}

    /// @param mask what of the picture stays; put back after each estimate over sigmas, and before
    ///   each call over timesteps, as A1111 does
    CfgDenoiser(
            DenoiserAdapter network,
            PromptConditioning conditions,
            Settings settings,
            Optional<LatentMask> mask,
            Listener listener) {
        this.mask = mask;
        this.network = network;
        this.conditions = conditions;
        this.settings = settings;
        this.listener = listener;
        listener.begin();
    }

    @Override
    public Latent denoise(Latent x, double sigma) {
        var combined = combine(sigma, contexts -> network.denoised(x, sigma, contexts)).guided();
        var denoised = mask.map(m -> m.blend(combined)).orElse(combined);
        listener.after(call, denoised);
        return denoised;
    }

    @Override
    public Prediction predict(Latent x, double timestep) {
        var seen = mask.map(m -> m.blend(x)).orElse(x);
        var prediction = combine(timestep, contexts -> network.noise(seen, timestep, contexts));
        listener.after(call, network.clean(seen, prediction.guided(), timestep));
        return prediction;
    }

    /// Evaluates a network for several texts at once.
    private interface Evaluation {
        List<Latent> of(List<Conditioning> contexts);
    }

    private Prediction combine(double level, Evaluation evaluation) {
        listener.before();
        var step = conditions.at(call);
        var answers = evaluate(step, skipsNegative(level), evaluation);
        call++;
        double scale = answers.guided ? settings.cfgScale : 1;
        var result = answers.negative;
        for (int i = 0; i < answers.parts.size(); i++) {
            var pull = answers.parts.get(i).minus(answers.negative);
            result = result.plusScaled(pull, step.weights().get(i) * scale);
        }
        return new Prediction(result, answers.negative);
    }

    private static Answers evaluate(
            PromptConditioning.Step step, boolean skip, Evaluation evaluation) {
        if (skip) {
            var parts = evaluation.of(step.parts());
            return new Answers(parts, parts.getFirst(), false);
        }
        if (step.negative().tokens() == step.parts().getFirst().tokens()) {
            var all = new ArrayList<>(step.parts());
            all.add(step.negative());
            var answers = evaluation.of(all);
            return new Answers(answers.subList(0, answers.size() - 1), answers.getLast(), true);
        }
        var parts = evaluation.of(step.parts());
        return new Answers(parts, evaluation.of(List.of(step.negative())).getFirst(), true);
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
}
