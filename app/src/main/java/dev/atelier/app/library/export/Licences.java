package dev.atelier.app.library.export;

import dev.atelier.app.engine.ModelFile;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLicence;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The licences of models by name: what the user wrote down, else what the model's file says.
/// Blocks for the headers of files.
public final class Licences {
    private final Settings settings;
    private final Function<ModelKind, List<ModelFile>> files;
    private final Map<ModelFile, Optional<String>> read = new HashMap<>();

    /// @param files the models there are
    public Licences(Settings settings, Function<ModelKind, List<ModelFile>> files) {
        this.settings = settings;
        this.files = files;
    }

    /// @param name as a recipe has it
    /// @return empty where it is not known
    Optional<String> of(ModelKind kind, String name) {
        var own = settings.get(StudioSettings.MODEL_LICENCE.of(kind.id() + "." + name));
        if (!own.isBlank()) {
            return Optional.of(own.strip());
        }
        return files.apply(kind).stream()
                .filter(it -> it.name().equals(name) || it.fileName().equals(name))
                .findFirst()
                .flatMap(it -> read.computeIfAbsent(it, file -> ModelLicence.of(file.path())));
    }
}
