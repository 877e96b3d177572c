package dev.atelier.sampling;

import dev.atelier.latent.Latent;

/// The single steps of DPM-Solver in t = -log sigma (Lu et al., "DPM-Solver" (2022), algorithms 1
/// and 2), starting where the noise estimate is already known.
record DpmSolver(Denoiser model) {
    /// A point with its noise estimate.
    record Point(Latent x, double t, Latent eps) {
        Latent denoised() {
            return x.plusScaled(eps, -sigma(t));
        }
    }

    /// A step with fresh noise: solve down to `t`, then add noise of standard deviation `up`.
    record Ancestral(double t, double up) {
        static Ancestral between(double t, double next, double end, double eta) {
            if (eta == 0) {
                return new Ancestral(next, 0);
            }
            double down = AncestralStep.between(sigma(t), sigma(next), eta).down();
            double target = Math.min(end, -Math.log(down));
            double variance = sigma(next) * sigma(next) - sigma(target) * sigma(target);
            return new Ancestral(target, Math.sqrt(variance));
        }
    }

    static double sigma(double t) {
        return Math.exp(-t);
    }

    Point at(Latent x, double t) {
        return new Point(x, t, x.minus(model.denoise(x, sigma(t))).dividedBy(sigma(t)));
    }

    static Latent first(Point from, double next) {
        return from.x().plusScaled(from.eps(), -sigma(next) * Math.expm1(next - from.t()));
    }

    /// The inner point of the second-order step, at the fraction `r` of the way to `next`.
    Point inner(Point from, double next, double r) {
        double s = from.t() + r * (next - from.t());
        return at(first(from, s), s);
    }

    /// @param inner the point at fraction `r`
    static Latent second(Point from, Point inner, double next, double r) {
        double growth = sigma(next) * Math.expm1(next - from.t());
        var bend = inner.eps().minus(from.eps());
        return first(from, next).plusScaled(bend, -growth / (2 * r));
    }

    /// @param inner the point at fraction 1/3
    Latent third(Point from, Point inner, double next) {
        double h = next - from.t();
        double r1 = 1.0 / 3;
        double r2 = 2.0 / 3;
        double s2 = from.t() + r2 * h;
        double bend2 = sigma(s2) * (r2 / r1) * (Math.expm1(r2 * h) / (r2 * h) - 1);
        var u2 = first(from, s2).plusScaled(inner.eps().minus(from.eps()), -bend2);
        double bend3 = sigma(next) / r2 * (Math.expm1(h) / h - 1);
        return first(from, next).plusScaled(at(u2, s2).eps().minus(from.eps()), -bend3);
    }
}
