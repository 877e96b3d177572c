package dev.atelier.sampling;

import dev.atelier.latent.Latent;
import dev.atelier.sampling.StepObserver.Step;
import java.util.ArrayList;
import java.util.List;

/// Stochastic DPM-Solver++(3M): third order from the two previous estimates. After Lu et al.,
/// "DPM-Solver++" (2022); the third order is Crowson's. Reference: k-diffusion
/// `sample_dpmpp_3m_sde`. Deviations: none.
public final class Dpmpp3mSde implements Sampler.OverSigmas {
    /// An earlier step: its estimate, and its length in log sigma.
    private record Past(Latent denoised, double h) {}

    @Override
    public Latent sample(Denoiser model, Latent x, double[] sigmas, Run run) {
        double eta = run.options().eta();
        var history = new ArrayList<Past>();
        for (int i = 0; i < sigmas.length - 1; i++) {
            double next = sigmas[i + 1];
            var denoised = model.denoise(x, sigmas[i]);
            run.observer().onStep(new Step(i, sigmas[i], x, denoised));
            if (next == 0) {
                x = denoised;
                continue;
            }
            double h = Math.log(sigmas[i]) - Math.log(next);
            double hEta = h * (1 + eta);
            x = x.times(Math.exp(-hEta)).plusScaled(denoised, -Math.expm1(-hEta));
            x = corrected(x, new Past(denoised, h), history, hEta);
            if (eta > 0) {
                double added = next * Math.sqrt(-Math.expm1(-2 * eta * h));
                x =
                        x.plusScaled(
                                run.noise().between(sigmas[i], next),
                                added * run.options().noiseFactor());
            }
            history.addFirst(new Past(denoised, h));
        }
        return x;
    }

    /// Adds the first and second divided differences, as far as there is history (newest first).
    private static Latent corrected(Latent x, Past now, List<Past> history, double hEta) {
        if (history.isEmpty()) {
            return x;
        }
        double phi2 = Math.expm1(-hEta) / hEta + 1;
        var last = history.getFirst();
        double r0 = last.h() / now.h();
        var slope = now.denoised().minus(last.denoised()).dividedBy(r0);
        if (history.size() == 1) {
            return x.plusScaled(slope, phi2);
        }
        var before = history.get(1);
        double r1 = before.h() / now.h();
        var lastSlope = last.denoised().minus(before.denoised()).dividedBy(r1);
        var bend = slope.minus(lastSlope).dividedBy(r0 + r1);
        double phi3 = phi2 / hEta - 0.5;
        return x.plusScaled(slope.plusScaled(bend, r0), phi2).plusScaled(bend, -phi3);
    }
}
