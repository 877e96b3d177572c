package dev.atelier.recipe.infotext;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.prompt.PythonText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The sampler and the schedule that two names mean to A1111 (`get_sampler_and_scheduler`): before
/// version 1.9 the schedule stood behind the sampler's name, and a schedule that the sampler has by
/// itself counts as Automatic.
///
/// @param understood whether the sampler's name was
public record SamplerChoice(SamplerId sampler, ScheduleId schedule, boolean understood) {
    /// Reads both names; either may be empty.
    public static SamplerChoice of(String samplerName, String scheduleName) {
        var name = PythonText.strip(samplerName);
        var schedule = schedule(scheduleName).orElse(ScheduleId.AUTOMATIC);
        for (var candidate : ScheduleId.values()) {
            for (var ending : names(candidate)) {
                if (name.endsWith(" " + ending)) {
                    schedule = candidate;
                    name = name.substring(0, name.length() - ending.length() - 1);
                }
            }
        }
        var label = name;
        var sampler = SamplerId.ofLabel(label).filter(id -> id.label().equals(label));
        var used = sampler.orElse(Sampling.DEFAULT.sampler());
        boolean own = schedule == used.automatic() && schedule != ScheduleId.UNIFORM;
        return new SamplerChoice(
                used, own ? ScheduleId.AUTOMATIC : schedule, sampler.isPresent() || name.isEmpty());
    }

    /// The schedule under its label or A1111's inner names.
    public static Optional<ScheduleId> schedule(String name) {
        for (var id : ScheduleId.values()) {
            if (names(id).stream().anyMatch(PythonText.strip(name)::equals)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /// As in `SGM Uniform`, `sgm_uniform`, `SGMUniform`.
    private static List<String> names(ScheduleId id) {
        var label = id.label();
        return List.of(
                label, label.toLowerCase(Locale.ROOT).replace(' ', '_'), label.replace(" ", ""));
    }
}
