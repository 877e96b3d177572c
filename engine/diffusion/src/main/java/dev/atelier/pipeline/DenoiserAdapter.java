package dev.atelier.pipeline;

import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.latent.Latent;
import dev.atelier.network.UnetInput;
import dev.atelier.pipeline.WeightOffload.Part;
import dev.atelier.sampling.schedule.LcmSchedule;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.sampling.schedule.Scaling;
import dev.atelier.sampling.schedule.SigmaTable;
import dev.atelier.text.Conditioning;
import dev.atelier.torch.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A UNet in the words of samplers: clean estimates at a sigma, or noise at a timestep, whatever
/// the network was trained to predict (k-diffusion `external.py`, A1111
/// `CompVisTimesteps*Denoiser`).
///
/// @param trained the signal shares of the network's timesteps
/// @param table the levels the sampler knows: `trained`, or the few of a distilled model
/// @param quantized gets only whole timesteps
/// @param concat what an inpainting or editing network gets besides the noise, of the batch's
///   shape; empty for other networks
/// @param control what adds to the network's layers
record DenoiserAdapter(
        Model model,
        NoiseSchedule trained,
        SigmaTable table,
        boolean quantized,
        Optional<Latent> concat,
        ControlRun.Pass control) {
    /// A text that the network is evaluated with.
    ///
    /// @param positive of the prompt, not of the negative prompt
    /// @param blind without `concat`, as an editing model learned to do without its picture
    record Text(Conditioning conditioning, boolean positive, boolean blind) {
        /// Of the prompt.
        Text(Conditioning conditioning) {
            this(conditioning, true, false);
        }

        /// Of the negative prompt.
        static Text negative(Conditioning conditioning) {
            return new Text(conditioning, false, false);
        }

        Text blinded() {
            return new Text(conditioning, positive, true);
        }

        private Latent rows(Latent concat) {
            return blind ? Latent.zeros(concat.shape()) : concat;
        }
    }

    /// The clean picture as each text lets the network see it in `x`.
    List<Latent> denoised(Latent x, double sigma, List<Text> texts) {
        var scaling = scaling(sigma);
        double timestep = quantized ? trained.sigmaToNearestT(sigma) : table.sigmaToT(sigma);
        return raw(x.times(scaling.cIn()), timestep, texts).stream()
                .map(out -> x.times(scaling.cSkip()).plusScaled(out, scaling.cOut()))
                .toList();
    }

    /// The noise as each text lets the network see it in the variance-preserving `x`.
    List<Latent> noise(Latent x, double timestep, List<Text> texts) {
        var answers = raw(x, timestep, texts);
        if (prediction() == Prediction.EPSILON) {
            return answers;
        }
        var scaling = Scaling.vAsEps(alpha(timestep));
        return answers.stream()
                .map(out -> x.times(scaling.cSkip()).plusScaled(out, scaling.cOut()))
                .toList();
    }

    /// The clean picture in a variance-preserving `x` with that noise.
    Latent clean(Latent x, Latent noise, double timestep) {
        double alpha = alpha(timestep);
        return x.plusScaled(noise, -Math.sqrt(1 - alpha)).dividedBy(Math.sqrt(alpha));
    }

    /// The trained timestep whose level is nearest to a sigma.
    int nearestTimestep(double sigma) {
        var sigmas = trained.sigmas();
        int best = 0;
        for (int i = 1; i < sigmas.length; i++) {
            if (Math.abs(sigmas[i] - sigma) < Math.abs(sigmas[best] - sigma)) {
                best = i;
            }
        }
        return best;
    }

    private double alpha(double timestep) {
        var alphas = trained.alphasCumprod();
        return alphas[Math.clamp((int) timestep, 0, alphas.length - 1)];
    }

    private Scaling scaling(double sigma) {
        if (table instanceof LcmSchedule lcm) {
            return lcm.scaling(sigma);
        }
        return switch (prediction()) {
            case EPSILON -> Scaling.eps(sigma);
            case V -> Scaling.v(sigma);
        };
    }

    private Prediction prediction() {
        return model.config().training().prediction();
    }

    /// Every text for every picture of `x`.
    ///
    /// @return an answer for the whole batch for each text
    private List<Latent> raw(Latent x, double timestep, List<Text> texts) {
        var answers = answers(x, timestep, texts);
        return control.isIdle() ? answers : repaired(x, timestep, texts, answers);
    }

    /// In one call of the network where that fits into memory, else text by text, else picture by
    /// picture, and at last with weights that are copied layer by layer: the answers are the same
    /// up to rounding, and no step is done twice.
    private List<Latent> answers(Latent x, double timestep, List<Text> texts) {
        long need = MemoryNeed.unet(model, x, texts.size());
        var offload = new WeightOffload(model);
        boolean one = texts.size() == 1 && (x.batch() == 1 || !control.isIdle());
        if (one) {
            return offload.must(Part.UNET, need, () -> atOnce(x, timestep, texts));
        }
        return offload.attempt(Part.UNET, need, () -> atOnce(x, timestep, texts))
                .orElseGet(() ->
                        texts.size() > 1
                                ? textByText(x, timestep, texts)
                                : List.of(pictureByPicture(x, timestep, texts)));
    }

    private List<Latent> textByText(Latent x, double timestep, List<Text> texts) {
        return texts.stream()
                .flatMap(text -> answers(x, timestep, List.of(text)).stream())
                .toList();
    }

    private Latent pictureByPicture(Latent x, double timestep, List<Text> texts) {
        var all = new ArrayList<Latent>();
        for (int i = 0; i < x.batch(); i++) {
            int index = i;
            var own = concat.map(it -> it.sample(index));
            var alone = new DenoiserAdapter(model, trained, table, quantized, own, control);
            all.addAll(alone.answers(x.sample(i), timestep, texts));
        }
        return Latent.stack(all);
    }

    private List<Latent> atOnce(Latent x, double timestep, List<Text> texts) {
        int batch = x.batch();
        int rows = texts.size() * batch;
        var input = Latent.stack(Collections.nCopies(texts.size(), x));
        var further =
                concat.map(more -> Latent.stack(texts.stream().map(t -> t.rows(more)).toList()));
        var times = new float[rows];
        Arrays.fill(times, (float) timestep);
        var first = texts.getFirst().conditioning;
        var sequences = repeat(texts, batch, Conditioning::values);
        var vectors = repeat(texts, batch, Conditioning::pooled);
        var torch = model.compute().torch();
        try (var xs = tensor(input);
                var ts = torch.floats(times, times.length);
                var context = torch.floats(sequences, rows, first.tokens(), first.width());
                var y =
                        vectors.length > 0
                                ? torch.floats(vectors, rows, vectors.length / rows)
                                : null;
                var conditioning = further.isPresent() ? tensor(further.get()) : null;
                var out =
                        predicted(
                                new UnetInput(
                                        xs,
                                        ts,
                                        context,
                                        Optional.ofNullable(y),
                                        Optional.ofNullable(conditioning),
                                        UnetInput.Control.NONE),
                                positives(texts, batch))) {
            return split(Latent.of(x.shape().withBatch(rows), out.floats()), batch);
        }
    }

    private List<Latent> repaired(
            Latent x, double timestep, List<Text> texts, List<Latent> answers) {
        var all = new ArrayList<ControlledUnit.Answer>();
        for (int i = 0; i < answers.size(); i++) {
            all.add(new ControlledUnit.Answer(answers.get(i), texts.get(i).positive));
        }
        var repair = new ControlRepair(alpha(Math.rint(timestep)), prediction() == Prediction.V);
        return control.repaired(model, repair, x, all);
    }

    private Tensor predicted(UnetInput input, float[] positives) {
        try (var added = control.sum(model, input, positives)) {
            return model.networks().unet().predict(input.with(added.control()));
        }
    }

    private static float[] positives(List<Text> texts, int batch) {
        var positives = new float[texts.size() * batch];
        for (int i = 0; i < positives.length; i++) {
            positives[i] = texts.get(i / batch).positive ? 1 : 0;
        }
        return positives;
    }

    private Tensor tensor(Latent latent) {
        var shape = latent.shape();
        return model.compute()
                .torch()
                .floats(
                        latent.values(),
                        shape.batch(),
                        shape.channels(),
                        shape.height(),
                        shape.width());
    }

    private static List<Latent> split(Latent answers, int batch) {
        var result = new ArrayList<Latent>();
        for (int from = 0; from < answers.batch(); from += batch) {
            var samples = IntStream.range(from, from + batch).mapToObj(answers::sample).toList();
            result.add(Latent.stack(samples));
        }
        return result;
    }

    private static float[] repeat(
            List<Text> texts, int times, Function<Conditioning, float[]> numbers) {
        int size = numbers.apply(texts.getFirst().conditioning).length;
        var all = new float[size * texts.size() * times];
        int at = 0;
        for (var text : texts) {
            for (int i = 0; i < times; i++) {
                System.arraycopy(numbers.apply(text.conditioning), 0, all, at, size);
                at += size;
            }
        }
        return all;
    }
}
