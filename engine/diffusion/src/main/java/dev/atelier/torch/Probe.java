package dev.atelier.torch;

import dev.atelier.torch.Compute.Attention;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses a [Compute] by trying small pieces of work on the machine itself, in about 0.2 seconds.
///
/// CPU features alone do not decide: a library may report bfloat16 as supported where it is
/// emulated and several times slower, and the faster spelling of attention differs between CPUs
/// with and without matrix units.
public final class Probe {
    private static final Logger log = LoggerFactory.getLogger(Probe.class);

    /// Below this gain over float32 the loss of precision is not worth it.
    private static final double WORTHWHILE = 1.2;

    /// Thousandths: bfloat16 rounds to 4, a wrong sum is off by hundreds.
    static final long TRUSTED = 20;

    private static final int ROUNDS = 3;
    private static final int TURNS = 12;

    private Probe() {}

    /// The fastest way that is sound on this machine.
    public static Compute choose(Torch torch) {
        var chosen = torch.onGpu() ? gpu(torch) : cpu(torch);
        log.info("compute strategy: {} ({})", chosen.label(), chosen.reason());
        return chosen;
    }

    /// The named strategy, with the faster attention for it.
    public static Compute forced(Torch torch, Strategy strategy) {
        return new Compute(torch, strategy, attention(torch, strategy), "chosen by the user");
    }

    /// A small multiplication, which fails where the device does not compute.
    public static void multiply(Torch torch, Strategy strategy) {
        try (var module = module(torch, strategy, Attention.FUSED)) {
            try (var x = torch.floats(new float[64 * 64], 64, 64);
                    var product = module.call("square", x)) {
                product.floats(); // waits for the device, which then reports what went wrong
            }
        }
    }

    private static Compute gpu(Torch torch) {
        return new Compute(torch, Strategy.CUDA_F16, Attention.FUSED, "an NVIDIA GPU is present");
    }

    private static Compute cpu(Torch torch) {
        if (!packs(torch)) {
            return new Compute(
                    torch,
                    Strategy.PLAIN_F32,
                    Attention.FUSED,
                    "this build of PyTorch has no oneDNN operators");
        }
        if (deviation(torch, Strategy.PACKED_F32) > TRUSTED) {
            return new Compute(
                    torch,
                    Strategy.PLAIN_F32,
                    Attention.FUSED,
                    "oneDNN's own layouts compute wrong numbers on this CPU");
        }
        if (!supportsBf16(torch)) {
            return packed(torch, "the CPU has no bfloat16 arithmetic");
        }
        if (deviation(torch, Strategy.PACKED_BF16) > TRUSTED) {
            return packed(torch, "bfloat16 computes wrong numbers on this CPU");
        }
        double gain = gainOfBf16(torch);
        var strategy = gain >= WORTHWHILE ? Strategy.PACKED_BF16 : Strategy.PACKED_F32;
        var reason = String.format(Locale.ROOT, "bfloat16 is %.1f times as fast as float32", gain);
        return new Compute(torch, strategy, attention(torch, strategy), reason);
    }

    private static Compute packed(Torch torch, String reason) {
        var strategy = Strategy.PACKED_F32;
        return new Compute(torch, strategy, attention(torch, strategy), reason);
    }

    /// How far a few layers of a strategy are from their sums, in thousandths of the largest sum.
    /// oneDNN has been seen to compute layers of certain widths wrong on one kind of CPU.
    static long deviation(Torch torch, Strategy strategy) {
        try (var module = module(torch, strategy, Attention.FUSED)) {
            return module.callLong("deviation");
        }
    }

    private static boolean packs(Torch torch) {
        try (var module = module(torch, Strategy.PACKED_F32, Attention.FUSED)) {
            module.callLong("prepare_linear", 64L);
            module.call("linear_layer").close();
            return true;
        } catch (TorchException e) {
            log.debug("no packed operators", e);
            return false;
        }
    }

    private static boolean supportsBf16(Torch torch) {
        try (var module = module(torch, Strategy.PACKED_F32, Attention.FUSED)) {
            return module.callLong("supports_bf16") == 1;
        }
    }

    /// How many times as fast bfloat16 multiplies; in turns, so that another program's load meets
    /// both.
    private static double gainOfBf16(Torch torch) {
        try (var exact = module(torch, Strategy.PACKED_F32, Attention.FUSED);
                var rounded = module(torch, Strategy.PACKED_BF16, Attention.FUSED)) {
            exact.callLong("prepare_matmul", 512L);
            rounded.callLong("prepare_matmul", 512L);
            double slow = Double.MAX_VALUE;
            double fast = Double.MAX_VALUE;
            for (int i = 0; i < TURNS; i++) {
                slow = Math.min(slow, millis(exact, "matmul"));
                fast = Math.min(fast, millis(rounded, "matmul"));
            }
            return slow / fast;
        }
    }

    private static Attention attention(Torch torch, Strategy strategy) {
        if (strategy != Strategy.PACKED_BF16) {
            return Attention.FUSED; // exact, and measured faster in float32 on every CPU seen
        }
        double fused = attentionMillis(torch, strategy, Attention.FUSED);
        double chunked = attentionMillis(torch, strategy, Attention.CHUNKED);
        return chunked < fused ? Attention.CHUNKED : Attention.FUSED;
    }

    private static double attentionMillis(Torch torch, Strategy strategy, Attention attention) {
        try (var module = module(torch, strategy, attention)) {
            module.callLong("prepare_attention", 2048L);
            return bestMillis(module, "attention");
        }
    }

    private static TorchModule module(Torch torch, Strategy strategy, Attention attention) {
        return new Compute(torch, strategy, attention, "probe").compile("probe.py", Map.of());
    }

    private static double bestMillis(TorchModule module, String method) {
        module.call(method).close();
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.min(best, millis(module, method));
        }
        return best;
    }

    private static double millis(TorchModule module, String method) {
        long start = System.nanoTime();
        module.call(method).close();
        return (System.nanoTime() - start) / 1e6;
    }
}
