package dev.atelier.app.control;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.models.AdapterFits;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsView;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.models.choice.PlaceModels;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.app.ui.Messages;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.checkpoint.CheckpointException;
import dev.atelier.checkpoint.ControlFile;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ControlNets of the chosen place. Of this computer: those that fit the recipe's model first,
/// the others with the reason why they do not.
public final class ControlOffers {
    /// A1111's name and short hash.
    private static final Pattern HASHED = Pattern.compile("(.+) \\[[0-9a-f]{6,12}]");

    private static final Logger log = LoggerFactory.getLogger(ControlOffers.class);

    private final Messages messages = Messages.of(ControlOffers.class);
    private final Observed<List<ModelRow>> rows;
    private final Observed<Boolean> read;
    private final Observed<String> checkpoint;
    private final Observed<Optional<PlaceOffers.ServiceOffers>> there;
    private final AdapterFits fits;
    private final Value<List<ModelChoice>> here = Value.of(List.of());
    private final Observed<List<ModelChoice>> choices;

    /// @param rows all models
    /// @param read whether the files of this computer were looked at since the start
    /// @param there what the chosen service offers
    public ControlOffers(
            Observed<List<ModelRow>> rows,
            Observed<Boolean> read,
            Observed<Recipe> recipe,
            Observed<Optional<PlaceOffers.ServiceOffers>> there,
            Tasks tasks) {
        this.rows = rows;
        this.read = read;
        this.there = there;
        fits = new AdapterFits(ControlOffers::fits, tasks, this::refresh);
        choices = PlaceModels.at(there, ControlOffers::names, here);
        checkpoint = recipe.map(ModelLibrary::modelName);
        rows.bind(now -> refresh());
        checkpoint.onChange(now -> refresh());
    }

    public Observed<List<ModelChoice>> choices() {
        return choices;
    }

    /// Whether the files of this computer were looked at since the start.
    Observed<Boolean> read() {
        return read;
    }

    /// Changes when a checkpoint may be known that one of them fits.
    Observed<Integer> comparisons() {
        return fits.comparisons();
    }

    /// A checkpoint that one fits; empty until they were compared, after which [#comparisons]
    /// changes.
    ///
    /// @param recent names of checkpoints, those used last first
    Optional<ModelRow> checkpointFor(String control, List<String> recent) {
        return rows.get().stream()
                .filter(row -> row.kind() == ModelKind.CONTROLNET && row.name().equals(control))
                .filter(ModelRow::sound)
                .findFirst()
                .flatMap(row -> fits.checkpointFor(row, rows.get(), recent));
    }

    /// Whether no picture can be made with it and the recipe's model; at a service that is not
    /// known.
    boolean refuses(String control) {
        boolean onThisComputer = there.get().map(PlaceOffers.ServiceOffers::both).orElse(true);
        return onThisComputer
                && here.get().stream().anyMatch(it -> it.name().equals(control) && !it.usable());
    }

    /// What to do where none fits.
    String remedy() {
        var base = base();
        if (there.get().filter(it -> !it.both()).isPresent()) {
            return messages.text("control.none-there");
        }
        return base.filter(ModelRow::bundled).isPresent()
                ? messages.text("control.none-starter")
                : messages.text("control.none-here", base.map(ModelRow::briefFamily).orElse(""));
    }

    /// A model's name without the hash that A1111 writes behind it.
    static String plain(String name) {
        var match = HASHED.matcher(name);
        return match.matches() ? match.group(1) : name;
    }

    private static List<String> names(Capabilities.Models models) {
        return models.controls().stream().map(ControlOffers::plain).toList();
    }

    /// The recipe's checkpoint, where it is here.
    private Optional<ModelRow> base() {
        return rows.get().stream()
                .filter(row -> row.kind() == ModelKind.CHECKPOINT)
                .filter(row -> row.name().equals(checkpoint.get()))
                .findFirst();
    }

    private void refresh() {
        var base = base();
        var controls =
                rows.get().stream().filter(row -> row.kind() == ModelKind.CONTROLNET).toList();
        base.filter(ModelRow::sound).ifPresent(it -> fits.compare(it, controls));
        here.set(
                controls.stream()
                        .map(row -> choice(row, base))
                        .sorted(Comparator.comparing(it -> !it.usable()))
                        .toList());
    }

    private ModelChoice choice(ModelRow row, Optional<ModelRow> base) {
        var own = row.briefFamily();
        if (!row.sound()) {
            return new ModelChoice(row.name(), own, 0, ModelsView.problem(row));
        }
        if (base.isPresent() && !row.isOfFamily(base.get())) {
            return new ModelChoice(
                    row.name(),
                    own,
                    0,
                    messages.text("control.unfit", own),
                    messages.text("control.unfit.why", own));
        }
        boolean other = base.flatMap(it -> fits.known(it, row)).filter(fit -> !fit).isPresent();
        return new ModelChoice(
                row.name(), own, 0, other ? messages.text("control.unfit.model") : "");
    }

    private static Map<Path, Boolean> fits(Path checkpoint, List<Path> controls)
            throws IOException {
        var found = new HashMap<Path, Boolean>();
        try (var open = Checkpoint.open(checkpoint)) {
            for (var path : controls) {
                try (var control = ControlFile.open(path)) {
                    control.requireFit(open.config());
                    found.put(path, true);
                } catch (CheckpointException e) {
                    found.put(path, false);
                } catch (IOException e) {
                    log.debug("{} was not compared", path, e); // using it says why
                }
            }
        }
        return found;
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
