package dev.atelier.recipe;

/// A second checkpoint that takes over during sampling.
///
/// @param model its name, with the hash where it is known
/// @param switchAt share of the steps after which it takes over
/// @param bySamplingSteps `refiner_switch_by_sample_steps`: counted in sampling steps, as before
///   version 1.8, instead of by the noise left
public record Refiner(ModelRef model, double switchAt, boolean bySamplingSteps) {
    public Refiner {
        Require.share("refiner switch", switchAt);
    }
}
