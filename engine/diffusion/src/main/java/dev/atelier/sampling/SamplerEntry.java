package dev.atelier.sampling;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTrait;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.sampling.SamplerOptions.Churn;
import dev.atelier.sampling.schedule.ScheduleOptions;
import dev.atelier.sampling.schedule.Schedules;
import dev.atelier.sampling.schedule.SigmaTable;

/// A row of the sampler table.
public record SamplerEntry(SamplerId id, Sampler sampler) {
    public boolean has(SamplerTrait trait) {
        return id.has(trait);
    }

    /// True for DDIM, PLMS and UniPC, which have no schedule of sigmas.
    public boolean overTimesteps() {
        return has(SamplerTrait.TIMESTEPS);
    }

    /// The eta A1111 uses where the user sets none.
    public double defaultEta() {
        return has(SamplerTrait.DDIM_ETA) ? 0 : 1;
    }

    /// The sigmas of a run, for samplers over sigmas or a range.
    public double[] sigmas(ScheduleId asked, int steps, SigmaTable model, ScheduleOptions options) {
        var schedule = asked == ScheduleId.AUTOMATIC ? id.automatic() : asked;
        if (has(SamplerTrait.DISCARD_NEXT_TO_LAST) || options.discardNextToLast()) {
            return Schedules.withoutNextToLast(
                    Schedules.sigmas(schedule, steps + 1, model, options));
        }
        return Schedules.sigmas(schedule, steps, model, options);
    }

    /// Only what A1111 hands to this sampler: the rest falls back to neutral values.
    public SamplerOptions accepted(SamplerOptions options) {
        boolean eta = has(SamplerTrait.ANCESTRAL_ETA) || has(SamplerTrait.DDIM_ETA);
        return new SamplerOptions(
                eta ? options.eta() : defaultEta(),
                has(SamplerTrait.NOISE_FACTOR) ? options.noiseFactor() : 1,
                has(SamplerTrait.CHURN) ? options.churn() : Churn.NONE,
                options.uniPc());
    }
}
