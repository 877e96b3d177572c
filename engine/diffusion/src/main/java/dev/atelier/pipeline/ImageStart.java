package dev.atelier.pipeline;

import dev.atelier.latent.Latent;
import java.util.Optional;

/// What a pass from an existing picture begins with.
///
/// @param latent the picture's latent, of the batch's shape
/// @param mask what of it is repainted; empty for all
/// @param concat what an inpainting or editing network sees besides the noise; empty for other
///   networks
record ImageStart(Latent latent, Optional<LatentMask> mask, Optional<Latent> concat) {
    static ImageStart of(Latent latent) {
        return new ImageStart(latent, Optional.empty(), Optional.empty());
    }
}
