package dev.atelier.pipeline;

import dev.atelier.checkpoint.LatentColours;
import dev.atelier.checkpoint.TaesdFile.Part;
import dev.atelier.network.Taesd;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;

/// What stands in for a model's autoencoder where speed counts more than detail.
///
/// @param colours from channels of a latent to colours, as the model's file says
/// @param tiny TAESD, which the caller closes
/// @param fitting how colours are fitted where the file says none; empty for not at all
public record Approximations(
        Optional<LatentColours> colours, Optional<Taesd> tiny, Optional<Fitting> fitting) {
    static final Approximations NONE =
            new Approximations(Optional.empty(), Optional.empty(), Optional.empty());

    /// @param cache folder in which fitted colours are kept
    /// @param background runs the fit beside a picture, at low priority
    public record Fitting(Path cache, Executor background) {}

    Approximations withColours(Optional<LatentColours> value) {
        return new Approximations(value, tiny, fitting);
    }

    /// Whether TAESD is there with this half.
    boolean has(Part part) {
        return tiny.filter(it -> it.has(part)).isPresent();
    }
}
