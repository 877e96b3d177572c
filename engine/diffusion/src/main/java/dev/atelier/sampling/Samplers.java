package dev.atelier.sampling;

import dev.atelier.recipe.SamplerId;
import dev.atelier.sampling.Ddim.Direction;
import dev.atelier.sampling.Dpmpp2mSde.Correction;

/// The sampler table of A1111 v1.10.1. To add a sampler: a constant in [SamplerId], a file beside
/// its kin, a row here.
public final class Samplers {
    private Samplers() {}

    public static SamplerEntry of(SamplerId id) {
        return new SamplerEntry(id, sampler(id));
    }

    private static Sampler sampler(SamplerId id) {
        return switch (id) {
            case EULER -> new Euler();
            case EULER_A -> new EulerAncestral();
            case LMS -> new Lms();
            case HEUN -> new Heun();
            case DPM2 -> new Dpm2();
            case DPM2_A -> new Dpm2Ancestral();
            case DPM_FAST -> new DpmFast();
            case DPM_ADAPTIVE -> new DpmAdaptive();
            case DPMPP_2S_A -> new Dpmpp2sAncestral();
            case DPMPP_SDE -> new DpmppSde();
            case DPMPP_2M -> new Dpmpp2m();
            case DPMPP_2M_SDE -> new Dpmpp2mSde(Correction.MIDPOINT);
            case DPMPP_2M_SDE_HEUN -> new Dpmpp2mSde(Correction.HEUN);
            case DPMPP_3M_SDE -> new Dpmpp3mSde();
            case RESTART -> new Restart();
            case LCM -> new Lcm();
            case DDIM -> new Ddim(Direction.GUIDED);
            case DDIM_CFGPP -> new Ddim(Direction.UNCONDITIONAL);
            case PLMS -> new Plms();
            case UNIPC -> new UniPc();
        };
    }
}
