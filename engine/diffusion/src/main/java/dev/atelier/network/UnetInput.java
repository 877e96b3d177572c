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
/// @param control what control networks add
public record UnetInput(
        Tensor x,
        Tensor timesteps,
        Tensor context,
        Optional<Tensor> y,
        Optional<Tensor> concat,
        Control control) {
    /// What control networks add to a UNet. All are `[B, C, H, W]`; height and width of 1 stand for
    /// every position.
    ///
    /// @param residuals of a ControlNet: one for the output of each input block, which the blocks
    ///   up get, and one for that of the middle, in this order; none without it
    /// @param features of a T2I-Adapter, which all that follows gets
    public record Control(List<Tensor> residuals, List<Feature> features) {
        public static final Control NONE = new Control(List.of(), List.of());

        public Control {
            residuals = List.copyOf(residuals);
            features = List.copyOf(features);
        }
    }

    /// @param block number of the input block whose output it is added to; the middle has the
    ///   number after the last
    public record Feature(int block, Tensor values) {}

    /// Of a network that sees nothing but latents and text.
    public static UnetInput of(Tensor x, Tensor timesteps, Tensor context) {
        return new UnetInput(
                x, timesteps, context, Optional.empty(), Optional.empty(), Control.NONE);
    }

    /// The same with SDXL's vector.
    public UnetInput withY(Tensor vector) {
        return new UnetInput(x, timesteps, context, Optional.of(vector), concat, control);
    }

    /// The same with what control networks add.
    public UnetInput with(Control added) {
        return new UnetInput(x, timesteps, context, y, concat, added);
    }

    /// As the network's text takes them.
    Object[] arguments() {
        return new Object[] {
            x,
            timesteps,
            context,
            y.stream().toList(),
            concat.stream().toList(),
            control.residuals,
            control.features.stream().map(Feature::values).toList(),
            control.features.stream().mapToLong(Feature::block).toArray()
        };
    }
}
