package dev.atelier.app.lora;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.engine.ModelLibrary;
import dev.atelier.app.lora.LoraOffer.Fit;
import dev.atelier.app.models.AdapterFits;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.Vocabulary;
import dev.atelier.app.queue.PlaceOffers;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The LoRAs of the chosen place, each with whether it fits the model of the recipe: compared by
/// the shapes of their layers, which their headers give, away from the event thread. Event thread.
public final class LoraModel {
    private static final Logger log = LoggerFactory.getLogger(LoraModel.class);

    private final Observed<List<ModelRow>> rows;
    private final Observed<Boolean> read;
    private final Observed<Optional<ModelRow>> base;
    private final Observed<Optional<PlaceOffers.ServiceOffers>> there;
    private final AdapterFits fits;
    private final Value<List<LoraOffer>> offers = Value.of(List.of());

    /// @param rows all models of this computer
    /// @param read whether the files of this computer were looked at since the start
    /// @param there what the chosen service offers
    public LoraModel(
            Observed<List<ModelRow>> rows,
            Observed<Boolean> read,
            Observed<Recipe> recipe,
            Observed<Optional<PlaceOffers.ServiceOffers>> there,
            Tasks tasks) {
        this.rows = rows;
        this.read = read;
        this.there = there;
        fits = new AdapterFits(LoraModel::fits, tasks, this::refresh);
        base = recipe.map(now -> checkpoint(ModelLibrary.modelName(now)));
        rows.bind(now -> refresh());
        there.onChange(now -> refresh());
        base.onChange(now -> refresh());
    }

    /// Whether the files of this computer were looked at since the start.
    Observed<Boolean> read() {
        return read;
    }

    /// All of them by name.
    public Observed<List<LoraOffer>> offers() {
        return offers;
    }

    /// Changes when more LoRAs were compared with checkpoints, see [#checkpointFor].
    Observed<Integer> comparisons() {
        return fits.comparisons();
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

    /// A checkpoint that a LoRA fits, by the shapes of both; empty until they were compared, after
    /// which [#comparisons] changes.
    ///
    /// @param recent names of checkpoints, those used last first; before them comes the one that
    ///   the user wrote down
    public Optional<ModelRow> checkpointFor(LoraOffer offer, List<String> recent) {
        var likely = new ArrayList<String>();
        likely.add(offer.row().start().base());
        likely.addAll(recent);
        return fits.checkpointFor(offer.row(), rows.get(), likely);
    }

    /// Whether no picture can be made with it and the recipe's model; at a service that is not
    /// known.
    boolean refuses(LoraOffer offer) {
        boolean here = there.get().map(PlaceOffers.ServiceOffers::both).orElse(true);
        return here
                && (offer.fit() == Fit.OTHER_FAMILY
                        || offer.fit() == Fit.OTHER_MODEL
                        || offer.fit() == Fit.BROKEN);
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
        model.ifPresent(it -> fits.compare(it, loras));
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
        var known = fits.known(model.get(), row);
        boolean sameFamily = row.isOfFamily(model.get());
        if (known.isEmpty()) {
            return sameFamily ? Fit.UNKNOWN : Fit.OTHER_FAMILY;
        }
        if (known.get()) {
            return Fit.FITS;
        }
        return sameFamily ? Fit.OTHER_MODEL : Fit.OTHER_FAMILY;
    }

    private static Map<Path, Boolean> fits(Path checkpoint, List<Path> loras) throws IOException {
        var found = new HashMap<Path, Boolean>();
        try (var open = Checkpoint.open(checkpoint)) {
            var fit = new LoraFit(open);
            for (var lora : loras) {
                try (var file = LoraFile.open(lora)) {
                    found.put(lora, fit.fits(file));
                } catch (IOException e) {
                    log.debug("{} was not compared", lora, e); // using it says why
                }
            }
        }
        return found;
    }
}
