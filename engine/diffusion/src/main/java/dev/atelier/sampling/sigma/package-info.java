/// Samplers that walk a list of sigmas, one per file, each readable beside its paper. `x` is the
/// latent, `d` the derivative dx/dsigma, `h` a step in t = -log sigma. Start reading at [Euler].
@NullMarked
package dev.atelier.sampling.sigma;

import org.jspecify.annotations.NullMarked;
