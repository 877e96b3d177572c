package dev.atelier.app.control;

import dev.atelier.app.create.model.ModelChoice;
import dev.atelier.app.ui.Messages;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import dev.atelier.control.Way;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The preprocessors to choose from: first those that this program draws, then the others with the
/// reason why not.
final class ModuleChoices {
    private ModuleChoices() {}

    static List<ModelChoice> all(Messages messages, ControlMaps drawing) {
        return Preprocessors.all().stream()
                .filter(it -> !(it.way() instanceof Way.NoMap))
                .sorted(Comparator.comparing(it -> !drawing.available(it)))
                .map(it -> choice(it, messages, drawing.available(it)))
                .toList();
    }

    private static ModelChoice choice(Preprocessor it, Messages messages, boolean available) {
        var detail = available ? title(it.name()) : "";
        var problem = available ? "" : messages.text("control.module.network");
        return new ModelChoice(it.label(), detail, 0, problem);
    }

    /// What a card of that module is called.
    static String title(String module) {
        return Preprocessors.title(module).in(Locale.getDefault(Locale.Category.DISPLAY));
    }
}
