package dev.atelier.app.lora;

import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.settings.ModelFolders;
import dev.atelier.recipe.Recipe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What the LoRAs of the studio are known by.
///
/// @param recent the checkpoints used last, newest first
/// @param open shows a file where models are listed
/// @param estimate how long one picture of a recipe may take
public record LoraParts(
        LoraModel models,
        LoraCovers covers,
        WeightPreviews previews,
        Observed<List<String>> recent,
        ModelFolders folders,
        Consumer<ModelRow> open,
        Function<Recipe, Optional<Duration>> estimate) {}
