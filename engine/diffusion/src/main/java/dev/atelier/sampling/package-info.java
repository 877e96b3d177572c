/// What a sampler is: a pure function from pure noise to a latent, calling a model ([Denoiser] or
/// [NoisePredictor]) and drawing noise through a port. [Samplers] is the table of all of them; the
/// noise schedules are in `schedule`. Plain Java doubles, no tensors. Start reading at [Sampler].
@NullMarked
package dev.atelier.sampling;

import org.jspecify.annotations.NullMarked;
