package dev.atelier.cloud.webui;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.RecipeField;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.Unsupported;
import dev.atelier.recipe.WebuiSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a webui knows, read from its own lists.
///
/// @param samplers names as the service lists them
/// @param schedulers labels and names; empty for versions before 1.9, where the schedule is part of
///   the sampler's name
/// @param settings names of `/sdapi/v1/options`; empty where the service does not list them
public record WebuiCapabilities(
        Set<String> samplers, Set<String> schedulers, Set<String> settings) {
    private static final Recipe PLAIN = Recipe.of("", new Size(64, 64));

    public WebuiCapabilities {
        samplers = Set.copyOf(samplers);
        schedulers = Set.copyOf(schedulers);
        settings = Set.copyOf(settings);
    }

    /// The settings to send along with a recipe: all that the service has, whatever its own values
    /// are; of a service that does not list them, those that differ from A1111's, since an unknown
    /// name fails the call.
    Map<String, Object> settings(Recipe recipe) {
        var all = WebuiSettings.of(recipe);
        if (settings.isEmpty()) {
            return different(all);
        }
        all.keySet().retainAll(settings);
        return all;
    }

    /// Names of settings that the recipe needs and the service has not.
    Set<String> missing(Recipe recipe) {
        if (settings.isEmpty()) {
            return Set.of();
        }
        var names = different(WebuiSettings.of(recipe)).keySet();
        names.removeAll(settings);
        return names;
    }

    private static Map<String, Object> different(Map<String, Object> all) {
        var plain = WebuiSettings.of(PLAIN);
        all.entrySet().removeIf(entry -> entry.getValue().equals(plain.get(entry.getKey())));
        return all;
    }

    /// Whether schedules are chosen by themselves.
    boolean hasSchedulers() {
        return !schedulers.isEmpty();
    }

    /// The service's name for a sampler: before 1.9 `DPM++ 2M Karras` is one of its own.
    String sampler(SamplerId sampler, ScheduleId schedule) {
        if (hasSchedulers() || schedule == ScheduleId.AUTOMATIC) {
            return sampler.label();
        }
        var joined = sampler.label() + " " + schedule.label();
        return samplers.contains(joined) ? joined : sampler.label();
    }

    /// Whether the service can walk this sampler's way along that schedule.
    boolean knows(SamplerId sampler, ScheduleId schedule) {
        if (!samplers.contains(sampler(sampler, schedule))) {
            return false;
        }
        if (hasSchedulers()) {
            return schedulers.contains(schedule.label());
        }
        return schedule == ScheduleId.AUTOMATIC
                || samplers.contains(sampler.label() + " " + schedule.label());
    }

    /// All that the service would leave out; empty when the recipe is honoured in full. A webui
    /// leaves out silently what it does not know.
    List<Unsupported> unsupported(Recipe recipe) {
        var found = new ArrayList<Unsupported>();
        var sampling = recipe.sampling();
        if (!knows(sampling.sampler(), sampling.schedule())) {
            boolean sampler = !samplers.contains(sampling.sampler().label());
            found.add(
                    Unsupported.leftOut(
                            sampler ? RecipeField.SAMPLER : RecipeField.SCHEDULE,
                            Message.of(
                                    "service.no-sampler",
                                    sampling.sampler().label(),
                                    sampling.schedule().label())));
        }
        recipe.secondPass()
                .flatMap(HiresPass::sampler)
                .filter(sampler -> !samplers.contains(sampler.label()))
                .ifPresent(sampler ->
                        found.add(
                                Unsupported.leftOut(
                                        RecipeField.HIRES_SAMPLER,
                                        Message.of("service.no-hires-sampler", sampler.label()))));
        recipe.secondPass()
                .filter(hires -> !hasSchedulers() && hires.schedule().isPresent())
                .ifPresent(_ ->
                        found.add(
                                Unsupported.leftOut(
                                        RecipeField.HIRES_SCHEDULE,
                                        Message.of("service.no-hires-schedule"))));
        for (var name : missing(recipe)) {
            var why = Message.of("service.no-setting", name);
            found.add(Unsupported.leftOut(RecipeField.ofSetting(name), why));
        }
        return List.copyOf(found);
    }

    /// The samplers that it lists, in any of its ways.
    Set<SamplerId> samplerIds() {
        return Stream.of(SamplerId.values())
                .filter(it -> samplers.contains(it.label()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The schedules that can be chosen, with every sampler or, before 1.9, with some.
    Set<ScheduleId> scheduleIds() {
        return Stream.of(ScheduleId.values())
                .filter(it -> it == ScheduleId.AUTOMATIC || isListed(it))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isListed(ScheduleId schedule) {
        return hasSchedulers()
                ? schedulers.contains(schedule.label())
                : Stream.of(SamplerId.values())
                        .anyMatch(it -> samplers.contains(it.label() + " " + schedule.label()));
    }
}
