package dev.atelier.lora;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ways in which files say what changes in a weight, in the order in which A1111 tries them.
public enum LoraKind {
    LORA("LoRA", List.of("lora_up.weight", "lora_down.weight")),
    LOHA("LoHa", List.of("hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b")),
    IA3("IA3", List.of("weight", "on_input")),
    LOKR("LoKr", List.of()),
    FULL("Full", List.of("diff")),
    NORM("Norm", List.of("w_norm", "b_norm")),
    GLORA("GLoRA", List.of("a1.weight", "a2.weight", "b1.weight", "b2.weight")),
    OFT("OFT", List.of("oft_blocks")),
    OLD_OFT("OFT", List.of("oft_diag"));

    private final String label;
    private final List<String> needs;

    LoraKind(String label, List<String> needs) {
        this.label = label;
        this.needs = needs;
    }

    /// The name that its makers gave it.
    public String label() {
        return label;
    }

    /// What a layer with these parts is.
    static Optional<LoraKind> of(Map<String, ?> parts) {
        for (var kind : values()) {
            if (kind == LOKR ? isLokr(parts) : parts.keySet().containsAll(kind.needs)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static boolean isLokr(Map<String, ?> parts) {
        return hasFactor(parts, "lokr_w1") && hasFactor(parts, "lokr_w2");
    }

    private static boolean hasFactor(Map<String, ?> parts, String name) {
        return parts.containsKey(name)
                || (parts.containsKey(name + "_a") && parts.containsKey(name + "_b"));
    }
}
