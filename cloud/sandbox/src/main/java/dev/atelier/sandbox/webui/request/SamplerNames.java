package dev.atelier.sandbox.webui.request;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import java.util.Locale;
import java.util.Optional;

/// Sampler and schedule from the names of a call, as 1.10.1 does: a schedule at the end of the
/// sampler's name is split off, and an unknown sampler is silently the default.
record SamplerNames(SamplerId sampler, ScheduleId schedule) {
    private static final SamplerId FALLBACK = SamplerId.DPMPP_2M;

    static SamplerNames of(String sampler, Optional<String> schedule) {
        var name = sampler;
        var chosen = schedule.flatMap(SamplerNames::schedule);
        for (var known : ScheduleId.values()) {
            var end = " " + known.label().toLowerCase(Locale.ROOT);
            if (name.toLowerCase(Locale.ROOT).endsWith(end)) {
                name = name.substring(0, name.length() - end.length());
                chosen = chosen.filter(c -> c != ScheduleId.AUTOMATIC).or(() -> Optional.of(known));
                break;
            }
        }
        return new SamplerNames(
                SamplerId.ofLabel(name).orElse(FALLBACK), chosen.orElse(ScheduleId.AUTOMATIC));
    }

    /// By label or by the name in `/sdapi/v1/schedulers`.
    static Optional<ScheduleId> schedule(String text) {
        return ScheduleId.ofLabel(text).or(() -> ScheduleId.ofLabel(text.replace('_', ' ')));
    }
}
