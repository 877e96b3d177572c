package dev.atelier.pipeline;

import dev.atelier.checkpoint.Variant;
import dev.atelier.latent.Latent;
import dev.atelier.recipe.SamplerTuning.Guidance;
import dev.atelier.sampling.Denoiser;
import dev.atelier.sampling.NoisePredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Classifier-free guidance around the UNet (Ho and Salimans 2022, arXiv:2207.12598) by the rules
/// of A1111 v1.10.1: how prompts share calls of the network, when the negative prompt is left out,
/// and when a refiner takes over. An editing model is guided twice, by the text and by its picture
/// (InstructPix2Pix, arXiv:2211.09800, section 3.2). Counts its calls, so one denoiser serves one
/// run.
final class CfgDenoiser implements Denoiser, NoisePredictor {
    /// A1111's image CFG scale where none is given.
    static final double IMAGE_CFG_SCALE = 1.5;

    private final Settings settings;
    private final Listener listener;
    private final Optional<LatentMask> mask;
    private Stage stage;
    private Optional<Refinement> refinement;
    private int call;

    /// A model, and the prompts as it reads them.
    record Stage(DenoiserAdapter network, PromptConditioning conditions) {}

    /// A model that takes over.
    ///
    /// @param at share of the way
    /// @param bySteps the way is counted in calls, not by the noise left
    record Refinement(Stage stage, double at, boolean bySteps) {}

    /// @param cfgScale guidance scale
    /// @param totalCalls calls of the network that A1111 reckons with
    record Settings(double cfgScale, Guidance guidance, int totalCalls) {}

    /// Is called before and after each call of the network.
    interface Listener {
        /// A pass begins: calls are counted again.
        void begin();

        /// May throw to end the run.
        void before();

        void after(int calls, Latent denoised);
    }

    /// The answers of one call: for the parts of each picture in turn, for the negative prompt, and
    /// of an editing model for the negative prompt without the picture.
    private record Answers(
            List<Latent> parts, Latent negative, Optional<Latent> blind, boolean guided) {}

    /// @param mask what of the picture stays; put back after each estimate over sigmas, and before
    ///   each call over timesteps, as A1111 does
    CfgDenoiser(
            Stage stage,
            Optional<Refinement> refinement,
            Settings settings,
            Optional<LatentMask> mask,
            Listener listener) {
        this.stage = stage;
        this.refinement = refinement;
        this.mask = mask;
        this.settings = settings;
        this.listener = listener;
        listener.begin();
    }

    @Override
    public Latent denoise(Latent x, double sigma) {
        takeOver(() -> stage.network.nearestTimestep(sigma));
        var network = stage.network;
        var combined = combine(sigma, texts -> network.denoised(x, sigma, texts)).guided();
        var denoised = mask.map(m -> m.blend(combined)).orElse(combined);
        listener.after(call, denoised);
        return denoised;
    }

    @Override
    public Prediction predict(Latent x, double timestep) {
        takeOver(() -> (int) timestep);
        var network = stage.network;
        var masked = mask.map(m -> m.blend(x)).orElse(x);
        var prediction = combine(timestep, texts -> network.noise(masked, timestep, texts));
        listener.after(call, network.clean(masked, prediction.guided(), timestep));
        return prediction;
    }

    /// Lets the refiner take over where it is due (A1111 `sd_samplers_common.apply_refiner`).
    private void takeOver(IntSupplier timestep) {
        if (refinement.isEmpty()) {
            return;
        }
        var refiner = refinement.get();
        double done =
                refiner.bySteps
                        ? (double) call / settings.totalCalls
                        : (999 - timestep.getAsInt()) / 1000.0;
        if (done >= refiner.at) {
            stage = refiner.stage;
            refinement = Optional.empty();
        }
    }

    /// Evaluates a network for several texts at once.
    private interface Evaluation {
        List<Latent> of(List<DenoiserAdapter.Text> texts);
    }

    private Prediction combine(double level, Evaluation evaluation) {
        listener.before();
        var step = stage.conditions.at(call);
        var answers = evaluate(step, skipsNegative(level), evaluation);
        call++;
        double scale = answers.guided ? settings.cfgScale : 1;
        var result = answers.blind.orElse(answers.negative);
        for (int i = 0; i < answers.parts.size(); i++) {
            var pull = answers.parts.get(i).minus(answers.negative);
            result = result.plusScaled(pull, step.weights().get(i) * scale);
        }
        if (answers.blind.isPresent()) {
            var pull = answers.negative.minus(answers.blind.get());
            result = result.plusScaled(pull, imageScale());
        }
        return new Prediction(result, answers.blind.orElse(answers.negative));
    }

    private Answers evaluate(PromptConditioning.Step step, boolean skip, Evaluation evaluation) {
        var parts = step.parts().stream().map(DenoiserAdapter.Text::new).toList();
        if (skip) {
            var answers = evaluation.of(parts);
            return new Answers(answers, answers.getFirst(), Optional.empty(), false);
        }
        var negatives = new ArrayList<DenoiserAdapter.Text>();
        var negative = DenoiserAdapter.Text.negative(step.negative());
        negatives.add(negative);
        if (edits()) {
            negatives.add(negative.blinded());
        }
        var answers = new ArrayList<Latent>();
        if (step.negative().tokens() == step.parts().getFirst().tokens()) {
            var all = new ArrayList<>(parts);
            all.addAll(negatives);
            answers.addAll(evaluation.of(all));
        } else {
            answers.addAll(evaluation.of(parts));
            answers.addAll(evaluation.of(negatives));
        }
        int count = parts.size();
        var blind =
                answers.size() > count + 1
                        ? Optional.of(answers.getLast())
                        : Optional.<Latent>empty();
        return new Answers(answers.subList(0, count), answers.get(count), blind, true);
    }

    /// With an image CFG scale of 1 both guidances are one, as in A1111.
    private boolean edits() {
        return stage.network.model().config().variant() == Variant.EDITING && imageScale() != 1;
    }

    private double imageScale() {
        return settings.guidance.imageCfgScale().orElse(IMAGE_CFG_SCALE);
    }

    /// The first share of the steps ("skip early CFG"), or low noise levels ("NGMS"), there on
    /// every other call unless all are requested.
    private boolean skipsNegative(double level) {
        var guidance = settings.guidance;
        if (guidance.skipEarly() != 0
                && (double) call / settings.totalCalls <= guidance.skipEarly()) {
            return true;
        }
        boolean turn = call % 2 == 1 || guidance.ngmsAllSteps();
        return turn && guidance.ngms() > 0 && level < guidance.ngms() && !edits();
    }
}
