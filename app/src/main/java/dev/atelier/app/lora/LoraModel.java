package dev.atelier.app.lora;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.lora.LoraOffer.Fit;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.app.words.Vocabulary;
import dev.atelier.checkpoint.Checkpoint;
import dev.atelier.lora.LoraFile;
import dev.atelier.lora.LoraFit;
import dev.atelier.recipe.Capabilities.Models;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The LoRAs of the chosen place, each with whether it fits the model of the recipe: compared by
/// the shapes of their layers, which their headers give, away from the event thread. Event thread.
public final class LoraModel {
    private static final Logger log = LoggerFactory.getLogger(LoraModel.class);

    private final Observed<List<ModelRow>> rows;
    private final Observed<Optional<ModelRow>> base;
    private final Observed<Optional<PlaceOffers.ServiceOffers>> there;
    private final Tasks tasks;
    private final Map<Pair, Boolean> compared = new HashMap<>();
    private final Set<Pair> asked = new HashSet<>();
    private final Value<List<LoraOffer>> offers = Value.of(List.of());

    /// What is compared; a file that was replaced by one of another size is another.
    private record Pair(Path checkpoint, Path lora, long bytes) {}

    /// @param rows all models of this computer
    /// @param there what the chosen service offers
    public LoraModel(
            Observed<List<ModelRow>> rows,
            Observed<Recipe> recipe,
            Observed<Optional<PlaceOffers.ServiceOffers>> there,
            Tasks tasks) {
        this.rows = rows;
        this.there = there;
        this.tasks = tasks;
        base = recipe.map(now -> checkpoint(ModelLibrary.modelName(now)));
        rows.bind(now -> refresh());
        there.onChange(now -> refresh());
        base.onChange(now -> refresh());
    }

    /// All of them by name.
    public Observed<List<LoraOffer>> offers() {
        return offers;
    }

    /// The checkpoint of the recipe, if it is here.
    public Optional<ModelRow> base() {
        return base.get();
    }

    /// The one that a tag calls by a name: the file's, else the one its trainer gave it.
    public Optional<LoraOffer> find(String name) {
        return first(it -> it.row().name().equals(name))
                .or(() -> first(it -> it.row().stem().equalsIgnoreCase(name)))
                .or(() -> first(it -> it.row().answersTo(name)));
    }

    /// Whether a tag means that one.
    boolean isOf(PromptLora tag, LoraOffer offer) {
        return find(tag.name())
                .filter(it -> it.row().file().equals(offer.row().file()))
                .isPresent();
    }

    /// The name of one here that was most likely meant.
    public Optional<String> nearest(String name) {
        return Vocabulary.nearest(offers.get().stream().map(LoraOffer::name).toList(), name);
    }

    /// A sound checkpoint of the family that a LoRA was made for.
    ///
    /// @param recent names of checkpoints, those used last first
    public Optional<ModelRow> checkpointFor(LoraOffer offer, List<String> recent) {
        var family = offer.row().family();
        var fitting =
                rows.get().stream()
                        .filter(row -> row.usable() && row.family().equals(family))
                        .toList();
        return recent.stream()
                .flatMap(name -> fitting.stream().filter(row -> row.name().equals(name)))
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }

    private Optional<LoraOffer> first(Predicate<LoraOffer> which) {
        return offers.get().stream().filter(which).findFirst();
    }

    private Optional<ModelRow> checkpoint(String name) {
        return rows.get().stream()
                .filter(row -> row.kind() == ModelKind.CHECKPOINT && row.name().equals(name))
                .findFirst();
    }

    private void refresh() {
        var loras = rows.get().stream().filter(row -> row.kind() == ModelKind.LORA).toList();
        var model = base.get().filter(ModelRow::sound);
        var all = loras.stream().map(row -> new LoraOffer(row, fit(row, model))).toList();
        offers.set(there.get().map(place -> at(place, all)).orElse(all));
        model.ifPresent(it -> compare(it, loras));
    }

    /// Those of the service with what is known here about them, then what is only here. At both
    /// places only what is here can be used. A service that lists none may have any.
    private static List<LoraOffer> at(PlaceOffers.ServiceOffers place, List<LoraOffer> here) {
        var names = place.offers().models().loras();
        if (names.isEmpty()) {
            return here;
        }
        var all = new ArrayList<LoraOffer>();
        for (var offer : here) {
            boolean has = offer.names().stream().anyMatch(it -> place.has(Models::loras, it));
            all.add(has ? offer : new LoraOffer(offer.row(), Fit.NOT_THERE));
        }
        if (!place.both()) {
            var known =
                    here.stream()
                            .flatMap(it -> it.names().stream())
                            .map(ModelRef::plain)
                            .collect(Collectors.toSet());
            names.stream()
                    .filter(name -> !known.contains(ModelRef.plain(name)))
                    .map(name -> new LoraOffer(ModelRow.elsewhere(name, ModelKind.LORA), Fit.THERE))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }

    private Fit fit(ModelRow row, Optional<ModelRow> model) {
        if (!row.sound()) {
            return Fit.BROKEN;
        }
        if (model.isEmpty()) {
            return Fit.UNKNOWN;
        }
        var known = compared.get(pair(model.get(), row));
        boolean sameFamily = row.isOfFamily(model.get());
        if (known == null) {
            return sameFamily ? Fit.UNKNOWN : Fit.OTHER_FAMILY;
        }
        if (known) {
            return Fit.FITS;
        }
        return sameFamily ? Fit.OTHER_MODEL : Fit.OTHER_FAMILY;
    }

    private static Pair pair(ModelRow model, ModelRow row) {
        return new Pair(model.file(), row.file(), row.sizeBytes());
    }

    /// Those that were not compared with that model yet.
    private void compare(ModelRow model, List<ModelRow> loras) {
        var pairs =
                loras.stream()
                        .filter(ModelRow::sound)
                        .map(row -> pair(model, row))
                        .filter(asked::add)
                        .toList();
        if (!pairs.isEmpty()) {
            tasks.run(
                    "compare-loras",
                    task -> fits(model.file(), pairs),
                    Tasks.Outcome.of(
                            found -> {
                                compared.putAll(found);
                                refresh();
                            },
                            failure -> log.warn("LoRAs were not compared", failure)));
        }
    }

    private static Map<Pair, Boolean> fits(Path checkpoint, List<Pair> pairs) throws IOException {
        var found = new HashMap<Pair, Boolean>();
        try (var open = Checkpoint.open(checkpoint)) {
            var fit = new LoraFit(open);
            for (var pair : pairs) {
                try (var file = LoraFile.open(pair.lora)) {
                    found.put(pair, fit.fits(file));
                } catch (IOException e) {
                    log.debug("{} was not compared", pair.lora, e); // using it says why
                }
            }
        }
        return found;
    }
}
