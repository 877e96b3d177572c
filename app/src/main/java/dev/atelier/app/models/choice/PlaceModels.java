package dev.atelier.app.models.choice;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.queue.PlaceOffers;
import dev.atelier.recipe.Capabilities;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The lists of the form, as the chosen place offers them. Event thread.
public final class PlaceModels {
    private final Observed<Optional<PlaceOffers.ServiceOffers>> there;
    private final Observed<List<ModelChoice>> checkpoints;
    private final Observed<List<ModelChoice>> vaes;
    private final Observed<Boolean> read;

    public PlaceModels(ModelOffers here) {
        there = here.there();
        read = here.read();
        checkpoints = at(there, Capabilities.Models::checkpoints, here.checkpoints());
        vaes = at(there, Capabilities.Models::vaes, here.vaes());
    }

    /// Whether the files of this computer were looked at since the start.
    public Observed<Boolean> read() {
        return read;
    }

    public Observed<List<ModelChoice>> checkpoints() {
        return checkpoints;
    }

    /// A1111's "Automatic" and "None" among them.
    public Observed<List<ModelChoice>> vaes() {
        return vaes;
    }

    /// The name in a list that a recipe's name means at the chosen place, which may write a folder,
    /// an ending or a hash to it; the recipe's own where none is meant.
    public Observed<String> listed(Observed<String> name, Observed<List<ModelChoice>> all) {
        var found = Value.of(listed(name.get(), all.get()));
        name.onChange(now -> found.set(listed(now, all.get())));
        all.onChange(now -> found.set(listed(name.get(), now)));
        return found;
    }

    private String listed(String name, List<ModelChoice> all) {
        if (there.get().isEmpty() || all.stream().anyMatch(it -> it.name().equals(name))) {
            return name;
        }
        var plain = ModelRef.plain(name);
        return all.stream()
                .map(ModelChoice::name)
                .filter(it -> ModelRef.plain(it).equals(plain))
                .findFirst()
                .orElse(name);
    }

    public Observed<List<SamplerId>> samplers() {
        return there.map(it -> those(SamplerId.values(), it, Capabilities::samplers));
    }

    public Observed<List<ScheduleId>> schedules() {
        return there.map(it -> those(ScheduleId.values(), it, Capabilities::schedules));
    }

    /// Of the second pass; at both places those that both have.
    public Observed<List<String>> upscalers() {
        return there.map(it ->
                it.map(place ->
                                place.offers().models().upscalers().stream()
                                        .filter(name ->
                                                !place.both() || HiresPass.UPSCALERS.contains(name))
                                        .filter(name -> !name.equals("None"))
                                        .toList())
                        .filter(all -> !all.isEmpty())
                        .orElse(HiresPass.UPSCALERS));
    }

    private static <T> List<T> those(
            T[] all, Optional<PlaceOffers.ServiceOffers> there, Function<Capabilities, Set<T>> of) {
        var offered = there.map(it -> of.apply(it.offers())).filter(it -> !it.isEmpty());
        return Arrays.stream(all)
                .filter(it -> offered.isEmpty() || offered.get().contains(it))
                .toList();
    }

    /// Files of one kind: those of this computer, or of the service that was chosen. A service that
    /// lists none of a kind may have any.
    ///
    /// @param here those of this computer; "Automatic" and "None" stay
    public static Observed<List<ModelChoice>> at(
            Observed<Optional<PlaceOffers.ServiceOffers>> there,
            Function<Capabilities.Models, List<String>> kind,
            Observed<List<ModelChoice>> here) {
        var all = Value.of(at(there.get(), kind, here.get()));
        there.onChange(now -> all.set(at(now, kind, here.get())));
        here.onChange(now -> all.set(at(there.get(), kind, now)));
        return all;
    }

    private static List<ModelChoice> at(
            Optional<PlaceOffers.ServiceOffers> there,
            Function<Capabilities.Models, List<String>> kind,
            List<ModelChoice> here) {
        var names = there.map(it -> kind.apply(it.offers().models())).orElse(List.of());
        if (there.isEmpty() || names.isEmpty()) {
            return here;
        }
        var place = there.get();
        return place.both()
                ? here.stream().map(it -> known(it, kind, place)).toList()
                : listed(names, here);
    }

    private static ModelChoice known(
            ModelChoice choice,
            Function<Capabilities.Models, List<String>> kind,
            PlaceOffers.ServiceOffers place) {
        return choice.isWord() || !choice.usable() || place.has(kind, choice.name())
                ? choice
                : new ModelChoice(
                        choice.name(), choice.detail(), choice.nativeSize(), place.lacks());
    }

    /// What is here too has its name and detail; two files of one name keep what sets them apart.
    private static List<ModelChoice> listed(List<String> names, List<ModelChoice> here) {
        var all = new ArrayList<>(here.stream().filter(ModelChoice::isWord).toList());
        var often = names.stream().collect(Collectors.groupingBy(ModelRef::plain));
        var own =
                here.stream()
                        .filter(it -> it.usable() && !it.isWord())
                        .collect(
                                Collectors.toMap(
                                        it -> ModelRef.plain(it.name()), it -> it, (a, b) -> a));
        for (var name : names) {
            var plain = ModelRef.plain(name);
            boolean alone = often.getOrDefault(plain, List.of()).size() == 1;
            var known = alone ? own.get(plain) : null;
            all.add(known == null ? new ModelChoice(name, "", 0, "") : known);
        }
        return List.copyOf(all);
    }
}
