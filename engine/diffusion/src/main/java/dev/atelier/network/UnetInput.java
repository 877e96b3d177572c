package dev.atelier.network;

import dev.atelier.torch.Tensor;
import java.util.List;
import java.util.Optional;

/// What a UNet is evaluated with. The tensors stay the caller's.
///
/// @param x `[B, C, H, W]` float32, latents already scaled for the network
/// @param timesteps `[B]` float32, 0 to 999, fractions allowed
/// @param context `[B, N, D]` float32, the text
/// @param y `[B, V]` float32, the vector that SDXL adds to the timestep; empty in other families
/// @param concat `[B, C', H, W]` float32, further channels: mask and picture for inpainting, the
///   picture for editing
/// @param residuals what a ControlNet adds: one `[B, C, H, W]` for the output of each input block
///   and one for that of the middle, in this order; none without it
public record UnetInput(
        Tensor x,
        Tensor timesteps,
        Tensor context,
        Optional<Tensor> y,
        Optional<Tensor> concat,
        List<Tensor> residuals) {
    public UnetInput {
        residuals = List.copyOf(residuals);
    }

    /// Of a network that sees nothing but latents and text.
    public static UnetInput of(Tensor x, Tensor timesteps, Tensor context) {
        return new UnetInput(x, timesteps, context, Optional.empty(), Optional.empty(), List.of());
    }

    /// The same with SDXL's vector.
    public UnetInput withY(Tensor vector) {
        return new UnetInput(x, timesteps, context, Optional.of(vector), concat, residuals);
    }

    /// As the network's text takes them.
    Object[] arguments() {
        return new Object[] {
            x, timesteps, context, y.stream().toList(), concat.stream().toList(), residuals
        };
    }
}
