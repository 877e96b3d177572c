package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Refiner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// InvokeAI's `invokeai_metadata` (version 3 and later). The texts of version 2 and 1 are read by
/// [InvokeOldReader].
final class InvokeReader {
    static final String NAME = "InvokeAI";

    /// Fields that decide nothing about the picture, or are read elsewhere.
    private static final Set<String> SILENT =
            Set.of(
                    "app_version",
                    "generation_mode",
                    "positive_prompt",
                    "negative_prompt",
                    "width",
                    "height",
                    "seed",
                    "rand_device",
                    "cfg_scale",
                    "cfg_rescale_multiplier",
                    "steps",
                    "scheduler",
                    "model",
                    "vae",
                    "clip_skip",
                    "loras",
                    "seamless_x",
                    "seamless_y",
                    "strength",
                    "init_image",
                    "controlnets",
                    "ipAdapters",
                    "t2iAdapters",
                    "ref_images",
                    "regions",
                    "canvas_v2_metadata",
                    "refiner_model",
                    "refiner_start",
                    "positive_style_prompt",
                    "negative_style_prompt",
                    "hrf_enabled",
                    "hrf_method",
                    "hrf_strength",
                    "_canvas_objects");

    private final Node root;
    private final ImportDraft draft;

    private InvokeReader(Node root) {
        this.root = root;
        boolean gpu = root.at("rand_device").text().filter(word -> !word.equals("cpu")).isPresent();
        draft = new ImportDraft(gpu ? NoiseSource.GPU : NoiseSource.CPU);
    }

    static Optional<ParsedRecipe> read(String json) {
        var root = Node.of(json);
        return root.isPresent() ? Optional.of(new InvokeReader(root).reading()) : Optional.empty();
    }

    private ParsedRecipe reading() {
        draft.prompts(
                prompt(draft, "positive_prompt", root.at("positive_prompt")),
                prompt(draft, "negative_prompt", root.at("negative_prompt")));
        if (!root.at("positive_prompt").isPresent()) {
            draft.lose("positive_prompt", Message.of("issue.no-prompt-of", "InvokeAI"));
        }
        draft.size(root.at("width"), root.at("height"));
        draft.seed(root.at("seed"));
        draft.steps(root.at("steps"));
        draft.cfg(root.at("cfg_scale"));
        sampler(draft, root.at("scheduler"));
        draft.model(root.at("model").any("name", "model_name").text(), "");
        draft.vae(root.at("vae").any("name", "model_name").text());
        root.at("clip_skip").whole().ifPresent(skipped -> draft.clipSkip(skipped + 1));
        loras();
        if (root.at("seamless_x").isTrue() || root.at("seamless_y").isTrue()) {
            draft.set("tiling", r -> r.withTiling(true));
            if (root.at("seamless_x").isTrue() != root.at("seamless_y").isTrue()) {
                draft.lose("seamless_x", Message.of("issue.seamless"));
            }
        }
        mode();
        refiner();
        issues();
        return draft.reading();
    }

    static Optional<String> prompt(ImportDraft draft, String where, Node prompt) {
        return prompt.text()
                .map(text -> Compel.toA1111(text, sentence -> draft.lose(where, sentence)));
    }

    /// Names end in `_k` where the schedule is Karras's.
    static void sampler(ImportDraft draft, Node name) {
        var word = name.text().orElse("");
        if (word.isEmpty()) {
            return;
        }
        boolean karras = word.endsWith("_k");
        draft.sampler(new Node(karras ? word.substring(0, word.length() - 2) : word), NAME);
        draft.schedule(new Node(karras ? "karras" : "uniform"), NAME);
    }

    private void loras() {
        for (var lora : root.at("loras").items()) {
            lora.any("model", "lora")
                    .any("name", "model_name")
                    .text()
                    .ifPresent(name -> {
                        double weight = lora.at("weight").number().orElse(1.0);
                        draft.lora(name, weight, weight);
                    });
        }
    }

    private void mode() {
        var mode = root.at("generation_mode").text().orElse("txt2img");
        if (!mode.endsWith("txt2img")) {
            draft.startsFrom(
                    root.at("init_image").text().orElse(""),
                    root.at("strength").number().orElse(0.75));
            if (mode.endsWith("inpaint") || mode.endsWith("outpaint")) {
                draft.lose("generation_mode", Message.of("issue.its-mask-kind", mode));
            }
        }
    }

    private void refiner() {
        root.at("refiner_model")
                .any("name", "model_name")
                .text()
                .ifPresent(name ->
                        draft.set(
                                "refiner",
                                r ->
                                        r.withRefiner(
                                                Optional.of(
                                                        new Refiner(
                                                                new ModelRef(name, ""),
                                                                root.at("refiner_start")
                                                                        .number()
                                                                        .orElse(0.8),
                                                                false)))));
    }

    private void issues() {
        for (var field :
                List.of("controlnets", "ipAdapters", "t2iAdapters", "ref_images", "regions")) {
            if (!root.at(field).items().isEmpty()) {
                draft.lose(field, Message.of("issue.layers-out", field));
            }
        }
        if (root.at("cfg_rescale_multiplier").number().orElse(0.0) != 0) {
            draft.lose(
                    "cfg_rescale_multiplier",
                    Message.of("issue.rescaled", root.at("cfg_rescale_multiplier").value()));
        }
        if (root.at("hrf_enabled").isTrue()) {
            var how =
                    Stream.of("hrf_method", "hrf_strength")
                            .flatMap(field -> root.at(field).scalar().stream())
                            .collect(Collectors.joining(", "));
            draft.lose(
                    "hrf_enabled",
                    how.isEmpty()
                            ? Message.of("issue.fix-out")
                            : Message.of("issue.fix-out-as", how));
        }
        for (var field : List.of("positive_style_prompt", "negative_style_prompt")) {
            root.at(field)
                    .text()
                    .filter(style -> !style.isBlank())
                    .filter(style ->
                            !root.at(field.replace("_style", "")).text().equals(Optional.of(style)))
                    .ifPresent(
                            style -> draft.lose(field, Message.of("issue.second-prompt", style)));
        }
        for (var field : root.keys()) {
            if (!SILENT.contains(field) && !root.at(field).isEmpty()) {
                draft.unknown(field, root.at(field).value());
            }
        }
    }
}
