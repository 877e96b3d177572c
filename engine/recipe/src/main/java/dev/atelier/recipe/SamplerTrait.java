package dev.atelier.recipe;

/// What A1111's sampler list says about a sampler, and which options it hands over.
public enum SamplerTrait {
    /// Two model calls per step: prompt schedules count calls, so their step count doubles.
    SECOND_ORDER,
    /// Its noise after the first draw comes from seed + ENSD.
    USES_ENSD,
    /// Its noise is a Brownian path.
    BROWNIAN_NOISE,
    /// Its schedule is made one step longer and loses the sigma before the final 0.
    DISCARD_NEXT_TO_LAST,
    /// Takes the ancestral eta, default 1.
    ANCESTRAL_ETA,
    /// Takes DDIM's eta, default 0.
    DDIM_ETA,
    /// Takes `s_churn`, `s_tmin`, `s_tmax`.
    CHURN,
    /// Takes `s_noise`.
    NOISE_FACTOR,
    /// Walks timesteps: it has no schedule of sigmas.
    TIMESTEPS
}
