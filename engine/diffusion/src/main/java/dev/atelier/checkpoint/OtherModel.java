package dev.atelier.checkpoint;

import dev.atelier.recipe.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Files that are no Stable Diffusion checkpoint, distinguished by their keys so that a sentence
/// can say what they are and what to do with them.
///
/// @param name what it is
/// @param way what to do instead
record OtherModel(Message name, Message way) {
    private static final Message DRAWS = Message.of("way.draws");

    private record Sign(Pattern key, OtherModel model) {}

    /// The first that a file shows counts.
    private static final List<Sign> SIGNS =
            List.of(
                    sign(
                            ".*lora_(up|down|A|B)\\b.*|.*(hada_w1|lokr_w).*",
                            Message.of("kind.lora"),
                            Message.of("way.lora")),
                    sign("(.*\\.)?motion_modules\\..*", Message.of("kind.motion"), DRAWS),
                    sign("(.*\\.)?distilled_guidance_layer\\..*", "Chroma", DRAWS),
                    sign("(.*\\.)?double_blocks\\.\\d+\\.img_attn\\..*", "Flux", DRAWS),
                    sign("(.*\\.)?single_transformer_blocks\\.\\d+\\..*", "Flux", DRAWS),
                    sign("(.*\\.)?joint_blocks\\.\\d+\\..*", "Stable Diffusion 3", DRAWS),
                    sign("(.*\\.)?double_layers\\.\\d+\\..*", "AuraFlow", DRAWS),
                    sign(
                            "(.*\\.)?(clip_txt_mapper|down_blocks\\.0\\.0\\.channelwise)\\..*",
                            "Stable Cascade",
                            DRAWS),
                    sign("(.*\\.)?adaln_single\\..*", "PixArt", DRAWS),
                    sign("(.*\\.)?transformer_blocks\\.\\d+\\.img_mod\\..*", "Qwen-Image", DRAWS),
                    sign(
                            "(.*\\.)?input_blocks\\.\\d+\\.\\d+\\.time_stack\\..*|.*\\.time_mixer\\..*",
                            "Stable Video Diffusion",
                            DRAWS),
                    sign(
                            "(.*\\.)?(zero_convs|controlnet_cond_embedding|input_hint_block)\\..*",
                            Message.of("kind.control"),
                            Message.of("way.control")),
                    sign("(image_proj|ip_adapter)\\..*", Message.of("kind.ip-adapter"), DRAWS),
                    sign("lllite_.*", Message.of("kind.lllite"), DRAWS),
                    sign(
                            "(first_stage_model\\.)?decoder\\.(conv_in|up_blocks\\..*)\\..*",
                            Message.of("kind.vae"),
                            Message.of("way.vae")),
                    sign(
                            "(params_ema\\.)?(conv_first|RRDB_trunk|model\\.0)\\..*",
                            Message.of("kind.upscaler"),
                            Message.of("way.upscaler")),
                    sign(
                            "string_to_param.*|emb_params|clip_[lg]|<.*>",
                            Message.of("kind.embedding"),
                            Message.of("way.embedding")));

    /// @param name of a product, the same in every language
    private static Sign sign(String key, String name, Message way) {
        return sign(key, Message.plain(name), way);
    }

    private static Sign sign(String key, Message name, Message way) {
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
