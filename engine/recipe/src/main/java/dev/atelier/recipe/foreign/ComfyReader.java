package dev.atelier.recipe.foreign;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Reading;
import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// ComfyUI's `prompt`: a graph of nodes by number, each a `class_type` with `inputs` that are
/// values or links `[node, output]`. Walked from the last sampler backwards; a graph that does more
/// than a recipe can say is read as far as it goes.
final class ComfyReader {
    private static final String NAME = "ComfyUI";
    private static final int DEEPEST = 200;

    private final Node graph;
    private final Draft draft = new Draft(NoiseSource.CPU);

    private ComfyReader(Node graph) {
        this.graph = graph;
    }

    /// Empty where no node is a sampler that is known.
    static Optional<Reading> read(String prompt) {
        var reader = new ComfyReader(Node.of(prompt));
        var passes = reader.passes();
        return passes.isEmpty() ? Optional.empty() : Optional.of(reader.reading(passes));
    }

    private Reading reading(List<Node> passes) {
        first(passes.getFirst());
        if (passes.size() > 1) {
            second(passes);
        }
        if (passes.size() > 2) {
            draft.lose(
                    "The workflow has %d passes; the first two were read."
                            .formatted(passes.size()));
        }
        if (draft.recipe().prompt().contains("(")) {
            draft.lose("ComfyUI weighs words in another way, so weighted prompts look different.");
        }
        return draft.reading();
    }

    /// The samplers in the order in which they draw the last picture.
    private List<Node> passes() {
        var samplers = graph.keys().stream().map(graph::at).filter(ComfyReader::isSampler).toList();
        var longest = List.<Node>of();
        for (var sampler : samplers) {
            var chain = chain(sampler);
            if (chain.size() > longest.size()) {
                longest = chain;
            }
        }
        if (longest.size() < samplers.size()) {
            draft.lose("The workflow draws several pictures; one of them was read.");
        }
        return longest;
    }

    private static boolean isSampler(Node node) {
        return node.at("class_type").text().filter(type -> type.startsWith("KSampler")).isPresent();
    }

    private List<Node> chain(Node last) {
        var chain = new ArrayList<Node>();
        var at = last;
        for (int depth = 0; depth < DEEPEST && at.isPresent(); depth++) {
            if (isSampler(at)) {
                chain.addFirst(at);
            }
            at = source(at);
        }
        return chain;
    }

    /// What a node's latent was made from.
    private Node source(Node node) {
        var inputs = node.at("inputs");
        return link(inputs.any("latent_image", "samples", "latent", "pixels", "image"));
    }

    private Node link(Node input) {
        var parts = input.items();
        return parts.size() == 2 ? graph.at(String.valueOf(parts.getFirst().value())) : Node.NONE;
    }

    /// A value, or that of the node it is taken from.
    private Node value(Node input) {
        var from = link(input);
        for (int depth = 0; depth < DEEPEST && from.isPresent(); depth++) {
            var held =
                    from.at("inputs").any("value", "text", "string", "seed", "noise_seed", "int");
            if (held.items().isEmpty()) {
                return held;
            }
            from = link(held);
        }
        return input.items().isEmpty() ? input : Node.NONE;
    }

    private void first(Node sampler) {
        var inputs = sampler.at("inputs");
        draft.seed(value(inputs.any("seed", "noise_seed")));
        draft.steps(value(inputs.at("steps")));
        draft.cfg(value(inputs.at("cfg")));
        draft.sampler(value(inputs.at("sampler_name")), NAME);
        draft.schedule(value(inputs.at("scheduler")), NAME);
        draft.prompts(words(inputs.at("positive")), words(inputs.at("negative")));
        if (value(inputs.at("start_at_step")).whole().orElse(0) > 0) {
            draft.lose("The first pass begins in the middle, which a recipe cannot say.");
        }
        model(inputs.at("model"));
        latent(sampler);
        vae();
    }

    private void latent(Node sampler) {
        var at = source(sampler);
        for (int depth = 0; depth < DEEPEST && at.isPresent(); depth++) {
            var type = at.at("class_type").text().orElse("");
            var inputs = at.at("inputs");
            if (type.startsWith("Empty")) {
                draft.size(value(inputs.at("width")), value(inputs.at("height")));
                value(inputs.at("batch_size"))
                        .whole()
                        .ifPresent(n -> draft.set("batch", r -> r.withBatch(new Batch(n, 1))));
                double denoise = value(sampler.at("inputs").at("denoise")).number().orElse(1.0);
                if (denoise < 1) {
                    draft.lose("The first pass denoises only %s of noise.".formatted(denoise));
                }
                return;
            }
            if (type.startsWith("LoadImage")) {
                draft.lose(
                        "It starts from the picture \"%s\", which is not in the file."
                                .formatted(inputs.at("image").text().orElse("")));
                return;
            }
            at = source(at);
        }
    }

    private void second(List<Node> passes) {
        var sampler = passes.get(1).at("inputs");
        var between = source(passes.get(1));
        Optional<Size> size = Optional.empty();
        double scale = 1;
        for (int depth = 0; depth < DEEPEST && between.isPresent(); depth++) {
            if (isSampler(between)) {
                break;
            }
            var inputs = between.at("inputs");
            scale *= value(inputs.at("scale_by")).number().orElse(1.0);
            size = size.or(() -> sizeOf(inputs));
            between = source(between);
        }
        pass(sampler, size, scale);
    }

    private Optional<Size> sizeOf(Node inputs) {
        var width = value(inputs.at("width")).whole();
        var height = value(inputs.at("height")).whole();
        return width.isPresent() && height.isPresent() && width.get() >= 8 && height.get() >= 8
                ? Optional.of(new Size(width.get() / 8 * 8, height.get() / 8 * 8))
                : Optional.empty();
    }

    private void pass(Node sampler, Optional<Size> size, double scale) {
        draft.set(
                "second pass",
                r ->
                        r.withHires(
                                Optional.of(
                                        new HiresPass(
                                                scale,
                                                size,
                                                HiresPass.DEFAULT.upscaler(),
                                                value(sampler.at("steps")).whole().orElse(0),
                                                value(sampler.at("denoise")).number().orElse(1.0),
                                                value(sampler.at("sampler_name"))
                                                        .text()
                                                        .flatMap(Words::sampler),
                                                value(sampler.at("scheduler"))
                                                        .text()
                                                        .flatMap(Words::schedule),
                                                "",
                                                ""))));
        draft.lose("The second pass enlarges as ComfyUI does, which is not quite a hires fix.");
    }

    /// The text behind a conditioning.
    private Optional<String> words(Node input) {
        var texts = new ArrayList<String>();
        collect(link(input), texts, new HashSet<>());
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", texts));
    }

    private void collect(Node node, List<String> texts, Set<Node> seen) {
        if (!node.isPresent() || seen.size() > DEEPEST || !seen.add(node)) {
            return;
        }
        var type = node.at("class_type").text().orElse("");
        var inputs = node.at("inputs");
        if (type.startsWith("CLIPTextEncode")) {
            value(inputs.any("text", "text_g")).text().ifPresent(texts::add);
            clip(inputs.at("clip"));
            return;
        }
        if (type.startsWith("ControlNet")) {
            draft.lose("Its ControlNet was left out.");
        } else if (!type.startsWith("ConditioningCombine")) {
            draft.lose(
                    "The node %s changes the prompt in a way a recipe cannot say.".formatted(type));
        }
        for (var key : inputs.keys()) {
            if (key.startsWith("conditioning")
                    || key.equals("positive")
                    || key.equals("negative")) {
                collect(link(inputs.at(key)), texts, seen);
            }
        }
    }

    private void clip(Node input) {
        var at = link(input);
        for (int depth = 0; depth < DEEPEST && at.isPresent(); depth++) {
            var inputs = at.at("inputs");
            value(inputs.at("stop_at_clip_layer"))
                    .whole()
                    .ifPresent(layer -> draft.clipSkip(-layer));
            at = link(inputs.at("clip"));
        }
    }

    private void model(Node input) {
        var at = link(input);
        for (int depth = 0; depth < DEEPEST && at.isPresent(); depth++) {
            var type = at.at("class_type").text().orElse("");
            var inputs = at.at("inputs");
            var file = value(inputs.any("ckpt_name", "unet_name")).text();
            if (file.isPresent()) {
                draft.model(file, "");
                return;
            }
            var lora = value(inputs.at("lora_name")).text();
            if (lora.isPresent()) {
                double unet = value(inputs.at("strength_model")).number().orElse(1.0);
                double text = value(inputs.at("strength_clip")).number().orElse(unet);
                draft.lora(lora.get(), text, unet);
            } else {
                draft.lose(
                        "The node %s changes the model in a way a recipe cannot say."
                                .formatted(type));
            }
            at = link(inputs.at("model"));
        }
    }

    private void vae() {
        for (var key : graph.keys()) {
            var inputs = graph.at(key).at("inputs");
            if (graph.at(key).at("class_type").text().orElse("").startsWith("VAELoader")) {
                draft.vae(value(inputs.at("vae_name")).text());
            }
        }
    }
}
