package dev.atelier.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The parts of a recipe that a generator may not honour, in the order of a form.
public enum RecipeField {
    PROMPT,
    NEGATIVE_PROMPT,
    MODEL,
    VAE,
    SIZE,
    SAMPLER,
    SCHEDULE,
    LORAS,
    CONTROLS,
    MASK,
    COLOR_CORRECTION("img2img_color_correction"),
    HIRES,
    HIRES_UPSCALER,
    HIRES_SAMPLER,
    HIRES_SCHEDULE,
    REFINER,
    CLIP_SKIP("CLIP_stop_at_last_layers"),
    EMPHASIS("emphasis"),
    PADDING("pad_cond_uncond", "pad_cond_uncond_v0"),
    NOISE("randn_source"),
    ENSD("eta_noise_seed_delta"),
    ETA("eta_ancestral"),
    ETA_DDIM("eta_ddim"),
    SKIP_EARLY("skip_early_cond"),
    DECODER("sd_vae_decode_method"),
    /// A setting of the webui that has no field of its own.
    SETTINGS;

    private final List<String> settings;

    /// @param settings names of the webui's settings, see [WebuiSettings]
    RecipeField(String... settings) {
        this.settings = List.of(settings);
    }

    /// The field that one of the webui's settings is; [#SETTINGS] where it has none of its own.
    public static RecipeField ofSetting(String name) {
        return Arrays.stream(values())
                .filter(it -> it.settings.contains(name))
                .findFirst()
                .orElse(SETTINGS);
    }

    /// The name of the field in a recipe's JSON, as issues give it.
    public String where() {
        return switch (this) {
            case NEGATIVE_PROMPT -> "negativePrompt";
            case HIRES_UPSCALER -> "hires.upscaler";
            case HIRES_SAMPLER -> "hires.sampler";
            case HIRES_SCHEDULE -> "hires.schedule";
            default -> settings.isEmpty() ? name().toLowerCase(Locale.ROOT) : settings.getFirst();
        };
    }
}
