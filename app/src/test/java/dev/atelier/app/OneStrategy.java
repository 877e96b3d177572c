package dev.atelier.app;

import dev.atelier.app.engine.EngineRuntime;
import dev.atelier.app.engine.LoadedControl;
import dev.atelier.app.engine.LoadedModel;
import dev.atelier.app.engine.ModelSpec;
import dev.atelier.control.MapNetworks;
import dev.atelier.recipe.GenerationException;
import dev.atelier.torch.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The real engine, always with one strategy: pictures to compare with the reference's must not
/// depend on what the machine does fastest.
record OneStrategy(EngineRuntime real, String strategy) implements EngineRuntime {
    @Override
    public LoadedModel load(ModelSpec.Weights weights, Optional<String> wanted)
            throws GenerationException {
        return real.load(weights, Optional.of(strategy));
    }

    @Override
    public LoadedControl load(ModelSpec.Control control, Optional<String> wanted)
            throws GenerationException {
        return real.load(control, Optional.of(strategy));
    }

    @Override
    public void check(
            ModelSpec.Weights checkpoint,
            Collection<Optional<Path>> autoencoders,
            Collection<Path> refiners)
            throws GenerationException {
        real.check(checkpoint, autoencoders, refiners);
    }

    @Override
    public void checkLoras(ModelSpec.Weights checkpoint, Collection<Path> loras)
            throws GenerationException {
        real.checkLoras(checkpoint, loras);
    }

    @Override
    public void checkControls(ModelSpec.Weights checkpoint, Collection<Path> controls)
            throws GenerationException {
        real.checkControls(checkpoint, controls);
    }

    @Override
    public MapNetworks mapNetworks(Supplier<List<Path>> folders, Optional<String> wanted) {
        return real.mapNetworks(folders, Optional.of(strategy));
    }

    @Override
    public Compute compute(Optional<String> wanted) throws GenerationException {
        return real.compute(Optional.of(strategy));
    }

    @Override
    public Facts facts() {
        return real.facts();
    }

    @Override
    public Path starter() throws IOException {
        return real.starter();
    }
}
