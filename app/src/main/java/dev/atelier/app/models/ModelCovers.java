package dev.atelier.app.models;

import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How models are shown: the user's newest picture made with one, else the picture beside its file;
/// and under which label, which the user may give. Event thread.
final class ModelCovers {
    private final PicturesOf pictures;
    private final Settings settings;
    private final Value<Integer> changes = Value.of(0);

    ModelCovers(PicturesOf pictures, Settings settings) {
        this.pictures = pictures;
        this.settings = settings;
        pictures.changes().onChange(count -> changed());
    }

    /// Reports that something is shown otherwise.
    Observed<Integer> changes() {
        return changes;
    }

    private void changed() {
        changes.update(count -> count + 1);
    }

    PicturesOf.Uses uses(ModelRow row) {
        var alias = row.facts().lora().map(ModelRow.Lora::alias).orElse("");
        var file = String.valueOf(row.file().getFileName());
        return pictures.of(row.kind(), List.of(row.name(), row.stem(), file, alias));
    }

    /// Shows a model by one of its pictures.
    void choose(ModelRow row, Path picture) {
        pictures.choose(row.kind(), row.name(), picture);
    }

    Optional<Path> cover(ModelRow row) {
        return uses(row).pictures().stream().findFirst().or(() -> row.facts().preview());
    }

    /// The user's label, else the name.
    String label(ModelRow row) {
        var own = settings.get(setting(row));
        return own.isBlank() ? row.name() : own;
    }

    /// Shows a model under another label; under its name where that is empty.
    void label(ModelRow row, String label) {
        var words = label.strip();
        if (words.isEmpty() || words.equals(row.name())) {
            settings.remove(setting(row));
        } else {
            settings.put(setting(row), words);
        }
        changed();
    }

    /// What the user wrote down of its licence; may be empty.
    String licence(ModelRow row) {
        return settings.get(licenceOf(row));
    }

    /// Writes it down; an empty one is forgotten.
    void licence(ModelRow row, String licence) {
        if (licence.isBlank()) {
            settings.remove(licenceOf(row));
        } else {
            settings.put(licenceOf(row), licence.strip());
        }
    }

    private static Setting<String> licenceOf(ModelRow row) {
        return StudioSettings.MODEL_LICENCE.of(row.kind().id() + "." + row.name());
    }

    private static Setting<String> setting(ModelRow row) {
        return StudioSettings.MODEL_LABEL.of(row.kind().id() + "." + row.name());
    }
}
