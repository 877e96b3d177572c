package dev.atelier.pipeline;

import dev.atelier.network.Clip;
import dev.atelier.torch.DeviceMemory;
import dev.atelier.torch.TorchModule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes room on a device that is too small for all of a model: weights that are not used now move
/// to the processor's memory, the text encoders first; and where the network that computes does not
/// fit either, its own are copied layer by layer. The numbers stay the same.
///
/// Terms: "model offload" and "sequential offload" of diffusers.
record WeightOffload(Model model) {
    private static final Logger log = LoggerFactory.getLogger(WeightOffload.class);

    /// Networks that are used by turns, those that are missed least first.
    enum Part {
        TEXT,
        VAE,
        UNET
    }

    /// Does work of one network, after others have left the device if need be.
    ///
    /// @param need bytes besides weights
    /// @return empty where it does not fit yet
    <T> Optional<T> attempt(Part user, long need, Supplier<T> work) {
        var memory = memory();
        if (user != Part.TEXT) { // which runs once, and would only have to leave again
            recall(user, need);
        }
        var done = memory.attempt(need, work);
        for (var part : Part.values()) {
            if (done.isEmpty() && part != user && leaves(part)) {
                done = memory.attempt(need, work);
            }
        }
        return done;
    }

    /// Does work of one network for which there is no smaller part: its own weights leave, too.
    ///
    /// @throws dev.atelier.torch.TorchException out of memory
    <T> T must(Part user, long need, Supplier<T> work) {
        if (!offloads()) {
            return memory().must(need, work);
        }
        var done = attempt(user, need, work);
        if (done.isEmpty() && leaves(user)) {
            done = memory().attempt(need, work);
        }
        return done.orElseGet(() -> memory().must(need, work));
    }

    /// Brings a network's weights back where they fit beside its work. What was refused before is
    /// not tried again, see [DeviceMemory].
    private void recall(Part part, long need) {
        for (var module : modules(part).filter(TorchModule::isOffloaded).toList()) {
            long both = need + module.offloadBytes();
            var back =
                    memory().attempt(
                                    both,
                                    () -> {
                                        module.offload(false);
                                        return module;
                                    });
            if (back.isEmpty()) {
                module.offload(true); // some may have come back
            }
        }
    }

    private boolean leaves(Part part) {
        var there =
                offloads()
                        ? modules(part).filter(it -> !it.isOffloaded()).toList()
                        : List.<TorchModule>of();
        for (var module : there) {
            log.info("{} leaves the device, {} bytes", part, module.offloadBytes());
            module.offload(true);
        }
        return !there.isEmpty();
    }

    private Stream<TorchModule> modules(Part part) {
        var networks = model.networks();
        return switch (part) {
            case TEXT -> networks.clips().stream().map(Clip::module);
            case VAE -> Stream.of(networks.vae().module());
            case UNET -> Stream.of(networks.unet().module());
        };
    }

    private boolean offloads() {
        return model.compute().strategy().offloads();
    }

    private DeviceMemory memory() {
        return model.compute().torch().memory();
    }
}
