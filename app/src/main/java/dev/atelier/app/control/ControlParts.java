package dev.atelier.app.control;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.ui.Typed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What cards use of the program around them.
///
/// @param offers the ControlNets to choose from, those that do not fit with the reason
/// @param recent the checkpoints used last, newest first
/// @param scopes paints where units count
/// @param canvas the finished picture that the canvas shows or last showed
public record ControlParts(
        ControlMapsModel maps,
        ControlOffers offers,
        Observed<List<String>> recent,
        ControlSources sources,
        Supplier<Optional<Path>> canvas,
        ScopeEditor scopes,
        Typed.Fields fields,
        Verbs verbs) {
    /// What leads out of the section.
    ///
    /// @param models shows where models are listed
    /// @param use draws with another checkpoint from now on
    /// @param complain shows a sentence about a file
    public record Verbs(Runnable models, Consumer<ModelRow> use, Consumer<String> complain) {}

    Observed<List<ModelChoice>> models() {
        return offers.choices();
    }

    RecipeDraft draft() {
        return maps.units().draft();
    }

    Units units() {
        return maps.units();
    }
}
