package dev.atelier.app.engine;

import dev.atelier.app.device.Devices;
import dev.atelier.control.MapNetworks;
import dev.atelier.control.NoNetworks;
import dev.atelier.recipe.GenerationException;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What computes on this machine; one for the process. Only [LocalEngine] loads models through it.
public interface EngineRuntime {
    /// Reads a checkpoint into memory; blocks for seconds.
    ///
    /// @param strategy how to compute, or empty for what the machine does best
    LoadedModel load(ModelSpec.Weights weights, Optional<String> strategy)
            throws GenerationException;

    /// Reads a control network into memory; blocks for seconds.
    ///
    /// @param strategy as of the checkpoint that it controls
    default LoadedControl load(ModelSpec.Control control, Optional<String> strategy)
            throws GenerationException {
        throw new UnsupportedOperationException("control networks");
    }

    /// Looks whether files can be used, from their heads alone; blocks for milliseconds.
    ///
    /// @param autoencoders what is to draw with the checkpoint; empty stands for its own
    /// @param refiners checkpoints that are to go on with what it begins
    /// @throws GenerationException naming the first that cannot
    default void check(
            ModelSpec.Weights checkpoint,
            Collection<Optional<Path>> autoencoders,
            Collection<Path> refiners)
            throws GenerationException {
        // A runtime that reads no files accepts all.
    }

    /// Looks whether LoRAs fit a checkpoint, in the same way.
    ///
    /// @throws GenerationException naming the first that does not
    default void checkLoras(ModelSpec.Weights checkpoint, Collection<Path> loras)
            throws GenerationException {
        // A runtime that reads no files accepts all.
    }

    /// Looks whether control networks fit a checkpoint, in the same way.
    ///
    /// @throws GenerationException naming the first that does not
    default void checkControls(ModelSpec.Weights checkpoint, Collection<Path> controls)
            throws GenerationException {
        // A runtime that reads no files accepts all.
    }

    /// The networks that draw control maps.
    ///
    /// @param folders where their weights are looked for besides the program's own folder
    /// @param strategy as of the checkpoints
    default MapNetworks mapNetworks(Supplier<List<Path>> folders, Optional<String> strategy) {
        return new NoNetworks();
    }

    /// The named way to compute, or empty for what the machine does best.
    Compute compute(Optional<String> strategy) throws GenerationException;

    /// What [#compute] will answer as far as it is remembered; loads no libraries and measures
    /// nothing. Blocks for milliseconds.
    default Expected expected() {
        return new Expected(false, Optional.empty());
    }

    /// What it finds on this machine, looked for again.
    Facts facts();

    /// Which device it computes on; empty for one that computes nothing.
    default Optional<Devices> devices() {
        return Optional.empty();
    }

    /// The file of the bundled model; may unpack it first.
    Path starter() throws IOException;

    /// @param strategy empty until it was measured
    record Expected(boolean onGpu, Optional<Strategy> strategy) {
        public static Expected of(Compute compute) {
            return new Expected(compute.torch().onGpu(), Optional.of(compute.strategy()));
        }
    }

    /// @param version of PyTorch
    /// @param device `CUDA` or `CPU`
    /// @param strategy how it computes, and why so
    record Facts(String version, String device, int threads, String strategy, String because) {}
}
