package dev.atelier.webui.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.http.Json;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.WebuiSettings;
import dev.atelier.recipe.infotext.InfotextReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The field `infotext` of a call: what it says stands for the fields and settings that the call
/// leaves out, and shows in the echo (`apply_infotext` of A1111 v1.10.1).
final class InfotextFields {
    private static final String OUT_OF_RANGE = "issue.out-of-range";

    /// The fields of a call that stand above those of a text.
    private static final Map<String, String> ABOVE =
            Map.of(
                    "Steps", "steps",
                    "Hires steps", "hr_second_pass_steps",
                    "Denoising strength", "denoising_strength",
                    "Variation seed strength", "subseed_strength",
                    "Refiner switch at", "refiner_switch_at");

    private final ObjectNode echo;
    private final Set<String> given;

    private InfotextFields(ObjectNode echo, Set<String> given) {
        this.echo = echo;
        this.given = given;
    }

    /// Fills the fields in.
    ///
    /// @throws ApiException where the text has a number that no recipe can have: another one would
    ///   make another picture than was requested
    static void apply(RequestFields fields) {
        var text = fields.text("infotext");
        if (text.isPresent()) {
            var parsed = Infotext.parse(text.get());
            var reading = InfotextReader.read(text.get());
            refuse(reading.issues(), fields.given());
            var filling = new InfotextFields(fields.echo(), fields.given());
            filling.fill(reading.recipe(), parsed);
        }
    }

    private static void refuse(List<Issue> issues, Set<String> given) {
        for (var issue : issues) {
            var words = issue.message();
            if (words.key().equals(OUT_OF_RANGE)
                    && !given.contains(ABOVE.getOrDefault(issue.where(), ""))) {
                throw WebuiError.INVALID_VALUE.with(
                        "infotext: \"%s: %s\" is out of range; the nearest is %s"
                                .formatted(words.arguments().toArray()));
            }
        }
    }

    private void fill(Recipe recipe, ObjectNode parsed) {
        put("prompt", recipe.prompt());
        put("negative_prompt", recipe.negativePrompt());
        if (parsed.has("Size-1")) {
            put("width", recipe.size().width());
            put("height", recipe.size().height());
        }
        sampling(recipe, parsed);
        seed(recipe, parsed);
        if (parsed.has("Denoising strength")) {
            put("denoising_strength", parsed.path("Denoising strength").asDouble());
        }
        if (parsed.has("Batch size")) {
            put("batch_size", parsed.path("Batch size").asInt(1));
        }
        if (echo.has("enable_hr")) {
            recipe.hires().ifPresent(this::hires);
        }
        recipe.refiner().ifPresent(this::refiner);
        settings(recipe, parsed);
    }

    private void sampling(Recipe recipe, ObjectNode parsed) {
        var sampling = recipe.sampling();
        if (parsed.has("Steps")) {
            put("steps", sampling.steps());
        }
        if (parsed.has("CFG scale")) {
            put("cfg_scale", sampling.cfgScale());
        }
        if (parsed.has("Sampler") && !given.contains("sampler_index")) {
            put("sampler_name", sampling.sampler().label());
        }
        put("scheduler", sampling.schedule().label());
        var noise = sampling.tuning().stochastic();
        var basis = Recipe.DEFAULT.sampling().tuning().stochastic();
        differing("s_churn", noise.churn(), basis.churn());
        differing("s_tmin", noise.churnMin(), basis.churnMin());
        differing("s_tmax", noise.churnMax(), basis.churnMax());
        differing("s_noise", noise.noise(), basis.noise());
        differing("s_min_uncond", sampling.tuning().guidance().ngms(), 0);
        if (echo.has("initial_noise_multiplier")) {
            var multiplier = sampling.tuning().imageInput().noiseMultiplier();
            differing("initial_noise_multiplier", multiplier, 1);
        }
    }

    private void seed(Recipe recipe, ObjectNode parsed) {
        var seed = recipe.seed();
        if (parsed.has("Seed") && !given.contains("seed")) {
            echo.put("seed", seed.value());
        }
        if (parsed.has("Variation seed") && !given.contains("subseed")) {
            echo.put("subseed", seed.variation());
        }
        if (parsed.has("Variation seed strength")) {
            put("subseed_strength", seed.strength());
        }
        seed.resizeFrom()
                .ifPresent(from -> {
                    put("seed_resize_from_w", from.width());
                    put("seed_resize_from_h", from.height());
                });
    }

    private void hires(HiresPass pass) {
        put("enable_hr", true);
        put("hr_scale", pass.scale());
        put("hr_upscaler", pass.upscaler());
        put("hr_second_pass_steps", pass.steps());
        pass.resize()
                .ifPresent(size -> {
                    put("hr_resize_x", size.width());
                    put("hr_resize_y", size.height());
                });
        put("denoising_strength", pass.denoising());
        pass.sampler().map(SamplerId::label).ifPresent(label -> put("hr_sampler_name", label));
        pass.schedule().map(ScheduleId::label).ifPresent(label -> put("hr_scheduler", label));
        put("hr_prompt", pass.prompt());
        put("hr_negative_prompt", pass.negativePrompt());
    }

    private void refiner(Refiner refiner) {
        put("refiner_checkpoint", refiner.model().name());
        put("refiner_switch_at", refiner.switchAt());
    }

    /// Settings that are not as they are without the text.
    private void settings(Recipe recipe, ObjectNode parsed) {
        var overrides =
                echo.path("override_settings") instanceof ObjectNode own
                        ? own.deepCopy()
                        : Json.object();
        var plain = WebuiSettings.of(Recipe.DEFAULT);
        WebuiSettings.of(recipe)
                .forEach((name, value) -> {
                    if (!overrides.has(name) && !Objects.equals(plain.get(name), value)) {
                        overrides.putPOJO(name, value);
                    }
                });
        for (var setting :
                Map.of("Model hash", "sd_model_checkpoint", "VAE", "sd_vae").entrySet()) {
            if (parsed.has(setting.getKey()) && !overrides.has(setting.getValue())) {
                overrides.put(setting.getValue(), parsed.path(setting.getKey()).asText());
            }
        }
        echo.set("override_settings", Json.valueOf(Json.text(overrides)));
    }

    private void differing(String field, double value, double plain) {
        if (value != plain && Double.isFinite(value)) {
            put(field, value);
        }
    }

    private void put(String field, Object value) {
        if (!given.contains(field)) {
            echo.set(field, Json.MAPPER.valueToTree(value));
        }
    }
}
