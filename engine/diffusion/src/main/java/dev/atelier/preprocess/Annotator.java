package dev.atelier.preprocess;

import dev.atelier.control.Drawing;
import dev.atelier.image.Bitmap;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Dtype;
import dev.atelier.torch.Strategy;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.Torch;
import dev.atelier.torch.TorchModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A loaded network that draws maps. Holds its memory until closed; used by one thread at a time.
sealed interface Annotator extends AutoCloseable
        permits SoftEdgeNetwork,
                FineEdgeNetwork,
                LineArtNetwork,
                SegmentNetwork,
                DepthNetwork,
                PoseNetwork {
    /// What it makes of a picture.
    ///
    /// @param module the preprocessor's name: several share a network
    /// @param picture three channels, both sides multiples of 64
    /// @return of the same size, one or three channels
    Bitmap map(String module, Bitmap picture, Drawing drawing);

    @Override
    void close();

    /// Loads the network of a folder of the extension's `annotator/downloads`.
    ///
    /// @throws IOException when the file cannot be used; the message says why
    static Annotator load(String folder, Path file, Compute compute) throws IOException {
        // Plain operators: the packed ones are laid out for the strides of the UNet.
        var exact =
                new Compute(
                        compute.torch(),
                        Strategy.PLAIN_F32,
                        Compute.Attention.FUSED,
                        compute.reason());
        return switch (folder) {
            case "hed" -> SoftEdgeNetwork.load(file, exact);
            case "pidinet" -> FineEdgeNetwork.load(file, exact);
            case "lineart" -> LineArtNetwork.load(file, exact);
            case "mlsd" -> SegmentNetwork.load(file, exact);
            case "depth_anything" -> DepthNetwork.load(file, exact, false);
            case "depth_anything_v2" -> DepthNetwork.load(file, exact, true);
            case "openpose" -> PoseNetwork.load(file, exact);
            default -> throw new IllegalArgumentException(folder);
        };
    }

    /// Calls a method with a picture's bytes, its height and its width, and further arguments.
    static Tensor see(
            Torch torch, TorchModule module, String method, Bitmap picture, Object... more) {
        var buffer = ByteBuffer.allocateDirect(picture.bytes().length);
        buffer.put(picture.bytes()).flip();
        try (var raw = torch.view(buffer, Dtype.U8, picture.bytes().length)) {
            var arguments = new Object[3 + more.length];
            arguments[0] = raw;
            arguments[1] = (long) picture.height();
            arguments[2] = (long) picture.width();
            System.arraycopy(more, 0, arguments, 3, more.length);
            return module.call(method, arguments);
        }
    }

    /// A map of bytes as a method `draw` gives it.
    static Bitmap drawn(Torch torch, TorchModule module, Bitmap picture, Object... more) {
        try (var map = see(torch, module, "draw", picture, more)) {
            return new Bitmap(picture.width(), picture.height(), 1, map.bytes());
        }
    }
}
