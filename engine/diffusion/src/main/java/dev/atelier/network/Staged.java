package dev.atelier.network;

import dev.atelier.recipe.StopPoint;
import dev.atelier.torch.Tensor;
import dev.atelier.torch.TorchException;
import dev.atelier.torch.TorchModule;

/// A long evaluation of a network in steps, between and in which it can be stopped: one method
/// begins it and returns the count of steps, `step` does one of them, another method gives the
/// result. What lies between is kept in the module, and `forget` drops it.
///
/// @param finish the method that gives the result
record Staged(TorchModule module, String finish) {
    /// Positions of all maps together from which an evaluation is long: calls of a script cost
    /// nothing against it.
    private static final long LONG = 32 * 32;

    /// Whether maps `[B, C, H, W]` are worth steps.
    static boolean isLong(Tensor maps) {
        var shape = maps.shape();
        return shape[0] * shape[2] * shape[3] >= LONG;
    }

    Tensor run(String begin, Object... arguments) {
        return module.stoppable(() -> steps(begin, arguments));
    }

    private Tensor steps(String begin, Object... arguments) {
        try {
            long steps = module.callLong(begin, arguments);
            for (long i = 0; i < steps; i++) {
                StopPoint.pass();
                module.callLong("step", i);
            }
            return module.call(finish);
        } catch (TorchException e) {
            module.callLong("forget");
            StopPoint.pass(); // a step may have ended because of it
            throw e;
        } catch (RuntimeException e) {
            module.callLong("forget");
            throw e;
        }
    }
}
