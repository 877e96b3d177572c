package dev.atelier.recipe;

import java.util.Optional;

/// The samplers of AUTOMATIC1111's webui v1.10.1, under its labels.
public enum SamplerId {
    EULER("Euler"),
    EULER_A("Euler a"),
    LMS("LMS"),
    HEUN("Heun"),
    DPM2("DPM2"),
    DPM2_A("DPM2 a"),
    DPM_FAST("DPM fast"),
    DPM_ADAPTIVE("DPM adaptive"),
    DPMPP_2S_A("DPM++ 2S a"),
    DPMPP_SDE("DPM++ SDE"),
    DPMPP_2M("DPM++ 2M"),
    DPMPP_2M_SDE("DPM++ 2M SDE"),
    DPMPP_2M_SDE_HEUN("DPM++ 2M SDE Heun"),
    DPMPP_3M_SDE("DPM++ 3M SDE"),
    RESTART("Restart"),
    LCM("LCM"),
    DDIM("DDIM"),
    DDIM_CFGPP("DDIM CFG++"),
    PLMS("PLMS"),
    UNIPC("UniPC");

    private final String label;

    SamplerId(String label) {
        this.label = label;
    }

    /// The name in A1111's interface, infotext and API.
    public String label() {
        return label;
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
