package dev.atelier.app.control;

import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.ui.Messages;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.MapMethod;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import dev.atelier.recipe.Message;
import java.util.Comparator;
import java.util.List;

/// The preprocessors to choose from: first those that this program draws, then the others with the
/// reason why not and what to do.
final class ModuleChoices {
    /// None, then by name.
    private static final Comparator<Preprocessor> ORDER =
            Comparator.<Preprocessor, Boolean>comparing(it -> !it.name().equals(Preprocessors.NONE))
                    .thenComparing(Preprocessor::label, String.CASE_INSENSITIVE_ORDER);

    private ModuleChoices() {}

    static List<ModelChoice> all(Messages messages, ControlMaps drawing) {
        return Preprocessors.all().stream()
                .filter(it -> !(it.way() instanceof MapMethod.NoMap))
                .sorted(ORDER)
                .map(it -> choice(it, messages, drawing))
                .sorted(Comparator.comparing(it -> !it.usable()))
                .toList();
    }

    private static ModelChoice choice(Preprocessor it, Messages messages, ControlMaps drawing) {
        var missing = drawing.missing(it); // looks into folders for the weights of networks
        var problem = missing.isPresent() ? messages.text("control.module.network") : "";
        var why = missing.map(Message::localized).orElse("");
        return new ModelChoice(
                it.label(), missing.isPresent() ? "" : title(it.name()), 0, problem, why);
    }

    /// What a card of that module is called.
    static String title(String module) {
        return Preprocessors.title(module).localized();
    }
}
