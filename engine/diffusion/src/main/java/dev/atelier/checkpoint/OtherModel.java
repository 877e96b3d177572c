package dev.atelier.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Files that are no Stable Diffusion checkpoint, told apart by their keys so that a sentence can
/// say what they are and what to do with them.
///
/// @param name what it is
/// @param way what to do instead
record OtherModel(String name, String way) {
    private static final String DRAWS =
            "choose a checkpoint of Stable Diffusion 1, 2 or XL, or a service whose webui has it";

    private record Sign(Pattern key, OtherModel model) {}

    /// The first that a file shows counts.
    private static final List<Sign> SIGNS =
            List.of(
                    sign(".*lora_(up|down|A|B)\\b.*|.*(hada_w1|lokr_w).*", "a LoRA", "add it with"
                            + " --lora or <lora:NAME:1> to a checkpoint of its family"),
                    sign("(.*\\.)?motion_modules\\..*", "a motion module of AnimateDiff", DRAWS),
                    sign("(.*\\.)?distilled_guidance_layer\\..*", "Chroma", DRAWS),
                    sign("(.*\\.)?double_blocks\\.\\d+\\.img_attn\\..*", "Flux", DRAWS),
                    sign("(.*\\.)?single_transformer_blocks\\.\\d+\\..*", "Flux", DRAWS),
                    sign("(.*\\.)?joint_blocks\\.\\d+\\..*", "Stable Diffusion 3", DRAWS),
                    sign("(.*\\.)?double_layers\\.\\d+\\..*", "AuraFlow", DRAWS),
                    sign("(.*\\.)?(clip_txt_mapper|down_blocks\\.0\\.0\\.channelwise)\\..*",
                            "Stable Cascade", DRAWS),
                    sign("(.*\\.)?adaln_single\\..*", "PixArt", DRAWS),
                    sign("(.*\\.)?transformer_blocks\\.\\d+\\.img_mod\\..*", "Qwen-Image", DRAWS),
                    sign("(.*\\.)?input_blocks\\.\\d+\\.\\d+\\.time_stack\\..*|.*\\.time_mixer\\..*",
                            "Stable Video Diffusion", DRAWS),
                    sign("(.*\\.)?(zero_convs|controlnet_cond_embedding|input_hint_block)\\..*",
                            "a ControlNet", "choose it in a ControlNet unit (--control"
                            + " \"model=NAME, image=…\")"),
                    sign("(image_proj|ip_adapter)\\..*", "an IP-Adapter", DRAWS),
                    sign("lllite_.*", "a ControlNet-LLLite", DRAWS),
                    sign("(first_stage_model\\.)?decoder\\.(conv_in|up_blocks\\..*)\\..*",
                            "a VAE", "choose it with --vae beside a checkpoint"),
                    sign("(params_ema\\.)?(conv_first|RRDB_trunk|model\\.0)\\..*",
                            "an upscaler", "it makes finished pictures larger and draws none"),
                    sign("string_to_param.*|emb_params|clip_[lg]|<.*>", "an embedding",
                            "lay it into the folder embeddings and write its name in the prompt"));

    private static Sign sign(String key, String name, String way) {
        return new Sign(Pattern.compile(key), new OtherModel(name, way));
    }

    /// What a file of unknown family is, where its keys say it.
    static Optional<OtherModel> of(Set<String> keys) {
        return SIGNS.stream()
                .filter(sign -> keys.stream().anyMatch(sign.key.asMatchPredicate()))
                .map(Sign::model)
                .findFirst();
    }
}
