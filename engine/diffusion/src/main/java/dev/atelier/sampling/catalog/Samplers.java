package dev.atelier.sampling.catalog;

import static dev.atelier.sampling.catalog.Trait.ANCESTRAL_ETA;
import static dev.atelier.sampling.catalog.Trait.BROWNIAN_NOISE;
import static dev.atelier.sampling.catalog.Trait.CHURN;
import static dev.atelier.sampling.catalog.Trait.DDIM_ETA;
import static dev.atelier.sampling.catalog.Trait.DISCARD_NEXT_TO_LAST;
import static dev.atelier.sampling.catalog.Trait.NOISE_FACTOR;
import static dev.atelier.sampling.catalog.Trait.SECOND_ORDER;
import static dev.atelier.sampling.catalog.Trait.USES_ENSD;

import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.sampling.Sampler;
import dev.atelier.sampling.range.DpmAdaptive;
import dev.atelier.sampling.range.DpmFast;
import dev.atelier.sampling.sigma.Dpm2;
import dev.atelier.sampling.sigma.Dpm2Ancestral;
import dev.atelier.sampling.sigma.Dpmpp2m;
import dev.atelier.sampling.sigma.Dpmpp2mSde;
import dev.atelier.sampling.sigma.Dpmpp2mSde.Correction;
import dev.atelier.sampling.sigma.Dpmpp2sAncestral;
import dev.atelier.sampling.sigma.Dpmpp3mSde;
import dev.atelier.sampling.sigma.DpmppSde;
import dev.atelier.sampling.sigma.Euler;
import dev.atelier.sampling.sigma.EulerAncestral;
import dev.atelier.sampling.sigma.Heun;
import dev.atelier.sampling.sigma.Lcm;
import dev.atelier.sampling.sigma.Lms;
import dev.atelier.sampling.sigma.Restart;
import dev.atelier.sampling.timestep.Ddim;
import dev.atelier.sampling.timestep.Ddim.Direction;
import dev.atelier.sampling.timestep.Plms;
import dev.atelier.sampling.timestep.UniPc;
import java.util.HashSet;
import java.util.Set;

/// The sampler table of A1111 v1.10.1. To add a sampler: a constant in [SamplerId], a file beside
/// its kin, a row here.
public final class Samplers {
    private Samplers() {}

    public static SamplerEntry of(SamplerId id) {
        return switch (id) {
            case EULER -> uniform(new Euler(), CHURN, NOISE_FACTOR);
            case EULER_A -> uniform(new EulerAncestral(), USES_ENSD, ANCESTRAL_ETA);
            case LMS -> uniform(new Lms());
            case HEUN -> uniform(new Heun(), SECOND_ORDER, CHURN, NOISE_FACTOR);
            case DPM2 ->
                    karras(new Dpm2(), SECOND_ORDER, DISCARD_NEXT_TO_LAST, CHURN, NOISE_FACTOR);
            case DPM2_A ->
                    karras(
                            new Dpm2Ancestral(),
                            SECOND_ORDER,
                            DISCARD_NEXT_TO_LAST,
                            USES_ENSD,
                            ANCESTRAL_ETA,
                            NOISE_FACTOR);
            case DPM_FAST -> uniform(new DpmFast(), USES_ENSD, ANCESTRAL_ETA, NOISE_FACTOR);
            case DPM_ADAPTIVE -> uniform(new DpmAdaptive(), USES_ENSD, ANCESTRAL_ETA);
            case DPMPP_2S_A ->
                    karras(
                            new Dpmpp2sAncestral(),
                            SECOND_ORDER,
                            USES_ENSD,
                            ANCESTRAL_ETA,
                            NOISE_FACTOR);
            case DPMPP_SDE ->
                    karras(
                            new DpmppSde(),
                            SECOND_ORDER,
                            BROWNIAN_NOISE,
                            ANCESTRAL_ETA,
                            NOISE_FACTOR);
            case DPMPP_2M -> karras(new Dpmpp2m());
            case DPMPP_2M_SDE -> sde(new Dpmpp2mSde(Correction.MIDPOINT));
            case DPMPP_2M_SDE_HEUN -> sde(new Dpmpp2mSde(Correction.HEUN));
            case DPMPP_3M_SDE -> sde(new Dpmpp3mSde(), DISCARD_NEXT_TO_LAST);
            case RESTART -> karras(new Restart(), SECOND_ORDER);
            case LCM -> uniform(new Lcm());
            case DDIM -> uniform(new Ddim(Direction.GUIDED), DDIM_ETA);
            case DDIM_CFGPP -> uniform(new Ddim(Direction.UNCONDITIONAL), DDIM_ETA);
            case PLMS -> uniform(new Plms());
            case UNIPC -> uniform(new UniPc());
        };
    }

    private static SamplerEntry uniform(Sampler sampler, Trait... traits) {
        return new SamplerEntry(sampler, ScheduleId.UNIFORM, Set.of(traits));
    }

    private static SamplerEntry karras(Sampler sampler, Trait... traits) {
        return new SamplerEntry(sampler, ScheduleId.KARRAS, Set.of(traits));
    }

    /// The multistep SDE family: exponential schedule, Brownian noise.
    private static SamplerEntry sde(Sampler sampler, Trait... traits) {
        var all = new HashSet<>(Set.of(BROWNIAN_NOISE, ANCESTRAL_ETA, NOISE_FACTOR));
        all.addAll(Set.of(traits));
        return new SamplerEntry(sampler, ScheduleId.EXPONENTIAL, all);
    }
}
