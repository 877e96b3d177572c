package dev.atelier.sampling.schedule;

/// The noise levels of a model's timesteps, in float32 arithmetic (k-diffusion `DiscreteSchedule`).
public interface SigmaTable {
    /// Ascending, one per trained timestep the table holds; not a copy.
    double[] sigmas();

    /// The timestep that the network gets for `sigma`.
    double sigmaToT(double sigma);

    /// The noise level at a timestep, fractional allowed.
    double tToSigma(double t);

    /// `count` levels from the highest to the lowest, uniform in timestep, then 0.
    double[] descent(int count);

    default double sigmaMin() {
        return sigmas()[0];
    }

    default double sigmaMax() {
        return sigmas()[sigmas().length - 1];
    }
}
