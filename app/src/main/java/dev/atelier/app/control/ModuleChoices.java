package dev.atelier.app.control;

import dev.atelier.app.create.model.ModelChoice;
import dev.atelier.app.ui.Messages;
import dev.atelier.control.ControlMaps;
import dev.atelier.control.MapMethod;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The preprocessors to choose from: first those that this program draws, then the others with the
/// reason why not.
final class ModuleChoices {
    private ModuleChoices() {}

    static List<ModelChoice> all(Messages messages, ControlMaps drawing) {
        // Asked once for each: folders are looked at for the weights of networks.
        var byPlace =
                Preprocessors.all().stream()
                        .filter(it -> !(it.way() instanceof MapMethod.NoMap))
                        .collect(Collectors.partitioningBy(drawing::available));
        return Stream.of(true, false)
                .flatMap(here ->
                        byPlace.getOrDefault(here, List.of()).stream()
                                .map(it -> choice(it, messages, here)))
                .toList();
    }

    private static ModelChoice choice(Preprocessor it, Messages messages, boolean available) {
        var detail = available ? title(it.name()) : "";
        var problem = available ? "" : messages.text("control.module.network");
        return new ModelChoice(it.label(), detail, 0, problem);
    }

    /// What a card of that module is called.
    static String title(String module) {
        return Preprocessors.title(module).localized();
    }
}
