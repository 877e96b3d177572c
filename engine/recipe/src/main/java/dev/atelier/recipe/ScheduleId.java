package dev.atelier.recipe;

import java.util.Optional;

/// The noise schedules ("schedule type") of AUTOMATIC1111's webui v1.10.1, under its labels.
public enum ScheduleId {
    AUTOMATIC("Automatic"),
    UNIFORM("Uniform"),
    KARRAS("Karras"),
    EXPONENTIAL("Exponential"),
    POLYEXPONENTIAL("Polyexponential"),
    SGM_UNIFORM("SGM Uniform"),
    KL_OPTIMAL("KL Optimal"),
    ALIGN_YOUR_STEPS("Align Your Steps"),
    SIMPLE("Simple"),
    NORMAL("Normal"),
    DDIM("DDIM"),
    BETA("Beta");

    private final String label;

    ScheduleId(String label) {
        this.label = label;
    }

    /// The name in A1111's interface, infotext and API.
    public String label() {
        return label;
    }

    /// The schedule with exactly this label, letter case aside.
    public static Optional<ScheduleId> ofLabel(String label) {
        for (var id : values()) {
            if (id.label.equalsIgnoreCase(label)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}
