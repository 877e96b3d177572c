package dev.atelier.recipe;

import java.util.Optional;
import java.util.Set;

/// The samplers of AUTOMATIC1111's webui v1.10.1 under its labels, and what it says of each.
public enum SamplerId {
    EULER("Euler", ScheduleId.UNIFORM, SamplerTrait.CHURN, SamplerTrait.NOISE_FACTOR),
    EULER_A("Euler a", ScheduleId.UNIFORM, SamplerTrait.USES_ENSD, SamplerTrait.ANCESTRAL_ETA),
    LMS("LMS", ScheduleId.UNIFORM),
    HEUN(
            "Heun",
            ScheduleId.UNIFORM,
            SamplerTrait.SECOND_ORDER,
            SamplerTrait.CHURN,
            SamplerTrait.NOISE_FACTOR),
    DPM2(
            "DPM2",
            ScheduleId.KARRAS,
            SamplerTrait.SECOND_ORDER,
            SamplerTrait.DISCARD_NEXT_TO_LAST,
            SamplerTrait.CHURN,
            SamplerTrait.NOISE_FACTOR),
    DPM2_A(
            "DPM2 a",
            ScheduleId.KARRAS,
            SamplerTrait.SECOND_ORDER,
            SamplerTrait.DISCARD_NEXT_TO_LAST,
            SamplerTrait.USES_ENSD,
            SamplerTrait.ANCESTRAL_ETA,
            SamplerTrait.NOISE_FACTOR),
    DPM_FAST(
            "DPM fast",
            ScheduleId.UNIFORM,
            SamplerTrait.USES_ENSD,
            SamplerTrait.ANCESTRAL_ETA,
            SamplerTrait.NOISE_FACTOR),
    DPM_ADAPTIVE(
            "DPM adaptive", ScheduleId.UNIFORM, SamplerTrait.USES_ENSD, SamplerTrait.ANCESTRAL_ETA),
    DPMPP_2S_A(
            "DPM++ 2S a",
            ScheduleId.KARRAS,
            SamplerTrait.SECOND_ORDER,
            SamplerTrait.USES_ENSD,
            SamplerTrait.ANCESTRAL_ETA,
            SamplerTrait.NOISE_FACTOR),
    DPMPP_SDE(
            "DPM++ SDE",
            ScheduleId.KARRAS,
            SamplerTrait.SECOND_ORDER,
            SamplerTrait.BROWNIAN_NOISE,
            SamplerTrait.ANCESTRAL_ETA,
            SamplerTrait.NOISE_FACTOR),
    DPMPP_2M("DPM++ 2M", ScheduleId.KARRAS),
    DPMPP_2M_SDE(
            "DPM++ 2M SDE",
            ScheduleId.EXPONENTIAL,
            SamplerTrait.BROWNIAN_NOISE,
            SamplerTrait.ANCESTRAL_ETA,
            SamplerTrait.NOISE_FACTOR),
    DPMPP_2M_SDE_HEUN(
            "DPM++ 2M SDE Heun",
            ScheduleId.EXPONENTIAL,
            SamplerTrait.BROWNIAN_NOISE,
            SamplerTrait.ANCESTRAL_ETA,
            SamplerTrait.NOISE_FACTOR),
    DPMPP_3M_SDE(
            "DPM++ 3M SDE",
            ScheduleId.EXPONENTIAL,
            SamplerTrait.BROWNIAN_NOISE,
            SamplerTrait.ANCESTRAL_ETA,
            SamplerTrait.NOISE_FACTOR,
            SamplerTrait.DISCARD_NEXT_TO_LAST),
    RESTART("Restart", ScheduleId.KARRAS, SamplerTrait.SECOND_ORDER),
    LCM("LCM", ScheduleId.UNIFORM),
    DDIM("DDIM", ScheduleId.UNIFORM, SamplerTrait.DDIM_ETA, SamplerTrait.TIMESTEPS),
    DDIM_CFGPP("DDIM CFG++", ScheduleId.UNIFORM, SamplerTrait.DDIM_ETA, SamplerTrait.TIMESTEPS),
    PLMS("PLMS", ScheduleId.UNIFORM, SamplerTrait.TIMESTEPS),
    UNIPC("UniPC", ScheduleId.UNIFORM, SamplerTrait.TIMESTEPS);

    private final String label;
    private final ScheduleId automatic;
    private final Set<SamplerTrait> traits;

    SamplerId(String label, ScheduleId automatic, SamplerTrait... traits) {
        this.label = label;
        this.automatic = automatic;
        this.traits = Set.of(traits);
    }

    /// The name in A1111's interface, infotext and API.
    public String label() {
        return label;
    }

    /// The schedule that Automatic stands for with this sampler.
    public ScheduleId automatic() {
        return automatic;
    }

    /// Whether A1111 says this of the sampler.
    public boolean has(SamplerTrait trait) {
        return traits.contains(trait);
    }

    /// Model calls that A1111 reckons with for `steps`: the scale of prompt schedules.
    public int callsFor(int steps) {
        return has(SamplerTrait.SECOND_ORDER) ? 2 * steps : steps;
    }

    /// The sampler with exactly this label, letter case aside.
    public static Optional<SamplerId> ofLabel(String label) {
        for (var id : values()) {
            if (id.label.equalsIgnoreCase(label)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}
