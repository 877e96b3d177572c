package dev.atelier.sampling;

/// How an ancestral step from one sigma to a smaller one is cut: go down to `down`, then add noise
/// of `up`, so that `down^2 + up^2` is the target's variance (k-diffusion `get_ancestral_step`).
public record AncestralStep(double down, double up) {
    /// @param eta share of fresh noise, 0 (none) to 1
    public static AncestralStep between(double from, double to, double eta) {
        if (eta == 0) {
            return new AncestralStep(to, 0);
        }
        double full = Math.sqrt(to * to * (from * from - to * to) / (from * from));
        double up = Math.min(to, eta * full);
        return new AncestralStep(Math.sqrt(to * to - up * up), up);
    }
}
