package dev.atelier.recipe.infotext;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Mode.MaskSettings;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.TextSettings.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The recipe that the parameters and options of a reference row describe.
final class A1111Row {
    private static final List<Mode.Fill> FILLS =
            List.of(
                    Mode.Fill.BLURRED,
                    Mode.Fill.ORIGINAL,
                    Mode.Fill.LATENT_NOISE,
                    Mode.Fill.LATENT_NOTHING);

    private final JsonNode p;
    private final JsonNode o;
    private final JsonNode added;

    private A1111Row(JsonNode row) {
        p = row.get("params");
        o = row.get("options");
        added = row.get("extra_generation_params_added");
    }

    /// @param index which picture of the batch
    static Recipe recipe(JsonNode row, int index) {
        var parsed = row.get("parsed");
        var name = parsed.path("Model").asText();
        var hash = parsed.path("Model hash").asText();
        Optional<ModelRef> model =
                name.isEmpty() && hash.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ModelRef(name, hash));
        return new A1111Row(row).recipe(index).withModel(model);
    }

    private Recipe recipe(int index) {
        return Recipe.of(p.get("prompt").asText(), size("width", "height").orElseThrow())
                .withNegativePrompt(p.get("negative_prompt").asText())
                .withSeed(seed().ofImage(index))
                .withSampling(sampling())
                .withText(text())
                .withNoise(NoiseSource.valueOf(o.path("randn_source").asText("NV")))
                .withHires(
                        p.path("enable_hr").asBoolean() ? Optional.of(hires()) : Optional.empty())
                .withMode(mode())
                .withControls(controls())
                .withResourceHashes(ResourceHashFields.read(hashes()))
                .withTiling(p.path("tiling").asBoolean());
    }

    private ParsedInfotext hashes() {
        var text = new StringBuilder();
        added.properties()
                .forEach(field -> {
                    if (field.getKey().endsWith("hashes")) {
                        text.append(field.getKey())
                                .append(": \"")
                                .append(field.getValue().asText())
                                .append("\", ");
                    }
                });
        return ParsedInfotext.ofLine(text.toString());
    }

    private List<ControlUnit> controls() {
        var text = new StringBuilder();
        added.properties()
                .forEach(field -> {
                    if (field.getKey().startsWith("ControlNet")) {
                        text.append(field.getKey())
                                .append(": \"")
                                .append(field.getValue().asText())
                                .append("\"");
                    }
                });
        return text.isEmpty()
                ? new ArrayList<>()
                : ControlInfotext.read(ParsedInfotext.ofLine(text.toString()));
    }

    private Optional<Size> size(String width, String height) {
        return p.has(width)
                ? Optional.of(new Size(p.get(width).asInt(), p.get(height).asInt()))
                : Optional.empty();
    }

    private Seed seed() {
        return new Seed(
                p.get("seed").asLong(),
                p.path("subseed").asLong(-1),
                p.path("subseed_strength").asDouble(),
                size("seed_resize_from_w", "seed_resize_from_h"));
    }

    private Sampling sampling() {
        return new Sampling(
                SamplerId.ofLabel(p.get("sampler_name").asText()).orElseThrow(),
                ScheduleId.ofLabel(p.get("scheduler").asText()).orElseThrow(),
                p.get("steps").asInt(),
                p.get("cfg_scale").asDouble(),
                tuning());
    }

    private HiresPass hires() {
        return new HiresPass(
                p.path("hr_scale").asDouble(2),
                size("hr_resize_x", "hr_resize_y"),
                p.path("hr_upscaler").asText(),
                p.path("hr_second_pass_steps").asInt(0),
                p.get("denoising_strength").asDouble(),
                SamplerId.ofLabel(p.path("hr_sampler_name").asText()),
                ScheduleId.ofLabel(p.path("hr_scheduler").asText()),
                p.path("hr_prompt").asText(),
                p.path("hr_negative_prompt").asText());
    }

    private Mode mode() {
        if (!p.has("init_images")) {
            return new Mode.TextToImage();
        }
        double denoising = p.get("denoising_strength").asDouble();
        if (!p.has("mask")) {
            return new Mode.ImageToImage("", denoising, Mode.Fit.STRETCH);
        }
        var mask =
                new MaskSettings(
                        FILLS.get(p.get("inpainting_fill").asInt()),
                        p.path("mask_blur").asInt(MaskSettings.DEFAULT.blur()),
                        p.path("inpainting_mask_invert").asInt() == 1,
                        true,
                        p.path("inpaint_full_res").asBoolean()
                                ? Optional.of(p.get("inpaint_full_res_padding").asInt())
                                : Optional.empty());
        return new Mode.Inpaint("", "", denoising, Mode.Fit.STRETCH, mask);
    }

    private SamplerTuning tuning() {
        var stochastic =
                new SamplerTuning.Stochastic(
                        o.path("eta_ancestral").asDouble(1),
                        o.path("eta_ddim").asDouble(0),
                        o.path("s_churn").asDouble(0),
                        o.path("s_tmin").asDouble(0),
                        o.path("s_tmax").asDouble(0),
                        o.path("s_noise").asDouble(1),
                        o.path("eta_noise_seed_delta").asLong(0));
        var sigmas =
                new SamplerTuning.SigmaSettings(
                        o.path("sigma_min").asDouble(),
                        o.path("sigma_max").asDouble(),
                        o.path("rho").asDouble(),
                        false,
                        o.path("always_discard_next_to_last_sigma").asBoolean(),
                        o.path("sgm_noise_multiplier").asBoolean(),
                        false,
                        o.path("sd_noise_schedule").asText().equals("Zero Terminal SNR"),
                        o.path("beta_dist_alpha").asDouble(0.6),
                        o.path("beta_dist_beta").asDouble(0.6));
        return new SamplerTuning(
                stochastic,
                sigmas,
                new SamplerTuning.Guidance(o.path("s_min_uncond").asDouble(), false, 0),
                SamplerTuning.UniPc.DEFAULT,
                new SamplerTuning.ImageInput(
                        p.path("initial_noise_multiplier").asDouble(1),
                        o.path("img2img_extra_noise").asDouble(0),
                        false,
                        false,
                        Optional.empty()),
                new SamplerTuning.Compatibility(o.path("use_downcasted_alpha_bar").asBoolean()),
                SamplerTuning.VaeMethods.DEFAULT);
    }

    private TextSettings text() {
        return TextSettings.DEFAULT
                .withClipSkip(o.path("CLIP_stop_at_last_layers").asInt(1))
                .withEmphasis(Emphasis.ofLabel(o.path("emphasis").asText("Original")).orElseThrow())
                .withPadding(
                        o.path("pad_cond_uncond").asBoolean()
                                ? Padding.EMPTY_CHUNKS
                                : Padding.NONE);
    }
}
