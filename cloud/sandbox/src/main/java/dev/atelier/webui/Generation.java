package dev.atelier.webui;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Incoming;
import dev.atelier.http.Json;
import dev.atelier.http.Reply;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.infotext.PngText;
import dev.atelier.webui.request.FieldTable;
import dev.atelier.webui.request.PictureFormat;
import dev.atelier.webui.request.RecipeReader;
import dev.atelier.webui.request.RequestFields;
import dev.atelier.webui.request.ScratchFiles;
import dev.atelier.webui.request.WebuiError;
import dev.atelier.webui.request.WebuiOptions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// `/sdapi/v1/txt2img` and `img2img`.
final class Generation {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final GenerationQueue queue;
    private final RecipeReader reader;
    private final WebuiOptions settings;
    private final ScratchFiles.Links links;
    private final Optional<SavedPictures> saved;
    private final Optional<OutputFolder> folder;

    /// @param saved where PAI-EAS saves pictures; empty for the webui alone
    /// @param folder where `save_images` leads; empty for nowhere
    Generation(
            GenerationQueue queue,
            RecipeReader reader,
            WebuiOptions settings,
            ScratchFiles.Links links,
            Optional<SavedPictures> saved,
            Optional<OutputFolder> folder) {
        this.queue = queue;
        this.reader = reader;
        this.settings = settings;
        this.links = links;
        this.saved = saved;
        this.folder = folder;
    }

    Reply txt2img(Incoming incoming) {
        return make(FieldTable.TXT2IMG.read(incoming.body()), false);
    }

    Reply img2img(Incoming incoming) {
        return make(FieldTable.IMG2IMG.read(incoming.body()), true);
    }

    /// With units in `controlnet_units`.
    Reply controlledTxt2img(Incoming incoming) {
        var body = OldControlUnits.moved(incoming.body());
        return make(FieldTable.TXT2IMG.read(body), false);
    }

    /// The same.
    Reply controlledImg2img(Incoming incoming) {
        var body = OldControlUnits.moved(incoming.body());
        return make(FieldTable.IMG2IMG.read(body), true);
    }

    private Reply make(RequestFields fields, boolean fromPicture) {
        long begin = System.nanoTime();
        var own = saved.isPresent() ? fields.extra("save_dir") : Optional.<String>empty();
        if (own.isPresent() && Outputs.normal(own.get()).isEmpty()) {
            throw WebuiError.SAVE_DIR.exception();
        }
        var format = format(fields);
        var made = made(fields, fromPicture);
        var pictures = made.pictures();
        if (own.isPresent() && saved.isPresent()) {
            var took = Duration.ofNanos(System.nanoTime() - begin);
            return Reply.json(200, saved.get().save(own.get(), fields, pictures, took));
        }
        if (fields.on("save_images") && folder.isPresent()) {
            folder.get().save(pictures, fromPicture, format);
        }
        return Reply.json(200, answer(fields, made, format));
    }

    private PictureFormat format(RequestFields fields) {
        try {
            return settings.format(fields.overrides());
        } catch (IllegalArgumentException e) {
            throw WebuiError.INVALID_VALUE.with(String.valueOf(e.getMessage()));
        }
    }

    private GenerationQueue.Made made(RequestFields fields, boolean fromPicture) {
        try (var scratch = new ScratchFiles(links)) {
            var recipe = reader.read(fields, fromPicture, scratch);
            if (!fields.on("override_settings_restore_afterwards")) {
                reader.keep(fields, recipe);
            }
            var kind = fromPicture ? "img2img" : "txt2img";
            var task =
                    fields.text("force_task_id")
                            .filter(it -> !it.isEmpty())
                            .orElseGet(() -> "task(%s-%s)".formatted(kind, UUID.randomUUID()));
            return queue.make(task, recipe, scratch::requireWhole)
                    .after(reader.notFound(fields, recipe));
        }
    }

    private static ObjectNode answer(
            RequestFields fields, GenerationQueue.Made made, PictureFormat format) {
        var pictures = made.pictures();
        var answer = Json.object();
        var images = answer.putArray("images");
        // As A1111: save_images alone decides, whatever do_not_save_grid says.
        boolean withGrid = fields.on("save_images") && pictures.size() > 1;
        if (fields.on("send_images")) {
            if (withGrid) {
                var text = Map.of(PngText.PARAMETERS, Pictures.infotext(pictures.getFirst()));
                images.add(Pictures.base64(Pictures.grid(pictures), text, format));
            }
            pictures.forEach(p -> images.add(Pictures.base64(p, format)));
            made.maps().forEach(map -> images.add(Pictures.base64(map, Map.of(), format)));
        }
        answer.set("parameters", fields.answer());
        return answer.put("info", Json.text(info(fields, made, withGrid)));
    }

    private static ObjectNode info(
            RequestFields fields, GenerationQueue.Made made, boolean withGrid) {
        var pictures = made.pictures();
        var info = Json.object();
        var prompts = info.putArray("all_prompts");
        var negatives = info.putArray("all_negative_prompts");
        var seeds = info.putArray("all_seeds");
        var variations = info.putArray("all_subseeds");
        var texts = info.putArray("infotexts");
        if (withGrid) {
            texts.add(Pictures.infotext(pictures.getFirst()));
        }
        for (var picture : pictures) {
            prompts.add(picture.recipe().prompt());
            negatives.add(picture.recipe().negativePrompt());
            seeds.add(picture.recipe().seed().value());
            variations.add(picture.recipe().seed().variation());
            texts.add(Pictures.infotext(picture));
        }
        info.putArray("styles");
        info.putObject("extra_generation_params");
        info.put("index_of_first_image", withGrid ? 1 : 0)
                .put("job_timestamp", LocalDateTime.now(ZoneId.systemDefault()).format(STAMP))
                .put("version", Pictures.VERSION)
                .put("comments", made.comments())
                .put("restore_faces", false)
                .put("is_using_inpainting_conditioning", false);
        if (!pictures.isEmpty()) {
            first(info, pictures.getFirst().recipe(), fields);
        }
        return info;
    }

    private static void first(ObjectNode info, Recipe recipe, RequestFields fields) {
        var model = recipe.model();
        var from = recipe.seed().resizeFrom();
        info.put("prompt", recipe.prompt())
                .put("negative_prompt", recipe.negativePrompt())
                .put("seed", recipe.seed().value())
                .put("subseed", recipe.seed().variation())
                .put("subseed_strength", recipe.seed().strength())
                .put("seed_resize_from_w", from.map(s -> s.width()).orElse(-1))
                .put("seed_resize_from_h", from.map(s -> s.height()).orElse(-1))
                .put("width", recipe.size().width())
                .put("height", recipe.size().height())
                .put("sampler_name", recipe.sampling().sampler().label())
                .put("cfg_scale", recipe.sampling().cfgScale())
                .put("steps", recipe.sampling().steps())
                .put("batch_size", fields.number("batch_size", 1))
                .put("sd_model_name", model.map(m -> m.name()).orElse(""))
                .put("sd_model_hash", model.map(m -> m.hash()).orElse(""))
                .put("clip_skip", recipe.text().clipSkip());
        recipe.vae()
                .ifPresentOrElse(
                        v -> info.put("sd_vae_name", v), () -> info.putNull("sd_vae_name"));
        info.putNull("sd_vae_hash").putNull("face_restoration_model");
        denoising(recipe)
                .ifPresentOrElse(
                        d -> info.put("denoising_strength", d),
                        () -> info.putNull("denoising_strength"));
    }

    private static Optional<Double> denoising(Recipe recipe) {
        return switch (recipe.mode()) {
            case Mode.TextToImage _ -> recipe.hires().map(h -> h.denoising());
            case Mode.ImageToImage from -> Optional.of(from.denoising());
            case Mode.Inpaint paint -> Optional.of(paint.denoising());
        };
    }
}
