package dev.atelier.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.Tuning;
import java.util.Optional;

/// Turns the parameters and options of a reference run of A1111 into a recipe.
final class A1111Params {
    private A1111Params() {}

    static Recipe recipe(JsonNode row) {
        var p = row.get("params");
        var o = row.get("options");
        return Recipe.of(p.get("prompt").asText(), size(p, "width", "height"))
                .withNegativePrompt(p.get("negative_prompt").asText())
                .withSeed(seed(p))
                .withSampling(sampling(p, o))
                .withText(text(o))
                .withNoise(NoiseSource.valueOf(o.path("randn_source").asText("NV")))
                .withHires(
                        p.path("enable_hr").asBoolean() ? Optional.of(hires(p)) : Optional.empty())
                .withTiling(p.path("tiling").asBoolean())
                .withBatch(new Batch(p.get("batch_size").asInt(), p.get("n_iter").asInt()));
    }

    private static Size size(JsonNode p, String width, String height) {
        return new Size(p.get(width).asInt(), p.get(height).asInt());
    }

    private static HiresPass hires(JsonNode p) {
        return new HiresPass(
                p.path("hr_scale").asDouble(2),
                p.has("hr_resize_x")
                        ? Optional.of(size(p, "hr_resize_x", "hr_resize_y"))
                        : Optional.empty(),
                p.path("hr_upscaler").asText(),
                p.path("hr_second_pass_steps").asInt(0),
                p.get("denoising_strength").asDouble(),
                Optional.ofNullable(p.get("hr_sampler_name"))
                        .flatMap(n -> SamplerId.ofLabel(n.asText())),
                Optional.ofNullable(p.get("hr_scheduler"))
                        .flatMap(n -> ScheduleId.ofLabel(n.asText())),
                p.path("hr_prompt").asText(),
                p.path("hr_negative_prompt").asText());
    }

    private static Seed seed(JsonNode p) {
        Optional<Size> resize =
                p.has("seed_resize_from_w")
                        ? Optional.of(size(p, "seed_resize_from_w", "seed_resize_from_h"))
                        : Optional.empty();
        return new Seed(
                p.get("seed").asLong(),
                p.path("subseed").asLong(0),
                p.path("subseed_strength").asDouble(),
                resize);
    }

    private static Sampling sampling(JsonNode p, JsonNode o) {
        return new Sampling(
                SamplerId.ofLabel(p.get("sampler_name").asText()).orElseThrow(),
                ScheduleId.ofLabel(p.get("scheduler").asText()).orElseThrow(),
                p.get("steps").asInt(),
                p.get("cfg_scale").asDouble(),
                tuning(o));
    }

    private static Tuning tuning(JsonNode o) {
        var stochastic =
                new Tuning.Stochastic(
                        o.path("eta_ancestral").asDouble(1),
                        o.path("eta_ddim").asDouble(0),
                        o.path("s_churn").asDouble(0),
                        o.path("s_tmin").asDouble(0),
                        o.path("s_tmax").asDouble(0),
                        o.path("s_noise").asDouble(1),
                        o.path("eta_noise_seed_delta").asLong(0));
        var sigmas =
                new Tuning.SigmaSettings(
                        o.path("sigma_min").asDouble(),
                        o.path("sigma_max").asDouble(),
                        o.path("rho").asDouble(),
                        o.path("use_old_karras_scheduler_sigmas").asBoolean(),
                        o.path("always_discard_next_to_last_sigma").asBoolean(),
                        o.path("sgm_noise_multiplier").asBoolean(),
                        o.path("enable_quantization").asBoolean(),
                        o.path("sd_noise_schedule").asText().equals("Zero Terminal SNR"),
                        o.path("beta_dist_alpha").asDouble(0.6),
                        o.path("beta_dist_beta").asDouble(0.6));
        var guidance =
                new Tuning.Guidance(
                        o.path("s_min_uncond").asDouble(),
                        o.path("s_min_uncond_all").asBoolean(),
                        o.path("skip_early_cond").asDouble());
        return new Tuning(stochastic, sigmas, guidance, Tuning.UniPc.DEFAULT);
    }

    private static TextSettings text(JsonNode o) {
        var padding = Padding.NONE;
        if (o.path("pad_cond_uncond").asBoolean()) {
            padding = Padding.EMPTY_CHUNKS;
        }
        if (o.path("pad_cond_uncond_v0").asBoolean()) {
            padding = Padding.REPEAT_LAST;
        }
        return new TextSettings(
                o.path("CLIP_stop_at_last_layers").asInt(1),
                Emphasis.ofLabel(o.path("emphasis").asText("Original")).orElseThrow(),
                20,
                padding,
                false);
    }
}
