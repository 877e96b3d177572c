package dev.atelier.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What of a recipe A1111 calls settings rather than fields of a call, under the names of v1.10.1's
/// `modules/shared_options.py`. The webui API takes them as `override_settings`.
public final class WebuiSettings {
    private static final String ZERO_TERMINAL_SNR = "Zero Terminal SNR";

    private final Map<String, ?> given;

    private WebuiSettings(Map<String, ?> given) {
        this.given = given;
    }

    /// All of them as numbers, texts and booleans, those at A1111's defaults too.
    public static Map<String, Object> of(Recipe recipe) {
        var tuning = recipe.sampling().tuning();
        var all = new LinkedHashMap<String, Object>();
        all.put("randn_source", recipe.noise().name());
        put(all, recipe.text());
        put(all, tuning.stochastic());
        put(all, tuning.sigmas());
        all.put("s_min_uncond_all", tuning.guidance().ngmsAllSteps());
        all.put("skip_early_cond", tuning.guidance().skipEarly());
        put(all, tuning.uniPc());
        put(all, tuning.imageInput());
        all.put("use_downcasted_alpha_bar", tuning.compatibility().downcastAlphas());
        all.put("sd_vae_encode_method", tuning.vae().encode().label());
        all.put("sd_vae_decode_method", tuning.vae().decode().label());
        boolean bySteps = recipe.refiner().filter(Refiner::bySamplingSteps).isPresent();
        all.put("refiner_switch_by_sample_steps", bySteps);
        return all;
    }

    private static void put(Map<String, Object> all, TextSettings text) {
        all.put("CLIP_stop_at_last_layers", text.clipSkip());
        all.put("emphasis", text.emphasis().label());
        all.put("comma_padding_backtrack", text.commaBacktrack());
        all.put("pad_cond_uncond", text.padding() == TextSettings.Padding.EMPTY_CHUNKS);
        all.put("pad_cond_uncond_v0", text.padding() == TextSettings.Padding.REPEAT_LAST);
        all.put("use_old_scheduling", text.oldEditing());
        all.put("sdxl_clip_l_skip", text.sdxl().clipSkip());
        all.put("sdxl_crop_top", text.sdxl().cropTop());
        all.put("sdxl_crop_left", text.sdxl().cropLeft());
        all.put("sdxl_refiner_high_aesthetic_score", text.sdxl().aestheticHigh());
        all.put("sdxl_refiner_low_aesthetic_score", text.sdxl().aestheticLow());
    }

    private static void put(Map<String, Object> all, SamplerTuning.Stochastic stochastic) {
        all.put("eta_ancestral", stochastic.eta());
        all.put("eta_ddim", stochastic.etaDdim());
        all.put("eta_noise_seed_delta", stochastic.ensd());
    }

    private static void put(Map<String, Object> all, SamplerTuning.SigmaSettings sigmas) {
        all.put("sigma_min", sigmas.min());
        all.put("sigma_max", sigmas.max());
        all.put("rho", sigmas.rho());
        all.put("use_old_karras_scheduler_sigmas", sigmas.oldKarras());
        all.put("always_discard_next_to_last_sigma", sigmas.discardNextToLast());
        all.put("sgm_noise_multiplier", sigmas.sgmNoise());
        all.put("enable_quantization", sigmas.quantized());
        all.put("sd_noise_schedule", sigmas.zeroTerminalSnr() ? ZERO_TERMINAL_SNR : "Default");
        all.put("beta_dist_alpha", sigmas.betaAlpha());
        all.put("beta_dist_beta", sigmas.betaBeta());
    }

    private static void put(Map<String, Object> all, SamplerTuning.UniPc uniPc) {
        all.put("uni_pc_variant", uniPc.variant());
        all.put("uni_pc_skip_type", uniPc.skipType());
        all.put("uni_pc_order", uniPc.order());
        all.put("uni_pc_lower_order_final", uniPc.lowerOrderFinal());
    }

    private static void put(Map<String, Object> all, SamplerTuning.ImageInput input) {
        all.put("img2img_extra_noise", input.extraNoise());
        all.put("img2img_fix_steps", input.fixSteps());
        all.put("img2img_color_correction", input.colorCorrection());
        all.put("inpainting_mask_weight", input.maskWeight().orElse(1.0));
    }

    /// The recipe with the settings that are given; other names are passed over, as they may be
    /// about the service instead of the picture.
    ///
    /// @param settings numbers, texts and booleans by name
    /// @throws IllegalArgumentException naming a setting of another type or out of its range
    public static Recipe read(Map<String, ?> settings, Recipe basis) {
        return new WebuiSettings(settings).over(basis);
    }

    private Recipe over(Recipe basis) {
        var sampling = basis.sampling();
        return basis.withSampling(sampling.withTuning(over(sampling.tuning())))
                .withText(over(basis.text()))
                .withNoise(noise(basis.noise()))
                .withRefiner(basis.refiner().map(this::over));
    }

    private Refiner over(Refiner basis) {
        boolean bySteps = flag("refiner_switch_by_sample_steps", basis.bySamplingSteps());
        return new Refiner(basis.model(), basis.switchAt(), bySteps);
    }

    /// A name that is none is the graphics card's, as in A1111.
    private NoiseSource noise(NoiseSource basis) {
        return switch (text("randn_source", basis.name())) {
            case "CPU" -> NoiseSource.CPU;
            case "NV" -> NoiseSource.NV;
            default -> NoiseSource.GPU;
        };
    }

    private TextSettings over(TextSettings basis) {
        var emphasis = text("emphasis", basis.emphasis().label());
        return new TextSettings(
                whole("CLIP_stop_at_last_layers", basis.clipSkip()),
                Emphasis.ofLabel(emphasis).orElse(Emphasis.ORIGINAL),
                whole("comma_padding_backtrack", basis.commaBacktrack()),
                padding(basis.padding()),
                flag("use_old_scheduling", basis.oldEditing()),
                over(basis.sdxl()));
    }

    private TextSettings.Sdxl over(TextSettings.Sdxl basis) {
        return new TextSettings.Sdxl(
                flag("sdxl_clip_l_skip", basis.clipSkip()),
                whole("sdxl_crop_top", basis.cropTop()),
                whole("sdxl_crop_left", basis.cropLeft()),
                number("sdxl_refiner_high_aesthetic_score", basis.aestheticHigh()),
                number("sdxl_refiner_low_aesthetic_score", basis.aestheticLow()));
    }

    /// The older way wins where both are on, as in A1111.
    private TextSettings.Padding padding(TextSettings.Padding basis) {
        if (flag("pad_cond_uncond_v0", basis == TextSettings.Padding.REPEAT_LAST)) {
            return TextSettings.Padding.REPEAT_LAST;
        }
        return flag("pad_cond_uncond", basis == TextSettings.Padding.EMPTY_CHUNKS)
                ? TextSettings.Padding.EMPTY_CHUNKS
                : TextSettings.Padding.NONE;
    }

    private SamplerTuning over(SamplerTuning basis) {
        return new SamplerTuning(
                over(basis.stochastic()),
                over(basis.sigmas()),
                new SamplerTuning.Guidance(
                        basis.guidance().ngms(),
                        flag("s_min_uncond_all", basis.guidance().ngmsAllSteps()),
                        number("skip_early_cond", basis.guidance().skipEarly()),
                        basis.guidance().imageCfgScale()),
                over(basis.uniPc()),
                over(basis.imageInput()),
                new SamplerTuning.Compatibility(
                        flag("use_downcasted_alpha_bar", basis.compatibility().downcastAlphas())),
                new SamplerTuning.VaeMethods(
                        method("sd_vae_encode_method", basis.vae().encode()),
                        method("sd_vae_decode_method", basis.vae().decode())));
    }

    /// A name that is none is the autoencoder itself, as in A1111.
    private VaeMethod method(String name, VaeMethod basis) {
        return VaeMethod.ofLabel(text(name, basis.label())).orElse(VaeMethod.FULL);
    }

    private SamplerTuning.Stochastic over(SamplerTuning.Stochastic basis) {
        return new SamplerTuning.Stochastic(
                number("eta_ancestral", basis.eta()),
                number("eta_ddim", basis.etaDdim()),
                basis.churn(),
                basis.churnMin(),
                basis.churnMax(),
                basis.noise(),
                ensd(basis.ensd()));
    }

    /// Larger than a real number keeps exactly.
    private long ensd(long basis) {
        var name = "eta_noise_seed_delta";
        if (given.get(name) instanceof Number number) {
            return number.longValue();
        }
        return given.containsKey(name) ? (long) number(name, 0) : basis; // its error names the type
    }

    private SamplerTuning.SigmaSettings over(SamplerTuning.SigmaSettings basis) {
        var schedule = text("sd_noise_schedule", basis.zeroTerminalSnr() ? ZERO_TERMINAL_SNR : "");
        return new SamplerTuning.SigmaSettings(
                number("sigma_min", basis.min()),
                number("sigma_max", basis.max()),
                number("rho", basis.rho()),
                flag("use_old_karras_scheduler_sigmas", basis.oldKarras()),
                flag("always_discard_next_to_last_sigma", basis.discardNextToLast()),
                flag("sgm_noise_multiplier", basis.sgmNoise()),
                flag("enable_quantization", basis.quantized()),
                schedule.equals(ZERO_TERMINAL_SNR),
                number("beta_dist_alpha", basis.betaAlpha()),
                number("beta_dist_beta", basis.betaBeta()));
    }

    private SamplerTuning.UniPc over(SamplerTuning.UniPc basis) {
        return new SamplerTuning.UniPc(
                text("uni_pc_variant", basis.variant()),
                text("uni_pc_skip_type", basis.skipType()),
                whole("uni_pc_order", basis.order()),
                flag("uni_pc_lower_order_final", basis.lowerOrderFinal()));
    }

    private SamplerTuning.ImageInput over(SamplerTuning.ImageInput basis) {
        double weight = number("inpainting_mask_weight", basis.maskWeight().orElse(1.0));
        return new SamplerTuning.ImageInput(
                basis.noiseMultiplier(),
                number("img2img_extra_noise", basis.extraNoise()),
                flag("img2img_fix_steps", basis.fixSteps()),
                flag("img2img_color_correction", basis.colorCorrection()),
                weight == 1 ? Optional.empty() : Optional.of(weight));
    }

    private double number(String name, double basis) {
        var value = given.get(name);
        if (value == null) {
            return basis;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw InvalidValueException.of(name, Message.of("expected.number"), value);
    }

    private int whole(String name, int basis) {
        double value = number(name, basis);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw InvalidValueException.of(name, Message.of("expected.whole"), value);
        }
        return (int) value;
    }

    private boolean flag(String name, boolean basis) {
        var value = given.get(name);
        if (value == null) {
            return basis;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0; // Python takes them so
        }
        throw InvalidValueException.of(name, Message.of("expected.boolean"), value);
    }

    private String text(String name, String basis) {
        var value = given.get(name);
        return value == null ? basis : value.toString();
    }
}
