/// What a sampler is: a pure function from pure noise to a latent, calling a model ([Denoiser] or
/// [NoisePredictor]) and drawing noise through a port. The samplers themselves are in `sigma`,
/// `range` and `timestep`, the noise schedules in `schedule`, the table of all of them in
/// `catalog`. Plain Java doubles, no tensors. Start reading at [Sampler].
@NullMarked
package dev.atelier.sampling;

import org.jspecify.annotations.NullMarked;
