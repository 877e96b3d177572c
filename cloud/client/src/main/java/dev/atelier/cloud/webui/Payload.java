package dev.atelier.cloud.webui;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.image.Bitmap;
import dev.atelier.image.Fitting;
import dev.atelier.image.ImageFiles;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.prompt.LoraTag;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;

/// A recipe as the webui API takes it (`/sdapi/v1/txt2img` and `/sdapi/v1/img2img`). Only what
/// differs from the API's own defaults in meaning is left out; the service's settings are
/// overridden for this call alone.
final class Payload {
    /// By which `/internal/progress` knows a call; services before A1111 1.8 pass over it.
    static final String TASK = "force_task_id";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recipe recipe;
    private final WebuiCapabilities ability;
    private final ObjectNode body = JSON.createObjectNode();

    private Payload(Recipe recipe, WebuiCapabilities ability) {
        this.recipe = recipe;
        this.ability = ability;
    }

    /// Reads the pictures that the recipe names; blocks.
    ///
    /// @throws IOException when one cannot be read
    static ObjectNode of(Recipe recipe, WebuiCapabilities ability) throws IOException {
        var payload = new Payload(recipe, ability);
        payload.common();
        payload.settings();
        payload.mode();
        payload.controls();
        recipe.secondPass().ifPresent(payload::hires);
        return payload.body;
    }

    /// The path the call goes to.
    static String path(Recipe recipe) {
        return recipe.mode() instanceof Mode.TextToImage
                ? "/sdapi/v1/txt2img"
                : "/sdapi/v1/img2img";
    }

    /// Without comments: services before A1111 1.8 would draw them, LoRAs that are switched off
    /// among them.
    private static String prompt(Recipe recipe) {
        var prompt = LoraTag.prompt(recipe);
        return prompt.indexOf('#') < 0 ? prompt : LoraTag.withoutComments(prompt).strip();
    }

    private void common() {
        var sampling = recipe.sampling();
        var seed = recipe.seed();
        body.put("prompt", prompt(recipe))
                .put("negative_prompt", recipe.negativePrompt())
                .put("seed", seed.value())
                .put("subseed", seed.variation())
                .put("subseed_strength", seed.strength())
                .put("steps", sampling.steps())
                .put("cfg_scale", sampling.cfgScale())
                .put("width", recipe.size().width())
                .put("height", recipe.size().height())
                .put("batch_size", recipe.batch().size())
                .put("n_iter", recipe.batch().count())
                .put("tiling", recipe.tiling())
                .put("sampler_name", ability.sampler(sampling.sampler(), sampling.schedule()))
                .put("do_not_save_samples", true)
                .put("do_not_save_grid", true);
        if (ability.hasSchedulers()) {
            body.put("scheduler", sampling.schedule().label());
        }
        seed.resizeFrom()
                .ifPresent(from ->
                        body.put("seed_resize_from_w", from.width())
                                .put("seed_resize_from_h", from.height()));
        recipe.refiner()
                .ifPresent(refiner ->
                        body.put("refiner_checkpoint", refiner.model().name())
                                .put("refiner_switch_at", refiner.switchAt()));
        var stochastic = sampling.tuning().stochastic();
        body.put("s_churn", stochastic.churn())
                .put("s_tmin", stochastic.churnMin())
                .put("s_noise", stochastic.noise())
                .put("s_min_uncond", sampling.tuning().guidance().ngms());
        sampling.tuning()
                .guidance()
                .imageCfgScale()
                .ifPresent(scale -> body.put("image_cfg_scale", scale));
        if (stochastic.churnMax() > 0) {
            body.put("s_tmax", stochastic.churnMax());
        }
    }

    private void settings() {
        var settings = body.putObject("override_settings");
        ability.settings(recipe).forEach(settings::putPOJO);
        recipe.model()
                .filter(model -> !model.name().isEmpty())
                .ifPresent(model -> settings.put("sd_model_checkpoint", model.name()));
        recipe.vae().ifPresent(vae -> settings.put("sd_vae", vae));
    }

    private void mode() throws IOException {
        switch (recipe.mode()) {
            case Mode.TextToImage() -> {}
            case Mode.ImageToImage(var image, var denoising, var fit) ->
                    start(image, denoising, fit);
            case Mode.Inpaint mode -> {
                start(mode.image(), mode.denoising(), mode.fit());
                mask(mode);
            }
        }
    }

    private void start(String image, double denoising, Mode.Fit fit) throws IOException {
        body.putArray("init_images").add(encoded(image));
        body.put("denoising_strength", denoising).put("resize_mode", number(fit));
        var input = recipe.sampling().tuning().imageInput();
        body.put("initial_noise_multiplier", input.noiseMultiplier());
    }

    private void mask(Mode.Inpaint mode) throws IOException {
        var settings = mode.settings();
        body.put("mask", encoded(mode.mask()))
                .put("mask_blur", settings.blur())
                .put("mask_round", settings.round())
                .put("inpainting_mask_invert", settings.invert() ? 1 : 0)
                .put("inpainting_fill", number(settings.fill()))
                .put("inpaint_full_res", settings.onlyMasked().isPresent())
                .put("inpaint_full_res_padding", settings.onlyMasked().orElse(0));
    }

    private static int number(Mode.Fit fit) {
        return switch (fit) {
            case STRETCH -> 0;
            case CROP -> 1;
            case FILL -> 2;
            case LATENT -> 3;
        };
    }

    private static int number(Mode.Fill fill) {
        return switch (fill) {
            case BLURRED -> 0;
            case ORIGINAL -> 1;
            case LATENT_NOISE -> 2;
            case LATENT_NOTHING -> 3;
        };
    }

    private void hires(HiresPass hires) {
        body.put("enable_hr", true)
                .put("hr_scale", hires.scale())
                .put("hr_upscaler", hires.upscaler())
                .put("hr_second_pass_steps", hires.steps())
                .put("denoising_strength", hires.denoising())
                .put("hr_prompt", hires.prompt())
                .put("hr_negative_prompt", hires.negativePrompt());
        hires.resize()
                .ifPresent(size ->
                        body.put("hr_resize_x", size.width()).put("hr_resize_y", size.height()));
        hires.sampler().ifPresent(sampler -> body.put("hr_sampler_name", sampler.label()));
        hires.schedule().ifPresent(schedule -> body.put("hr_scheduler", schedule.label()));
    }

    /// Units with their choices as texts, which old and new versions of the extension read.
    private void controls() throws IOException {
        if (recipe.activeControls().isEmpty()) {
            return;
        }
        var args = body.putObject("alwayson_scripts").putObject("controlnet").putArray("args");
        for (var unit : recipe.activeControls()) {
            args.add(unit(unit));
        }
    }

    private static ObjectNode unit(ControlUnit unit) throws IOException {
        var ready = unit.preprocessing();
        var made =
                JSON.createObjectNode()
                        .put("enabled", true)
                        .put("module", ready.module())
                        .put("model", unit.model())
                        .put("weight", unit.weight())
                        .put("resize_mode", ready.fit().label())
                        .put("processor_res", ready.resolution())
                        .put("threshold_a", ready.thresholdA())
                        .put("threshold_b", ready.thresholdB())
                        .put("guidance_start", unit.start())
                        .put("guidance_end", unit.end())
                        .put("pixel_perfect", ready.pixelPerfect())
                        .put("control_mode", unit.balance().label())
                        .put("hr_option", unit.scope().passes().label())
                        .put("save_detected_map", false);
        put(made, "image", unit.image());
        put(made, "mask", unit.scope().mask());
        put(made, "effective_region_mask", unit.scope().region());
        return made;
    }

    /// Nothing without a picture: the service takes the one that image to image starts from.
    private static void put(ObjectNode unit, String field, String file) throws IOException {
        if (!file.isEmpty()) {
            unit.put(field, encoded(file));
        }
    }

    /// The same with the start picture brought to size as the webui would do it, which changes no
    /// pixel of the result; empty where that cannot be.
    static Optional<ObjectNode> fitted(Recipe recipe, ObjectNode body) throws IOException {
        if (!(recipe.mode() instanceof Mode.ImageToImage(var image, _, var fit))
                || fit == Mode.Fit.LATENT) {
            return Optional.empty();
        }
        var flat = ImageFiles.read(Path.of(image)).flattened();
        var size = recipe.size();
        var small =
                flat.isSize(size.width(), size.height())
                        ? flat
                        : Fitting.fit(fit, flat, size.width(), size.height());
        var changed = body.deepCopy();
        changed.putArray("init_images").add(Base64.getEncoder().encodeToString(png(small)));
        return Optional.of(changed);
    }

    private static byte[] png(Bitmap bitmap) throws IOException {
        var image = new BufferedImage(bitmap.width(), bitmap.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < bitmap.height(); y++) {
            for (int x = 0; x < bitmap.width(); x++) {
                image.setRGB(
                        x,
                        y,
                        bitmap.at(x, y, 0) << 16 | bitmap.at(x, y, 1) << 8 | bitmap.at(x, y, 2));
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static String encoded(String file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    }
}
