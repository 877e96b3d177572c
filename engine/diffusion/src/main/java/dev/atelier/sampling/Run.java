package dev.atelier.sampling;

import dev.atelier.noise.StepNoise;

/// What a sampler needs besides model, start and way.
///
/// @param options the numbers the user may turn
/// @param noise drawn in a fixed order, also where a draw goes unused: the order is part of the
///   seed's meaning
/// @param observer is called after every step
public record Run(SamplerOptions options, StepNoise noise, StepObserver observer) {}
