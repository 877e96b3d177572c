package dev.atelier.recipe.importers;

import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.importers.ComfyGraph.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// ComfyUI's graphs, walked from the last sampler backwards. A graph that does more than a recipe
/// can say is read as far as it goes, and the rest is listed.
final class ComfyReader {
    static final String NAME = "ComfyUI";

    private static final int MOST_SAMPLERS = 200;

    private final ComfyGraph graph;
    private final ComfyValues values;
    private final ComfyPrompts prompts;
    private final ImportDraft draft = new ImportDraft(NoiseSource.CPU);
    private final Optional<int[]> size;

    private ComfyReader(ComfyGraph graph, Optional<int[]> size) {
        this.graph = graph;
        this.size = size;
        values = new ComfyValues(graph);
        prompts = new ComfyPrompts(graph, values, draft);
    }

    /// Empty where no node is a sampler that is known.
    ///
    /// @param prompt the graph that was run, or an empty text
    /// @param workflow the editor's picture of it, or an empty text
    /// @param size width and height of the picture
    static Optional<ParsedRecipe> read(String prompt, String workflow, Optional<int[]> size) {
        var root = Node.of(prompt);
        var reader = new ComfyReader(ComfyGraph.of(root, Node.of(workflow)), size);
        if (!root.isPresent() && !workflow.isEmpty()) {
            if (Node.isDamaged(prompt)) {
                reader.draft.lose("prompt", Message.of("issue.graph-damaged"));
            }
            reader.draft.lose("workflow", Message.of("issue.editor-only"));
        }
        var stages = reader.stages();
        var extra = root.at("extraMetadata").text().map(Node::of).orElse(Node.NONE);
        if (stages.isEmpty()) {
            return reader.extra(extra);
        }
        return Optional.of(reader.reading(stages, extra));
    }

    private ParsedRecipe reading(List<ComfyStage> stages, Node extra) {
        first(stages.getFirst(), extra);
        if (stages.size() > 1) {
            new ComfySecond(graph, values, prompts, draft).read(stages.get(0), stages.get(1));
        }
        if (stages.size() > 2) {
            draft.lose(stages.get(2).first().where(), Message.of("issue.passes", stages.size()));
        }
        for (var item : graph.items()) {
            if (ComfyPass.isLater(item)) {
                draft.lose(item.where(), Message.of("issue.paints-after", item.type()));
            }
        }
        enlarged(stages.getLast().last().item());
        new ComfyModels(graph, values, draft).vae(stages.getLast().last().item());
        if (prompts.weighted()) {
            draft.lose("prompt", Message.of("issue.weighs"));
        }
        guesses();
        return draft.reading();
    }

    private void guesses() {
        for (var it : values.guesses()) {
            var type = it.item().type();
            draft.lose(
                    it.item().where(),
                    Message.of("issue.node-guessed", type, it.name(), it.value()));
        }
        for (var item : values.circles()) {
            draft.lose(item.where(), Message.of("issue.circle", item.type()));
        }
    }

    /// What makes the finished picture larger, which no recipe can say.
    private void enlarged(Item last) {
        var seen = new HashSet<String>();
        var waiting = new ArrayList<Item>(List.of(last));
        while (!waiting.isEmpty() && seen.size() < ComfyGraph.DEEPEST * 10) {
            for (var taker : graph.takers(waiting.removeLast())) {
                if (ComfyPass.is(taker) || !seen.add(taker.id())) {
                    continue;
                }
                waiting.add(taker);
                if (taker.isA("ImageUpscale") || taker.isA("ImageScale")) {
                    draft.lose(taker.where(), Message.of("issue.enlarges-after", taker.type()));
                }
            }
        }
    }

    /// The passes of the picture, in the order in which they are made.
    private List<ComfyStage> stages() {
        var samplers = graph.items().stream().filter(ComfyPass::is).limit(MOST_SAMPLERS).toList();
        var saved = new HashSet<Item>(samplers.stream().filter(this::isSaved).toList());
        var best = new Chain(List.of(), List.of());
        var ends =
                samplers.stream()
                        .sorted(Comparator.comparing((Item it) -> !saved.contains(it)))
                        .toList();
        for (var sampler : ends) {
            var chain = chain(sampler);
            boolean more = chain.passes.size() > best.passes.size();
            boolean alike =
                    best.passes.isEmpty()
                            || saved.contains(sampler)
                                    == saved.contains(best.passes.getLast().item());
            if (more && alike) {
                best = chain;
            }
        }
        if (best.passes.size() < samplers.size()) {
            draft.lose("workflow", Message.of("issue.several-pictures"));
        }
        return ComfyStage.of(best.passes, best.between);
    }

    /// Whether what a sampler draws reaches a node that saves it, through no other sampler.
    private boolean isSaved(Item sampler) {
        var seen = new HashSet<String>();
        var waiting = new ArrayList<Item>(List.of(sampler));
        while (!waiting.isEmpty() && seen.size() < ComfyGraph.DEEPEST * 10) {
            var at = waiting.removeLast();
            for (var taker : graph.takers(at)) {
                if (taker.isA("Save")) {
                    return true;
                }
                if (!ComfyPass.is(taker) && seen.add(taker.id())) {
                    waiting.add(taker);
                }
            }
        }
        return false;
    }

    /// @param between by pass, what lies in front of it up to the pass before it
    private record Chain(List<ComfyPass> passes, List<List<Item>> between) {}

    private Chain chain(Item last) {
        var passes = new ArrayList<ComfyPass>();
        var between = new ArrayList<List<Item>>();
        var items = new ArrayList<Item>();
        var seen = new HashSet<String>();
        var at = Optional.of(last);
        while (at.isPresent() && seen.size() < ComfyGraph.DEEPEST && seen.add(at.get().id())) {
            var item = at.get();
            if (ComfyPass.is(item)) {
                if (!passes.isEmpty()) {
                    between.addFirst(List.copyOf(items));
                    items.clear();
                }
                var pass = new ComfyPass(item, graph, values);
                passes.addFirst(pass);
                at = graph.source(pass.latent(), "latent").map(ComfyGraph.Source::item);
            } else {
                items.add(item);
                at = before(item);
            }
        }
        between.addFirst(List.copyOf(items));
        return new Chain(passes, between);
    }

    /// What a latent or a picture was made from.
    private Optional<Item> before(Item item) {
        var latent = graph.own(item, "latent");
        var input = graph.isLink(latent) ? latent : graph.own(item, "image");
        return graph.source(input, "latent").map(ComfyGraph.Source::item);
    }

    private void first(ComfyStage stage, Node extra) {
        var pass = stage.first();
        draft.seed(pass.seed());
        if (!pass.seed().isPresent()) {
            draft.lose(pass.where(), Message.of("issue.no-seed"));
        }
        missing(pass, "steps", pass.steps());
        missing(pass, "cfg", pass.cfg());
        missing(pass, "sampler_name", pass.samplerName());
        draft.steps(pass.steps());
        draft.cfg(pass.cfg());
        draft.sampler(pass.samplerName(), NAME);
        draft.schedule(pass.scheduleName(), NAME);
        pass.fine(draft);
        scripts(pass);
        prompts(pass, extra);
        new ComfyModels(graph, values, draft).read(pass.model());
        new ComfyStart(graph, values, draft, size).read(stage);
        refiner(stage);
    }

    private void missing(ComfyPass pass, String name, Node found) {
        if (!found.isPresent()) {
            draft.lose(pass.where(), Message.of("issue.no-setting", name));
        }
    }

    /// What the Efficiency nodes hang on a sampler: a second pass, noise, tiling.
    private void scripts(ComfyPass pass) {
        var seen = new HashSet<String>();
        var source = graph.source(pass.item().inputs().at("script"), "script");
        while (source.isPresent() && seen.add(source.get().item().id())) {
            var item = source.get().item();
            draft.lose(item.where(), Message.of("issue.script-left", item.described()));
            source = graph.source(item.inputs().at("script"), "script");
        }
    }

    private void prompts(ComfyPass pass, Node extra) {
        var positive =
                prompts.text(pass.positive(), "positive").or(() -> extra.at("prompt").text());
        var negative =
                pass.hasNegative()
                        ? prompts.text(pass.negative(), "negative")
                                .or(() -> extra.at("negativePrompt").text())
                        : Optional.<String>empty();
        draft.prompts(positive, negative);
        if (positive.isEmpty()) {
            draft.lose(pass.where(), Message.of("issue.no-prompt"));
        }
        if (negative.isEmpty() && pass.hasNegative() && pass.negative().isPresent()) {
            draft.lose(pass.where(), Message.of("issue.no-negative"));
        }
    }

    /// Samplers that share one pass: another checkpoint that takes over is a refiner.
    private void refiner(ComfyStage stage) {
        var models = new ComfyModels(graph, values, draft);
        var first = stage.first();
        int steps = Math.max(1, first.steps().whole().orElse(1));
        var file = models.file(first.model());
        Set<String> reported = new HashSet<>();
        for (var pass : stage.passes().subList(1, stage.passes().size())) {
            var other = models.file(pass.model());
            if (other.isPresent() && !other.equals(file) && draft.recipe().refiner().isEmpty()) {
                draft.set(
                        "refiner",
                        r ->
                                r.withRefiner(
                                        Optional.of(
                                                new Refiner(
                                                        new ModelRef(
                                                                Words.fileName(other.get()), ""),
                                                        Math.min(1, pass.start() / (double) steps),
                                                        true))));
            } else if (reported.add("several")) {
                draft.lose(pass.where(), Message.of("issue.samplers-parted"));
            }
            if (!same(pass.cfg(), first.cfg())
                    || !pass.samplerName().equals(first.samplerName())
                    || !pass.scheduleName().equals(first.scheduleName())) {
                draft.lose(pass.where(), Message.of("issue.sampler-changes"));
            }
        }
        int end = stage.last().end();
        if (end < stage.last().steps().whole().orElse(end)) {
            draft.lose(stage.last().where(), Message.of("issue.stops", end));
        }
    }

    private static boolean same(Node a, Node b) {
        return a.number().equals(b.number());
    }

    /// What Civitai keeps beside a graph of its own nodes.
    private Optional<ParsedRecipe> extra(Node extra) {
        var text = extra.at("prompt").text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        draft.prompts(text, extra.at("negativePrompt").text());
        draft.seed(extra.at("seed"));
        draft.steps(extra.at("steps"));
        draft.cfg(extra.any("cfgScale", "cfg"));
        draft.sampler(extra.at("sampler"), "Civitai");
        draft.size(extra.at("width"), extra.at("height"));
        extra.at("clipSkip").whole().ifPresent(draft::clipSkip);
        draft.lose("workflow", Message.of("issue.civitai-read"));
        return Optional.of(draft.reading());
    }

    static Batch batch(int count) {
        return new Batch(count, 1);
    }
}
