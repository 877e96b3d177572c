package dev.atelier.webui.request;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Sampler and schedule from the names of a call, as `get_sampler_and_scheduler` of 1.10.1 does: a
/// schedule at the end of the sampler's name is split off, letter case counts, and an unknown name
/// is silently the default.
record SamplerNames(SamplerId sampler, ScheduleId schedule) {
    private static final SamplerId FALLBACK = SamplerId.DPMPP_2M;

    static SamplerNames of(String sampler, Optional<String> schedule) {
        var name = sampler;
        var split = ScheduleId.AUTOMATIC;
        for (var known : ScheduleId.values()) {
            if (endsIn(known, name)) {
                name = name.substring(0, name.length() - known.label().length() - 1);
                split = known; // goes on, as A1111 does
            }
        }
        var plain = name;
        return new SamplerNames(
                Arrays.stream(SamplerId.values())
                        .filter(id -> id.label().equals(plain))
                        .findFirst()
                        .orElse(FALLBACK),
                schedule.isPresent()
                        ? schedule(schedule.get()).orElse(ScheduleId.AUTOMATIC)
                        : split);
    }

    /// Label and name of a schedule are of one length.
    private static boolean endsIn(ScheduleId known, String sampler) {
        return sampler.endsWith(" " + known.label()) || sampler.endsWith(" " + name(known));
    }

    /// By label or by the name in `/sdapi/v1/schedulers`.
    static Optional<ScheduleId> schedule(String text) {
        return Arrays.stream(ScheduleId.values())
                .filter(known -> text.equals(known.label()) || text.equals(name(known)))
                .findFirst();
    }

    private static String name(ScheduleId schedule) {
        return schedule.name().toLowerCase(Locale.ROOT);
    }
}
