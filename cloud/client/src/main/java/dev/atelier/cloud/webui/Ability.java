package dev.atelier.cloud.webui;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import java.util.Set;

/// What a webui knows, read from its own lists.
///
/// @param samplers names as the service lists them
/// @param schedulers labels and names; empty for versions before 1.9, where the schedule is part of
///   the sampler's name
public record Ability(Set<String> samplers, Set<String> schedulers) {
    public Ability {
        samplers = Set.copyOf(samplers);
        schedulers = Set.copyOf(schedulers);
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
}
