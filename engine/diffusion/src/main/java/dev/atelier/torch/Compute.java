package dev.atelier.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The way this process computes networks: a [Strategy], an [Attention], and why they were chosen.
///
/// @param reason one sentence for logs, `atelier doctor` and picture metadata
public record Compute(Torch torch, Strategy strategy, Attention attention, String reason) {
    /// Two spellings of attention with equal results up to rounding; which is faster depends on the
    /// CPU's matrix units.
    public enum Attention {
        FUSED("attention_fused.py"),
        CHUNKED("attention_chunked.py");

        private final String resource;

        Attention(String resource) {
            this.resource = resource;
        }
    }

    /// The same device with parts that must not lose precision: float32.
    public Compute exact() {
        return new Compute(torch, strategy.exact(), Attention.FUSED, reason);
    }

    /// A short name, such as `bf16 packed, chunked attention`.
    public String label() {
        return attention == Attention.FUSED
                ? strategy.label()
                : strategy.label() + ", chunked attention";
    }

    /// Compiles one network text (a resource such as `unet.py`) with this strategy's primitives.
    ///
    /// @param sizes whole-number attributes that the text reads as `self.<name>`
    public TorchModule compile(String network, Map<String, Long> sizes) {
        return compile(List.of(network), sizes);
    }

    /// The same of a network whose text is in several resources.
    public TorchModule compile(List<String> network, Map<String, Long> sizes) {
        return torch.compile(resources(strategy, attention, network), attributes(strategy, sizes));
    }

    /// A network as a file that any PyTorch reads with `torch.jit.load`, on any device. It has no
    /// weights: its methods `put` and `put_random` take them.
    ///
    /// @param network resources such as `unet.py`
    /// @param sizes whole-number attributes that the text reads as `self.<name>`
    public static byte[] archive(
            Strategy strategy, Attention attention, List<String> network, Map<String, Long> sizes) {
        var attributes = attributes(strategy, sizes);
        var source =
                TorchSource.assemble(resources(strategy, attention, network), attributes.keySet());
        return TorchArchive.write(source.text(), attributes);
    }

    private static List<String> resources(
            Strategy strategy, Attention attention, List<String> network) {
        var resources =
                new ArrayList<>(List.of("weights.py", strategy.primitives(), attention.resource));
        resources.addAll(network);
        return resources;
    }

    private static Map<String, Long> attributes(Strategy strategy, Map<String, Long> sizes) {
        var attributes = new TreeMap<>(sizes);
        attributes.put("dtype", strategy.dtype().code());
        return attributes;
    }
}
