package dev.atelier.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.golden.Golden;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.WebuiSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the parameters and options of a reference run of A1111 into a recipe.
final class A1111Params {
    private static final List<Mode.Fit> FITS =
            List.of(Mode.Fit.STRETCH, Mode.Fit.CROP, Mode.Fit.FILL, Mode.Fit.LATENT);
    private static final List<Mode.Fill> FILLS =
            List.of(
                    Mode.Fill.BLURRED,
                    Mode.Fill.ORIGINAL,
                    Mode.Fill.LATENT_NOISE,
                    Mode.Fill.LATENT_NOTHING);

    private A1111Params() {}

    static Recipe recipe(JsonNode row) {
        var p = row.get("params");
        var o = row.get("options");
        var recipe =
                Recipe.of(p.get("prompt").asText(), size(p, "width", "height"))
                        .withNegativePrompt(p.get("negative_prompt").asText())
                        .withSeed(seed(p))
                        .withSampling(sampling(p, o))
                        .withNoise(NoiseSource.NV)
                        .withHires(
                                p.path("enable_hr").asBoolean()
                                        ? Optional.of(hires(p))
                                        : Optional.empty())
                        .withMode(mode(p))
                        .withTiling(p.path("tiling").asBoolean())
                        .withBatch(new Batch(p.get("batch_size").asInt(), p.get("n_iter").asInt()));
        return WebuiSettings.read(settings(o), recipe);
    }

    private static Mode mode(JsonNode p) {
        if (!p.has("init_images")) {
            return new Mode.TextToImage();
        }
        var image = file("init" + square(p.get("init_images").get(0).asText()));
        double denoising = p.get("denoising_strength").asDouble();
        var fit = FITS.get(p.path("resize_mode").asInt(0));
        if (!p.has("mask")) {
            return new Mode.ImageToImage(image, denoising, fit);
        }
        var settings =
                new Mode.MaskSettings(
                        FILLS.get(p.path("inpainting_fill").asInt(0)),
                        p.path("mask_blur").asInt(4),
                        p.path("inpainting_mask_invert").asInt(0) == 1,
                        p.path("mask_round").asBoolean(true),
                        p.path("inpaint_full_res").asBoolean(true)
                                ? Optional.of(p.path("inpaint_full_res_padding").asInt(0))
                                : Optional.empty());
        return new Mode.Inpaint(
                image, file(square(p.get("mask").asText())), denoising, fit, settings);
    }

    /// The files of square pictures carry one side in their name.
    private static String square(String name) {
        return name.endsWith("64x64") ? name.substring(0, name.length() - 3) : name;
    }

    private static String file(String name) {
        return Golden.need("e2e/" + name + ".png").toString();
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
                tuning(p, o));
    }

    /// The rows hold these among the settings; a call has fields for them.
    private static SamplerTuning tuning(JsonNode p, JsonNode o) {
        var stochastic =
                new SamplerTuning.Stochastic(
                        1,
                        0,
                        o.path("s_churn").asDouble(0),
                        o.path("s_tmin").asDouble(0),
                        o.path("s_tmax").asDouble(0),
                        o.path("s_noise").asDouble(1),
                        0);
        var noise = p.path("initial_noise_multiplier").asDouble(1);
        return SamplerTuning.DEFAULT
                .withStochastic(stochastic)
                .withGuidance(
                        new SamplerTuning.Guidance(o.path("s_min_uncond").asDouble(), false, 0))
                .withImageInput(
                        new SamplerTuning.ImageInput(noise, 0, false, false, Optional.empty()));
    }

    private static Map<String, Object> settings(JsonNode options) {
        var settings = new HashMap<String, Object>();
        for (var option : options.properties()) {
            var value = option.getValue();
            settings.put(
                    option.getKey(),
                    value.isNumber()
                            ? value.numberValue()
                            : value.isBoolean() ? value.booleanValue() : value.asText());
        }
        return settings;
    }
}
