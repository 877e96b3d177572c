package dev.atelier.app.create.model;

import dev.atelier.app.observe.Observed;
import java.util.List;

/// The models to choose from, as they come and go.
///
/// @param vaes A1111's "Automatic" and "None" among them
public record ModelOffers(
        Observed<List<ModelChoice>> checkpoints, Observed<List<ModelChoice>> vaes) {}
