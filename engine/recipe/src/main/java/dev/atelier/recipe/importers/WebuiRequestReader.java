package dev.atelier.recipe.importers;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.ExtraField;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.WebuiSettings;
import dev.atelier.recipe.infotext.SamplerChoice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request of A1111's API (`/sdapi/v1/txt2img` and `img2img` of v1.10.1) that lies in a file,
/// with the defaults of that API, ControlNet's units among it. Its pictures stay in the file, which
/// is listed, as is every field that a recipe cannot say.
final class WebuiRequestReader {
    /// Fields that only such a request has.
    private static final Set<String> OWN =
            Set.of(
                    "sampler_name",
                    "sampler_index",
                    "cfg_scale",
                    "n_iter",
                    "batch_size",
                    "enable_hr",
                    "hr_scale",
                    "hr_upscaler",
                    "hr_resize_x",
                    "hr_resize_y",
                    "denoising_strength",
                    "init_images",
                    "override_settings",
                    "alwayson_scripts",
                    "negative_prompt",
                    "send_images",
                    "save_images");

    /// Fields about the call or its answer, not about the picture.
    private static final Set<String> SILENT =
            Set.of(
                    "override_settings_restore_afterwards",
                    "do_not_save_samples",
                    "do_not_save_grid",
                    "send_images",
                    "save_images",
                    "include_init_images",
                    "force_task_id",
                    "comments",
                    "script_args",
                    "firstphase_width",
                    "firstphase_height");

    private static final double DENOISING = 0.75;
    private static final int STEPS = 50;

    private final Node root;
    private final Set<String> read = new HashSet<>();
    private final ImportDraft draft = new ImportDraft(NoiseSource.GPU);

    private WebuiRequestReader(Node root) {
        this.root = root;
    }

    static Optional<ParsedRecipe> read(String json) {
        var root = Node.of(json);
        boolean sized = root.at("steps").isPresent() && root.at("width").isPresent();
        boolean known = sized || root.keys().stream().anyMatch(OWN::contains);
        return root.at("prompt").text().isPresent() && known
                ? Optional.of(new WebuiRequestReader(root).reading())
                : Optional.empty();
    }

    private Node at(String field) {
        read.add(field);
        return root.at(field);
    }

    private ParsedRecipe reading() {
        draft.prompts(at("prompt").text(), at("negative_prompt").text());
        size();
        seeds();
        sampler();
        draft.steps(at("steps").isPresent() ? at("steps") : new Node(STEPS));
        draft.cfg(at("cfg_scale"));
        draft.set("tiling", r -> r.withTiling(at("tiling").isTrue()));
        batch();
        overrides();
        scripts();
        tuning();
        refiner();
        if (root.any("init_images", "mask", "inpainting_fill").isPresent()) {
            picture();
        } else if (at("enable_hr").isTrue()) {
            hires();
        } else {
            at("denoising_strength"); // says nothing without a second pass
            root.keys().stream().filter(key -> key.startsWith("hr_")).forEach(read::add);
        }
        rest();
        return draft.reading();
    }

    private void size() {
        int width = whole("width", 512);
        int height = whole("height", 512);
        draft.size(new int[] {width, height});
    }

    private int whole(String field, int otherwise) {
        var value = at(field);
        if (value.isPresent() && value.whole().isEmpty()) {
            draft.unknown(field, value.value());
        }
        return value.whole().orElse(otherwise);
    }

    private double number(String field, double otherwise) {
        var value = at(field);
        if (value.isPresent() && value.number().isEmpty()) {
            draft.unknown(field, value.value());
        }
        return value.number().orElse(otherwise);
    }

    private void seeds() {
        draft.seed(at("seed"));
        at("subseed")
                .seed()
                .ifPresent(value ->
                        draft.set("subseed", r -> r.withSeed(r.seed().withVariation(value))));
        double strength =
                draft.share("subseed_strength", "strength", number("subseed_strength", 0));
        int width = whole("seed_resize_from_w", 0);
        int height = whole("seed_resize_from_h", 0);
        draft.set(
                "subseed_strength",
                r ->
                        r.withSeed(
                                new Seed(
                                        r.seed().value(),
                                        r.seed().variation(),
                                        strength,
                                        width > 0 && height > 0
                                                ? Optional.of(
                                                        draft.rounded(
                                                                "seed_resize_from_w",
                                                                new int[] {width, height}))
                                                : Optional.empty())));
    }

    private void sampler() {
        var name = at("sampler_name").text().or(() -> at("sampler_index").text()).orElse("Euler");
        at("sampler_index");
        var choice = choice("sampler_name", name, at("scheduler").text().orElse(""));
        draft.sampling(
                "sampler", s -> s.withSampler(choice.sampler()).withSchedule(choice.schedule()));
    }

    private SamplerChoice choice(String field, String name, String schedule) {
        var choice = SamplerChoice.of(name, schedule);
        if (!choice.understood()) {
            draft.lose(field, Message.of("issue.request-sampler", name, choice.sampler().label()));
        }
        if (!schedule.isEmpty() && SamplerChoice.schedule(schedule).isEmpty()) {
            draft.lose(
                    "scheduler",
                    Message.of("issue.request-schedule", schedule, choice.schedule().label()));
        }
        return choice;
    }

    private void batch() {
        int size = whole("batch_size", 1);
        int count = whole("n_iter", 1);
        draft.set("batch_size", r -> r.withBatch(new Batch(size, count)));
    }

    private void overrides() {
        var given = at("override_settings");
        var known = WebuiSettings.of(draft.recipe()).keySet();
        var settings = new HashMap<String, Object>();
        for (var name : given.keys()) {
            var value = given.at(name).value();
            switch (name) {
                case "sd_model_checkpoint" -> model(given.at(name));
                case "sd_vae" -> draft.vae(given.at(name).text());
                default -> {
                    if (value != null && known.contains(name)) {
                        settings.put(name, value);
                    } else if (value != null) {
                        draft.unknown("override_settings." + name, value);
                    }
                }
            }
        }
        settings.forEach((name, value) ->
                draft.set(
                        "override_settings." + name,
                        r -> WebuiSettings.read(Map.of(name, value), r)));
    }

    /// ControlNet's units, and what PAI-EAS takes beside scripts; others are listed.
    private void scripts() {
        var given = at("alwayson_scripts");
        for (var name : given.keys()) {
            var script = given.at(name);
            var place = "alwayson_scripts." + name;
            switch (name.toLowerCase(Locale.ROOT)) {
                case "controlnet" -> WebuiControls.read(script.at("args"), place, draft);
                case "sd_model_checkpoint" -> model(script);
                case "sd_vae" -> draft.vae(script.text());
                case "save_dir", "id_task", "uid" -> {} // about the call
                default -> draft.unknown(place, script.value());
            }
        }
    }

    /// A title as A1111 shows it: `name.safetensors [hash]`.
    private void model(Node title) {
        title.text()
                .map(WebuiRequestReader::named)
                .ifPresent(ref -> draft.set("model", r -> r.withModel(Optional.of(ref))));
    }

    private static ModelRef named(String title) {
        int bracket = title.lastIndexOf(" [");
        boolean hashed = bracket > 0 && title.endsWith("]");
        return new ModelRef(
                Words.fileName(hashed ? title.substring(0, bracket) : title),
                hashed ? title.substring(bracket + 2, title.length() - 1) : "");
    }

    private void tuning() {
        double eta = number("eta", -1);
        draft.tuning(t -> {
            var now = t.stochastic();
            return t.withStochastic(
                            new SamplerTuning.Stochastic(
                                    eta < 0 ? now.eta() : eta,
                                    eta < 0 ? now.etaDdim() : eta,
                                    number("s_churn", now.churn()),
                                    number("s_tmin", now.churnMin()),
                                    number("s_tmax", now.churnMax()),
                                    number("s_noise", now.noise()),
                                    now.ensd()))
                    .withGuidance(
                            new SamplerTuning.Guidance(
                                    number("s_min_uncond", t.guidance().ngms()),
                                    t.guidance().ngmsAllSteps(),
                                    t.guidance().skipEarly()));
        });
    }

    private void refiner() {
        var name = at("refiner_checkpoint").text().filter(it -> !it.equals("None"));
        double at = draft.share("refiner_switch_at", "switch", number("refiner_switch_at", 1));
        name.filter(it -> !it.isBlank() && at < 1)
                .ifPresent(it ->
                        draft.set(
                                "refiner",
                                r ->
                                        r.withRefiner(
                                                Optional.of(new Refiner(named(it), at, false)))));
    }

    private void hires() {
        var first = draft.recipe().size();
        int width = whole("hr_resize_x", 0);
        int height = whole("hr_resize_y", 0);
        var sampler =
                at("hr_sampler_name")
                        .text()
                        .filter(it -> !it.isEmpty() && !it.equals("Use same sampler"))
                        .map(it -> choice("hr_sampler_name", it, "").sampler());
        var schedule = at("hr_scheduler").text().flatMap(SamplerChoice::schedule);
        double denoising =
                draft.share(
                        "denoising_strength", "strength", number("denoising_strength", DENOISING));
        draft.set(
                "hires",
                r ->
                        r.withHires(
                                Optional.of(
                                        new HiresPass(
                                                number("hr_scale", 2),
                                                resize(width, height, first),
                                                at("hr_upscaler").text().orElse("Latent"),
                                                whole("hr_second_pass_steps", 0),
                                                denoising,
                                                sampler,
                                                schedule,
                                                at("hr_prompt").text().orElse(""),
                                                at("hr_negative_prompt").text().orElse("")))));
        if ((width > 0) != (height > 0)) { // A1111's infotext keeps the size as it was requested
            var asked = Math.max(0, width) + "x" + Math.max(0, height);
            draft.set(
                    "hr_resize_x",
                    r -> r.withExtras(List.of(new ExtraField("Hires resize", asked, ""))));
        }
    }

    /// A side of 0 follows from the other and the shape of the first pass.
    private Optional<Size> resize(int width, int height, Size first) {
        if (width <= 0 && height <= 0) {
            return Optional.empty();
        }
        int wide = width > 0 ? width : height * first.width() / first.height();
        int high = height > 0 ? height : width * first.height() / first.width();
        return Optional.of(Size.onGrid(wide, high));
    }

    private void picture() {
        at("init_images");
        double denoising =
                draft.share(
                        "denoising_strength", "strength", number("denoising_strength", DENOISING));
        var fit = fit(whole("resize_mode", 0));
        boolean masked = at("mask").text().isPresent();
        draft.set(
                "denoising_strength",
                r ->
                        r.withMode(
                                masked
                                        ? new Mode.Inpaint("", "", denoising, fit, mask())
                                        : new Mode.ImageToImage("", denoising, fit)));
        draft.lose(
                "init_images",
                masked
                        ? Message.of("issue.request-pictures")
                        : Message.of("issue.request-picture"));
    }

    private Mode.MaskSettings mask() {
        int blur = whole("mask_blur", Math.max(whole("mask_blur_x", 4), whole("mask_blur_y", 4)));
        var round = at("mask_round");
        var full = at("inpaint_full_res");
        int padding = whole("inpaint_full_res_padding", 0);
        return new Mode.MaskSettings(
                fill(whole("inpainting_fill", 0)),
                blur,
                whole("inpainting_mask_invert", 0) != 0,
                !round.isPresent() || round.isTrue(),
                !full.isPresent() || full.isTrue() ? Optional.of(padding) : Optional.empty());
    }

    private Mode.Fit fit(int number) {
        return switch (number) {
            case 0 -> Mode.Fit.STRETCH;
            case 1 -> Mode.Fit.CROP;
            case 2 -> Mode.Fit.FILL;
            case 3 -> Mode.Fit.LATENT;
            default -> {
                draft.unknown("resize_mode", number);
                yield Mode.Fit.STRETCH;
            }
        };
    }

    private Mode.Fill fill(int number) {
        return switch (number) {
            case 0 -> Mode.Fill.BLURRED;
            case 1 -> Mode.Fill.ORIGINAL;
            case 2 -> Mode.Fill.LATENT_NOISE;
            case 3 -> Mode.Fill.LATENT_NOTHING;
            default -> {
                draft.unknown("inpainting_fill", number);
                yield Mode.Fill.BLURRED;
            }
        };
    }

    private void rest() {
        for (var key : root.keys()) {
            var value = root.at(key);
            if (!read.contains(key) && !SILENT.contains(key) && !value.isEmpty()) {
                draft.unknown(key, value.value());
            }
        }
    }
}
