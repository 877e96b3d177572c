package dev.atelier.recipe.importers;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.importers.ComfyGraph.Item;
import java.util.Optional;

/// A second pass over an enlarged picture, as a hires fix says it.
final class ComfySecond {
    private final ComfyGraph graph;
    private final ComfyValues values;
    private final ComfyPrompts prompts;
    private final ImportDraft draft;

    ComfySecond(ComfyGraph graph, ComfyValues values, ComfyPrompts prompts, ImportDraft draft) {
        this.graph = graph;
        this.values = values;
        this.prompts = prompts;
        this.draft = draft;
    }

    void read(ComfyStage one, ComfyStage two) {
        var first = one.first();
        var pass = two.first();
        Optional<Size> size = Optional.empty();
        double scale = 1;
        Optional<String> upscaler = Optional.empty();
        for (var item : two.between()) {
            if (size.isEmpty()) {
                scale *=
                        values.of(item, "scale_by", "upscale_by", "factor", "rescale_factor")
                                .number()
                                .orElse(1.0);
                size = size(item);
            }
            var found = upscaler(item);
            if (found.isPresent() && (upscaler.isEmpty() || item.isA("Model"))) {
                upscaler = found;
            }
        }
        if (upscaler.isEmpty() && !two.between().isEmpty()) {
            draft.lose(pass.where(), Message.of("issue.enlarges-unknown"));
        }
        pass(pass, new Enlarging(scale, size, upscaler.orElse("Latent")));
        differences(first, pass);
    }

    private record Enlarging(double scale, Optional<Size> size, String upscaler) {}

    private Optional<Size> size(Item item) {
        if (!item.isA("Upscale") && !item.isA("Scale") && !item.isA("Resize")) {
            return Optional.empty();
        }
        var width = values.of(item, "width").whole().orElse(0);
        var height = values.of(item, "height").whole().orElse(0);
        return width >= 8 && height >= 8
                ? Optional.of(draft.rounded(item.where(), new int[] {width, height}))
                : Optional.empty();
    }

    private Optional<String> upscaler(Item item) {
        if (item.isA("ImageUpscaleWithModel") || item.isA("UpscaleModel")) {
            return graph.source(item.inputs().at("upscale_model"), "upscale_model")
                    .flatMap(it -> values.of(it.item(), "model_name").text())
                    .flatMap(name -> Words.upscaler("model", name));
        }
        var method = values.of(item, "upscale_method", "method", "rescale_method").text();
        if (method.isEmpty()) {
            return Optional.empty();
        }
        var kind = item.isA("Latent") ? "latent" : "pixel";
        var known = Words.upscaler(kind, method.get());
        if (known.isEmpty()) {
            draft.lose(
                    item.where(),
                    Message.of(
                            "issue.enlarges",
                            "ComfyUI",
                            method.get(),
                            kind.equals("latent") ? "Latent" : "Lanczos"));
        }
        return known.or(() -> Optional.of(kind.equals("latent") ? "Latent" : "Lanczos"));
    }

    private void pass(ComfyPass pass, Enlarging by) {
        double steps = pass.steps().number().orElse(0.0);
        double denoise = pass.start() > 0 && steps > 0 ? 1 - pass.start() / steps : pass.denoise();
        int made = pass.start() > 0 ? (int) steps - pass.start() : (int) steps;
        var sampler = pass.samplerName().text().flatMap(Words::sampler).map(Words.Choice::sampler);
        var schedule = pass.scheduleName().text().flatMap(Words::schedule);
        if (sampler.isEmpty()) {
            pass.samplerName()
                    .text()
                    .ifPresent(name ->
                            draft.lose(
                                    pass.where(),
                                    Message.of("issue.second-sampler", "ComfyUI", name)));
        }
        if (schedule.isEmpty()) {
            pass.scheduleName()
                    .text()
                    .ifPresent(name ->
                            draft.lose(
                                    pass.where(),
                                    Message.of("issue.second-schedule", "ComfyUI", name)));
        }
        var positive = prompts.text(pass.positive(), "positive").orElse("");
        var negative =
                pass.hasNegative() ? prompts.text(pass.negative(), "negative").orElse("") : "";
        draft.set(
                "second pass",
                r ->
                        r.withHires(
                                Optional.of(
                                        new HiresPass(
                                                by.size.isPresent()
                                                        ? HiresPass.DEFAULT.scale()
                                                        : by.scale,
                                                by.size,
                                                by.upscaler,
                                                Math.max(0, made),
                                                draft.share(
                                                        pass.where(),
                                                        "denoising strength",
                                                        denoise),
                                                sampler.filter(it -> it != r.sampling().sampler()),
                                                schedule.filter(
                                                        it -> it != r.sampling().schedule()),
                                                positive.equals(r.prompt()) ? "" : positive,
                                                negative.equals(r.negativePrompt())
                                                        ? ""
                                                        : negative))));
        draft.lose(pass.where(), Message.of("issue.second-enlarges"));
    }

    private void differences(ComfyPass first, ComfyPass pass) {
        if (!first.cfg().number().equals(pass.cfg().number())) {
            draft.lose(pass.where(), Message.of("issue.second-cfg", pass.cfg().value()));
        }
        if (!first.seed().scalar().equals(pass.seed().scalar())) {
            draft.lose(pass.where(), Message.of("issue.second-seed", pass.seed().value()));
        }
        var models = new ComfyModels(graph, values, draft);
        var file = models.file(pass.model());
        if (file.isPresent() && !file.equals(models.file(first.model()))) {
            draft.lose(
                    pass.where(),
                    Message.of("issue.second-checkpoint", Words.fileName(file.get())));
        }
    }
}
