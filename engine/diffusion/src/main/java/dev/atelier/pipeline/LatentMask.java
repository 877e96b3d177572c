package dev.atelier.pipeline;

import dev.atelier.latent.Latent;

/// Keeps part of a latent as it was, at every call of the network.
///
/// @param painted 1 where the picture is made again, 0 where it stays, of the batch's shape
/// @param image what stays
record LatentMask(Latent painted, Latent image) {
    /// `x` where it is painted, the image elsewhere.
    Latent blend(Latent x) {
        return image.plusScaled(x.minus(image).times(painted), 1);
    }
}
