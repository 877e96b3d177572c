package dev.atelier.app.control;

import dev.atelier.app.create.model.ModelChoice;
import dev.atelier.app.create.model.PlaceModels;
import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsView;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.app.ui.Messages;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Recipe;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The ControlNets of the chosen place. Of this computer: those of the recipe's family first, the
/// others with the reason why they do not fit.
public final class ControlOffers {
    /// A1111's name and short hash.
    private static final Pattern HASHED = Pattern.compile("(.+) \\[[0-9a-f]{6,12}]");

    private final Messages messages = Messages.of(ControlOffers.class);
    private final Observed<List<ModelRow>> rows;
    private final Observed<String> checkpoint;
    private final Value<List<ModelChoice>> here = Value.of(List.of());
    private final Observed<List<ModelChoice>> choices;

    /// @param rows all models
    /// @param there what the chosen service offers
    public ControlOffers(
            Observed<List<ModelRow>> rows,
            Observed<Recipe> recipe,
            Observed<Optional<PlaceOffers.ServiceOffers>> there) {
        this.rows = rows;
        choices = PlaceModels.at(there, ControlOffers::names, here);
        checkpoint = recipe.map(ModelLibrary::modelName);
        rows.bind(now -> refresh());
        checkpoint.onChange(now -> refresh());
    }

    public Observed<List<ModelChoice>> choices() {
        return choices;
    }

    /// A model's name without the hash that A1111 writes behind it.
    static String plain(String name) {
        var match = HASHED.matcher(name);
        return match.matches() ? match.group(1) : name;
    }

    private static List<String> names(Capabilities.Models models) {
        return models.controls().stream().map(ControlOffers::plain).toList();
    }

    private void refresh() {
        var base =
                rows.get().stream()
                        .filter(row -> row.kind() == ModelKind.CHECKPOINT)
                        .filter(row -> row.name().equals(checkpoint.get()))
                        .findFirst();
        here.set(
                rows.get().stream()
                        .filter(row -> row.kind() == ModelKind.CONTROLNET)
                        .map(row -> choice(row, base))
                        .sorted(Comparator.comparing(it -> !it.usable()))
                        .toList());
    }

    private ModelChoice choice(ModelRow row, Optional<ModelRow> base) {
        var own = row.briefFamily();
        if (!row.sound()) {
            return new ModelChoice(row.name(), own, 0, ModelsView.problem(row));
        }
        boolean fits = base.isEmpty() || row.isOfFamily(base.get());
        return new ModelChoice(row.name(), own, 0, fits ? "" : messages.text("control.unfit", own));
    }

    /// The first that fits and whose name has a word in it, else the first that fits.
    static String suggested(List<ModelChoice> choices, String word) {
        var fitting = choices.stream().filter(ModelChoice::usable).map(ModelChoice::name).toList();
        return fitting.stream()
                .filter(it -> it.toLowerCase(Locale.ROOT).contains(word))
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .orElse("");
    }
}
