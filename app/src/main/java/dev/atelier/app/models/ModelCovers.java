package dev.atelier.app.models;

import dev.atelier.app.models.cover.LastUse;
import dev.atelier.app.models.cover.PicturesOf;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        return pictures.of(row.kind(), names(row));
    }

    /// Whether it is known what uses it.
    boolean counts(ModelRow row) {
        return row.sound() && PicturesOf.counts(row.kind());
    }

    boolean isIn(Recipe recipe, ModelRow row) {
        return PicturesOf.isIn(recipe, row.kind(), names(row));
    }

    /// All that a recipe may call it, its own first.
    private static List<String> names(ModelRow row) {
        var alias = row.facts().lora().map(ModelRow.Lora::alias).orElse("");
        var file = String.valueOf(row.file().getFileName());
        return Stream.of(row.name(), row.stem(), file, alias)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /// When it was last used, after its size; empty where that is not known.
    String lastUse(ModelRow row) {
        return PicturesOf.counts(row.kind()) ? " · " + LastUse.words(uses(row).last()) : "";
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
