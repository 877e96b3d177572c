package dev.atelier.pipeline;

import dev.atelier.checkpoint.Training.Prediction;
import dev.atelier.latent.Latent;
import dev.atelier.sampling.schedule.LcmSchedule;
import dev.atelier.sampling.schedule.NoiseSchedule;
import dev.atelier.sampling.schedule.Scaling;
import dev.atelier.sampling.schedule.SigmaTable;
import dev.atelier.text.Conditioning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A UNet in the words of samplers: clean estimates at a sigma, or noise at a timestep, whatever
/// the network was trained to predict (k-diffusion `external.py`, A1111
/// `CompVisTimesteps*Denoiser`).
///
/// @param trained the signal shares of the network's timesteps
/// @param table the levels the sampler knows: `trained`, or the few of a distilled model
/// @param quantized told only whole timesteps
/// @param inpaintConditioning what an inpainting network gets besides the noise: mask and masked
///   picture, of the batch's shape; empty for other networks
record DenoiserAdapter(
        Model model,
        NoiseSchedule trained,
        SigmaTable table,
        boolean quantized,
        Optional<Latent> inpaintConditioning) {
    /// The clean picture as each text lets the network see it in `x`.
    List<Latent> denoised(Latent x, double sigma, List<Conditioning> contexts) {
        var scaling = scaling(sigma);
        double timestep = quantized ? trained.sigmaToNearestT(sigma) : table.sigmaToT(sigma);
        return raw(x.times(scaling.cIn()), timestep, contexts).stream()
                .map(out -> x.times(scaling.cSkip()).plusScaled(out, scaling.cOut()))
                .toList();
    }

    /// The noise as each text lets the network see it in the variance-preserving `x`.
    List<Latent> noise(Latent x, double timestep, List<Conditioning> contexts) {
        var answers = raw(x, timestep, contexts);
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

    /// One call of the network: every text for every picture of `x`.
    ///
    /// @return an answer for the whole batch for each text
    private List<Latent> raw(Latent x, double timestep, List<Conditioning> contexts) {
        int texts = contexts.size();
        int batch = x.batch();
        var input =
                Latent.stack(
                        Collections.nCopies(texts, inpaintConditioning.map(x::beside).orElse(x)));
        var shape = input.shape();
        var times = new float[shape.batch()];
        Arrays.fill(times, (float) timestep);
        int tokens = contexts.getFirst().tokens();
        int width = contexts.getFirst().width();
        var torch = model.compute().torch();
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
                var out = model.networks().unet().predict(xs, ts, context)) {
            var answers = Latent.of(x.shape().withBatch(shape.batch()), out.floats());
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
