package dev.atelier.control;

import dev.atelier.image.Bitmap;
import java.nio.file.Path;
import java.util.Optional;

/// No networks that draw maps.
public final class NoNetworks implements MapNetworks {
    @Override
    public boolean has(MapMethod.Network network) {
        return false;
    }

    @Override
    public Optional<Path> folder(MapMethod.Network network) {
        return Optional.empty();
    }

    @Override
    public Bitmap map(Preprocessor module, Bitmap picture, Drawing drawing) {
        throw new IllegalStateException("no network draws " + module.name());
    }
}
