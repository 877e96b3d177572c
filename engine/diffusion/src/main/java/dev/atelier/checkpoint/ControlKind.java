package dev.atelier.checkpoint;

import dev.atelier.recipe.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The kinds of files by which a picture controls another, distinguished by their keys. Those that
/// this program cannot use are known so that it can say what they are.
public enum ControlKind {
    CONTROLNET(true),
    /// A ControlNet as what differs from the checkpoint it was trained on.
    DIFFERENCE(true),
    /// A ControlNet of which most weights are the checkpoint's own with a low-rank change.
    CONTROL_LORA(true),
    ADAPTER(true),
    ADAPTER_LIGHT(true),
    UNION(false),
    SPARSE(false),
    STYLE_ADAPTER(false),
    IP_ADAPTER(false),
    LLLITE(false);

    private static final String UNET = TensorLayout.UNET;

    private final boolean supported;

    ControlKind(boolean supported) {
        this.supported = supported;
    }

    /// What its makers call it, with a word where one name stands for several forms.
    public Message label() {
        return switch (this) {
            case CONTROLNET -> Message.plain("ControlNet");
            case DIFFERENCE -> Message.of("kind.control-difference");
            case CONTROL_LORA -> Message.plain("Control-LoRA");
            case ADAPTER -> Message.plain("T2I-Adapter");
            case ADAPTER_LIGHT -> Message.of("kind.adapter-light");
            case UNION -> Message.plain("ControlNet Union");
            case SPARSE -> Message.plain("SparseCtrl");
            case STYLE_ADAPTER -> Message.of("kind.adapter-style");
            case IP_ADAPTER -> Message.plain("IP-Adapter");
            case LLLITE -> Message.plain("ControlNet-LLLite");
        };
    }

    /// Whether the engine can use it.
    public boolean supported() {
        return supported;
    }

    /// What to do instead of using one that cannot be used here.
    public Message way() {
        return this == UNION || this == LLLITE
                ? Message.of("way.control-of-one-kind")
                : Message.of("way.control-service");
    }

    /// Whether its weights are made of the checkpoint's.
    public boolean needsBase() {
        return this == DIFFERENCE || this == CONTROL_LORA;
    }

    /// Whether it is an adapter, which needs no timestep and no text.
    public boolean isAdapter() {
        return this == ADAPTER || this == ADAPTER_LIGHT;
    }

    /// @param key below [TensorLayout#UNET]
    private record Sign(ControlKind kind, Predicate<String> key) {
        static Sign of(ControlKind kind, String key) {
            return new Sign(kind, (UNET + key)::equals);
        }
    }

    /// The first that a file shows counts.
    private static final List<Sign> SIGNS =
            List.of(
                    Sign.of(CONTROL_LORA, "lora_controlnet"),
                    new Sign(SPARSE, key -> key.contains(".motion_modules.")),
                    new Sign(LLLITE, key -> key.startsWith(UNET + "lllite_")),
                    new Sign(IP_ADAPTER, key -> key.startsWith(UNET + "ip_adapter.")),
                    Sign.of(UNION, "task_embedding"),
                    Sign.of(CONTROLNET, "input_hint_block.0.weight"),
                    Sign.of(STYLE_ADAPTER, "style_embedding"),
                    Sign.of(ADAPTER, "conv_in.weight"),
                    Sign.of(ADAPTER_LIGHT, "body.0.body.0.block1.weight"));

    /// What a file is, by the keys that [dev.atelier.checkpoint.diffusers.Diffusers#control] gives
    /// it; empty for none of these.
    static Optional<ControlKind> of(Set<String> keys) {
        for (var sign : SIGNS) {
            if (keys.stream().anyMatch(sign.key)) {
                return sign.kind == CONTROLNET && keys.contains(UNET + "difference")
                        ? Optional.of(DIFFERENCE)
                        : Optional.of(sign.kind).filter(kind -> kind != ADAPTER || isAdapter(keys));
            }
        }
        return Optional.empty();
    }

    /// Other networks begin with a `conv_in`, too.
    private static boolean isAdapter(Set<String> keys) {
        return keys.contains(UNET + "body.0.block1.weight");
    }
}
