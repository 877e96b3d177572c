package dev.atelier.app.models.choice;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.recipe.Generator;
import java.util.List;
import java.util.Optional;

/// What pictures are made with, and the models of this computer, as they come and go.
///
/// @param generator asked on the event thread what it cannot honour, so it must answer at once
/// @param vaes A1111's "Automatic" and "None" among them
/// @param read whether the files were looked at since the start
/// @param there what the chosen service offers instead
public record ModelOffers(
        Generator generator,
        Observed<List<ModelChoice>> checkpoints,
        Observed<List<ModelChoice>> vaes,
        Observed<Boolean> read,
        Observed<Optional<PlaceOffers.ServiceOffers>> there) {}
