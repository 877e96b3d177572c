package dev.atelier.recipe.importers;

import dev.atelier.recipe.Issue;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.infotext.InfotextReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fooocus's two forms: JSON under `parameters` (scheme `fooocus`) and a text like A1111's (scheme
/// `a1111`), which names a VAE even where it is the checkpoint's own. Its relatives that wrote JSON
/// earlier or elsewhere are read alike.
final class FooocusReader {
    private static final String NAME = "Fooocus";
    private static final Pattern SIZE =
            Pattern.compile("\\(?'?(\\d{2,5})'?\\s*[,x×*]\\s*'?(\\d{2,5})'?\\)?");
    private static final Pattern VERSION = Pattern.compile("\\bVersion: Fooocus\\b");
    private static final Pattern WEIGHT = Pattern.compile("([^:,]+): ?(-?\\d*\\.?\\d+)");
    private static final Pattern COMBINED = Pattern.compile("(.+) : (-?\\d*\\.?\\d+)");
    private static final Pattern SCHEDULER = Pattern.compile("\\bScheduler: (\\w+)");
    private static final Pattern LORA_WEIGHTS =
            Pattern.compile("\\bLora weights: (?:\"([^\"]*+)\"|([^,\n]*))");

    /// Fields that are read, and those that decide nothing about the picture.
    private static final Set<String> KNOWN =
            Set.of(
                    "prompt",
                    "negative_prompt",
                    "full_prompt",
                    "full_negative_prompt",
                    "real_prompt",
                    "real_negative_prompt",
                    "resolution",
                    "width",
                    "height",
                    "seed",
                    "steps",
                    "guidance_scale",
                    "cfg",
                    "sampler",
                    "sampler_name",
                    "scheduler",
                    "base_model",
                    "base_model_name",
                    "base_model_hash",
                    "vae",
                    "clip_skip",
                    "loras",
                    "styles",
                    "style",
                    "refiner_model",
                    "refiner_model_name",
                    "metadata_scheme",
                    "version",
                    "software",
                    "created_by",
                    "performance",
                    "prompt_expansion");

    private final Node root;
    private final ImportDraft draft = new ImportDraft(NoiseSource.CPU);

    private FooocusReader(Node root) {
        this.root = root;
    }

    static Optional<ParsedRecipe> read(String json) {
        var root = Node.of(json);
        return root.at("prompt").text().isPresent()
                        && root.any("base_model", "base_model_name", "performance").isPresent()
                ? Optional.of(new FooocusReader(root).reading())
                : Optional.empty();
    }

    /// A text like A1111's that Fooocus wrote; empty where another program did.
    static Optional<ParsedRecipe> readText(String text) {
        if (!VERSION.matcher(text).find()) {
            return Optional.empty();
        }
        var reading = InfotextReader.read(text);
        var issues = new ArrayList<>(reading.issues());
        var recipe = reading.recipe().withNoise(NoiseSource.CPU);
        if (recipe.vae().filter(vae -> vae.startsWith("Default")).isPresent()) {
            recipe = recipe.withVae(Optional.empty());
        }
        var scheduler = SCHEDULER.matcher(text);
        if (scheduler.find()) {
            var schedule = Words.schedule(scheduler.group(1));
            if (schedule.isPresent()) {
                recipe = recipe.withSampling(recipe.sampling().withSchedule(schedule.get()));
                issues.removeIf(issue -> issue.where().equals("Scheduler"));
            }
        }
        var weights = LORA_WEIGHTS.matcher(text);
        if (weights.find()) {
            var loras = loras(weights.group(1) == null ? weights.group(2) : weights.group(1));
            recipe = loras.isEmpty() ? recipe : recipe.withLoras(loras);
            issues.removeIf(issue -> issue.where().equals("Lora weights") && !loras.isEmpty());
        }
        issues.removeIf(issue -> issue.where().equals("Performance"));
        issues.add(new Issue("", ITS_GUIDANCE));
        return Optional.of(new ParsedRecipe(recipe, issues));
    }

    private static final Message ITS_GUIDANCE = Message.of("issue.fooocus");

    private static List<LoraUse> loras(String weights) {
        var loras = new ArrayList<LoraUse>();
        for (var part = WEIGHT.matcher(weights); part.find(); ) {
            double weight = Double.parseDouble(part.group(2));
            loras.add(new LoraUse(Words.fileName(part.group(1).strip()), weight, weight));
        }
        return loras;
    }

    private ParsedRecipe reading() {
        draft.prompts(
                prompt("full_prompt", "real_prompt", "prompt"),
                prompt("full_negative_prompt", "real_negative_prompt", "negative_prompt"));
        size();
        draft.seed(root.at("seed"));
        draft.steps(root.at("steps"));
        draft.cfg(root.any("guidance_scale", "cfg"));
        draft.sampler(root.any("sampler", "sampler_name"), NAME);
        draft.schedule(root.at("scheduler"), NAME);
        draft.model(
                root.any("base_model", "base_model_name").text(),
                root.at("base_model_hash").text().orElse(""));
        draft.vae(root.at("vae").text().filter(vae -> !vae.startsWith("Default")));
        root.at("clip_skip").whole().ifPresent(draft::clipSkip);
        loras();
        issues();
        return draft.reading();
    }

    private void size() {
        var words = root.at("resolution").text().map(SIZE::matcher);
        var sides = root.at("resolution").items();
        if (words.filter(Matcher::matches).isPresent()) {
            draft.size(new Node(words.get().group(1)), new Node(words.get().group(2)));
        } else if (sides.size() == 2) {
            draft.size(sides.getFirst(), sides.getLast());
        } else {
            draft.size(root.at("width"), root.at("height"));
        }
    }

    private void loras() {
        for (var lora : root.at("loras").items()) {
            var parts = lora.items();
            var name = parts.isEmpty() ? lora.any("name", "model") : parts.getFirst();
            var weight = parts.size() > 1 ? parts.get(1) : lora.at("weight");
            name.text()
                    .filter(text -> !text.equals("None"))
                    .ifPresent(text -> {
                        double factor = weight.number().orElse(1.0);
                        draft.lora(text, factor, factor);
                    });
        }
        if (root.at("loras").items().isEmpty()) {
            for (var field : root.keys()) {
                var pair = COMBINED.matcher(root.at(field).text().orElse(""));
                if (field.startsWith("lora_combined_") && pair.matches()) {
                    double factor = Double.parseDouble(pair.group(2));
                    draft.lora(pair.group(1), factor, factor);
                }
            }
        }
    }

    private void issues() {
        if (root.any("full_prompt", "real_prompt").items().isEmpty()) {
            root.any("styles", "style")
                    .text()
                    .filter(styles -> styles.contains("'"))
                    .ifPresent(
                            styles -> draft.lose("styles", Message.of("issue.styles-out", styles)));
        }
        root.any("refiner_model", "refiner_model_name")
                .text()
                .filter(refiner -> !refiner.equals("None") && !refiner.isBlank())
                .ifPresent(refiner ->
                        draft.lose("refiner_model", Message.of("issue.refiner-out", refiner)));
        for (var field : root.keys()) {
            if (!KNOWN.contains(field)
                    && !field.startsWith("lora_combined_")
                    && !field.startsWith("refiner_")
                    && !root.at(field).isEmpty()) {
                draft.unknown(field, root.at(field).value());
            }
        }
        draft.lose("", ITS_GUIDANCE);
    }

    /// With its styles and expansion, where it says them; else as it was typed.
    private Optional<String> prompt(String full, String older, String typed) {
        var parts =
                root.any(full, older).items().stream()
                        .flatMap(part -> part.text().stream())
                        .toList();
        return parts.isEmpty() ? root.at(typed).text() : Optional.of(String.join(", ", parts));
    }
}
