package dev.atelier.lora;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a tensor in a LoRA file, which names the layer it changes and what it is there.
/// Trainers spell them in many ways; here both sides have one.
///
/// @param layer such as `unet_down_blocks_0_attentions_0_proj_in`: the network (`unet`, `te` for an
///   only text model, `te1`, `te2`), then the layer's path with underscores
/// @param part such as `lora_down.weight`, as kohya's trainer and LyCORIS name it
record LoraKey(String layer, String part) {
    /// Names with underscores instead of full stops in the layer, as kohya's scripts write them.
    private static final Pattern JOINED =
            Pattern.compile("((?:lora|oft|boft|lycoris)_[^.]+)\\.(.+)");

    /// Paths with full stops, as diffusers, PEFT and ComfyUI write them.
    private static final Pattern DOTTED =
            Pattern.compile(
                    "(.+?)(?:\\.|_(?=lora\\.))(lora_[AB](?:\\.\\w+)?\\.weight|lora_[AB]"
                            + "|lora_(?:up|down|mid)\\.weight"
                            + "|lora(?:_linear_layer)?\\.(?:up|down)\\.weight"
                            + "|lora_magnitude_vector(?:\\.\\w+)*|alpha|dora_scale|diff|diff_b"
                            + "|(?:hada|lokr|oft)_\\w+|w_norm|b_norm|on_input"
                            + "|[ab][12]\\.weight|rescale|scale)");

    /// The first that fits.
    private static final List<String[]> NETWORKS =
            List.of(
                    new String[] {"lora_", ""},
                    new String[] {"oft_", ""},
                    new String[] {"boft_", ""},
                    new String[] {"lycoris_", ""},
                    new String[] {"base_model_model_", ""},
                    new String[] {"model_diffusion_model_", "unet_"},
                    new String[] {"diffusion_model_", "unet_"},
                    new String[] {"text_encoder_2_", "te2_"},
                    new String[] {"text_encoder_", "te_"},
                    new String[] {"text_model_", "te_text_model_"});

    private static final Pattern KNOWN = Pattern.compile("(unet|te|te1|te2)_.+");
    private static final Pattern UNET =
            Pattern.compile(
                    "(down_blocks|up_blocks|mid_block|input_blocks|output_blocks|middle_block"
                            + "|conv_in|conv_out|time_embed|add_embedding|label_emb)_?.*");

    /// Empty for a name that belongs to no layer.
    static Optional<LoraKey> of(String name) {
        var joined = JOINED.matcher(name);
        if (joined.matches()) {
            return Optional.of(new LoraKey(layer(joined.group(1)), part(joined.group(2))));
        }
        var dotted = DOTTED.matcher(name);
        return dotted.matches()
                ? Optional.of(new LoraKey(layer(dotted.group(1)), part(dotted.group(2))))
                : Optional.empty();
    }

    private static String layer(String path) {
        var name = attention(path).replace('.', '_');
        for (boolean again = true; again; ) {
            again = false;
            for (var pair : NETWORKS) {
                if (!KNOWN.matcher(name).matches() && name.startsWith(pair[0])) {
                    name = pair[1] + name.substring(pair[0].length());
                    again = true;
                }
            }
        }
        boolean bare = !KNOWN.matcher(name).matches() && UNET.matcher(name).matches();
        return bare ? "unet_" + name : name;
    }

    /// Early files of diffusers name attention processors instead of the layers they wrap.
    private static String attention(String path) {
        if (path.contains(".processor.")) {
            return path.replace(".processor.", ".").replaceFirst("\\.to_out$", ".to_out.0");
        }
        return path.contains("text_model")
                ? path.replaceFirst("\\.to_([qkv])$", ".$1_proj")
                        .replaceFirst("\\.to_out$", ".out_proj")
                : path;
    }

    private static String part(String written) {
        if (written.startsWith("lora_A")) {
            return "lora_down.weight";
        }
        if (written.startsWith("lora_B")) {
            return "lora_up.weight";
        }
        if (written.startsWith("lora_magnitude_vector")) {
            return "dora_scale";
        }
        if (written.startsWith("lora.") || written.startsWith("lora_linear_layer.")) {
            return written.endsWith("up.weight") ? "lora_up.weight" : "lora_down.weight";
        }
        return written;
    }
}
