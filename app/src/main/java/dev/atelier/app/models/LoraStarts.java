package dev.atelier.app.models;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.settings.Setting;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;

/// What the user wrote down of LoRAs, kept by their names in the settings. Any thread.
record LoraStarts(Settings settings) {
    /// The row with what was written down of it.
    ModelRow known(ModelRow row) {
        return row.kind() == ModelKind.LORA ? row.withStart(of(row.name())) : row;
    }

    private LoraStart of(String lora) {
        return new LoraStart(
                settings.get(StudioSettings.LORA_WORDS.of(lora)),
                settings.get(StudioSettings.LORA_WEIGHT.of(lora)),
                settings.get(StudioSettings.LORA_ADDS.of(lora)),
                settings.get(StudioSettings.LORA_BASE.of(lora)));
    }

    /// Keeps it; what is empty is forgotten.
    void keep(String lora, LoraStart start) {
        keep(StudioSettings.LORA_WORDS.of(lora), start.words(), start.words().isEmpty());
        keep(StudioSettings.LORA_WEIGHT.of(lora), start.weight(), start.weight().isEmpty());
        keep(StudioSettings.LORA_ADDS.of(lora), start.adds(), start.adds().isEmpty());
        keep(StudioSettings.LORA_BASE.of(lora), start.base(), start.base().isEmpty());
    }

    private <T> void keep(Setting<T> setting, T value, boolean empty) {
        if (empty) {
            settings.remove(setting);
        } else {
            settings.put(setting, value);
        }
    }
}
