package dev.atelier.checkpoint;

import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The tensors of a file under the keys of the LDM layout: the one place where other spellings are
/// renamed, and where tensors nobody needs are known by name.
final class LdmKeys {
    private static final String OLD_TEXT = "cond_stage_model.transformer.";

    /// Files saved with `transformers` before 4.0 lack `text_model.` (A1111 renames the same
    /// three).
    private static final List<String> OLD_TEXT_PARTS =
            List.of("embeddings.", "encoder.", "final_layer_norm.");

    /// Tensors that files carry along and that no computation here needs: buffers of training,
    /// averaged weights beside the final ones, parts of CLIP that only compare text with pictures.
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "betas|alphas_cumprod.*|sqrt_.*|log_one_minus_.*|posterior_.*|logvar"
                            + "|lvlb_weights|scale_factor|v_pred|ztsnr|model_ema\\..*"
                            + "|denoiser\\.(sigmas|log_sigmas)"
                            + "|.*\\.position_ids|.*\\.logit_scale|.*\\.text_projection(\\.weight)?"
                            + "|cond_stage_model\\.model\\.attn_mask|first_stage_model\\.loss\\..*");

    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    LdmKeys(TensorFile file) {
        var names = file.tensors();
        for (var info : names.values()) {
            var renamed = renamed(info.name());
            tensors.put(names.containsKey(renamed) ? info.name() : renamed, info);
        }
    }

    /// LDM key to the tensor, whose own name may differ; in file order.
    Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    static boolean harmless(String key) {
        return HARMLESS.matcher(key).matches();
    }

    private static String renamed(String name) {
        if (name.startsWith(OLD_TEXT)) {
            var rest = name.substring(OLD_TEXT.length());
            if (OLD_TEXT_PARTS.stream().anyMatch(rest::startsWith)) {
                return TensorLayout.TEXT + rest;
            }
        }
        return name;
    }
}
