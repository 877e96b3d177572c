/// Samplers over the timesteps of the variance-preserving process. Start reading at [Ddim].
@NullMarked
package dev.atelier.sampling.timestep;

import org.jspecify.annotations.NullMarked;
