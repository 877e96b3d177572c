package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.importers.ComfyGraph.Item;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the first pass starts from: an empty latent of some size, or a picture that is not in the
/// file.
final class ComfyStart {
    private static final Pattern SIDES = Pattern.compile("(\\d{2,5})\\s*[x×*]\\s*(\\d{2,5})");

    private final ComfyGraph graph;
    private final ComfyValues values;
    private final ImportDraft draft;
    private final Optional<int[]> size;

    ComfyStart(ComfyGraph graph, ComfyValues values, ImportDraft draft, Optional<int[]> size) {
        this.graph = graph;
        this.values = values;
        this.draft = draft;
        this.size = size;
    }

    void read(ComfyStage stage) {
        var pass = stage.first();
        var source = graph.source(pass.latent(), "latent");
        var seen = new HashSet<String>();
        boolean masked = false;
        boolean sized = false;
        while (source.isPresent()
                && seen.size() < ComfyGraph.DEEPEST
                && seen.add(source.get().item().id())) {
            var item = source.get().item();
            masked |= item.isA("Inpaint") || item.isA("NoiseMask");
            sized = sized || sized(item);
            if (item.isA("LoadImage") || item.isA("Load Image") || item.isA("loadImage")) {
                picture(pass, item.inputs().at("image").text().orElse(""), masked);
                keepSize(sized);
                return;
            }
            var latent = graph.own(item, "latent");
            var image = graph.own(item, "image");
            var picture = graph.isLink(image) || sized ? image : graph.pipe(item);
            var before = graph.isLink(latent) ? latent : picture;
            if (!graph.isLink(before)) {
                empty(pass, item, sized);
                return;
            }
            if (item.isA("Batch")) {
                draft.lose(item.where(), Message.of("issue.one-of-batch", item.type()));
            }
            source = graph.source(before, "latent");
        }
        draft.lose(pass.where(), Message.of("issue.no-first-start"));
        keepSize(false);
    }

    /// The picture's own size, where the workflow does not say any.
    private void keepSize(boolean sized) {
        if (!sized && size.isPresent()) {
            draft.size(size.get());
        }
    }

    private boolean sized(Item item) {
        if (!item.isA("Empty")
                && !item.isA("Scale")
                && !item.isA("Resize")
                && !item.isA("Latent")
                && !item.inputs().at("empty_latent_width").isPresent()
                && !item.inputs().at("resolution").isPresent()) {
            return false;
        }
        var text = values.of(item, "resolution", "dimensions").text().orElse("");
        var sides = SIDES.matcher(text);
        if (sides.find()) {
            draft.size(new Node(sides.group(1)), new Node(sides.group(2)));
            return true;
        }
        var width = values.of(item, "width", "empty_latent_width", "width_override");
        var height = values.of(item, "height", "empty_latent_height", "height_override");
        boolean known = width.whole().orElse(0) > 0 && height.whole().orElse(0) > 0;
        if (known) {
            draft.size(width, height);
        }
        return known;
    }

    private void empty(ComfyPass pass, Item item, boolean sized) {
        if (!sized) {
            var width = values.of(item, "width", "empty_latent_width");
            var height = values.of(item, "height", "empty_latent_height");
            if (width.whole().isPresent() && height.whole().isPresent()) {
                draft.size(width, height);
            } else {
                if (size.isPresent()) {
                    draft.lose(item.where(), Message.of("issue.no-size"));
                }
                keepSize(false);
            }
        }
        int count = values.of(item, "batch_size").whole().orElse(1);
        if (count > 1) {
            draft.set("batch", r -> r.withBatch(ComfyReader.batch(count)));
            draft.lose(item.where(), Message.of("issue.batch-noise"));
        }
        double denoise = pass.denoise();
        if (denoise < 1) {
            draft.lose(
                    pass.where(), Message.of("issue.first-denoises", WeightedText.number(denoise)));
        }
        if (pass.start() > 0) {
            draft.lose(pass.where(), Message.of("issue.first-begins", pass.start()));
        }
    }

    /// ComfyUI makes as many steps as it says also where it starts from a picture, which A1111 does
    /// by a setting.
    private void picture(ComfyPass pass, String name, boolean masked) {
        double steps = pass.steps().number().orElse(0.0);
        boolean later = pass.start() > 0 && steps > 0;
        draft.startsFrom(
                name,
                later
                        ? Math.clamp(1 - pass.start() / steps, 0, 1)
                        : draft.share(pass.where(), "denoising strength", pass.denoise()));
        if (!later && pass.denoise() < 1) {
            draft.tuning(ComfyStart::fixedSteps);
        }
        if (masked) {
            draft.set(
                    "mask",
                    r ->
                            r.withMode(
                                    new Mode.Inpaint(
                                            "",
                                            "",
                                            r.mode() instanceof Mode.ImageToImage it
                                                    ? it.denoising()
                                                    : 1,
                                            Mode.Fit.STRETCH,
                                            new Mode.MaskSettings(
                                                    Mode.Fill.ORIGINAL,
                                                    0,
                                                    false,
                                                    true,
                                                    Optional.empty()))));
            draft.lose("mode", Message.of("issue.mask-gone"));
        }
    }

    private static SamplerTuning fixedSteps(SamplerTuning t) {
        var input = t.imageInput();
        return new SamplerTuning(
                t.stochastic(),
                t.sigmas(),
                t.guidance(),
                t.uniPc(),
                new SamplerTuning.ImageInput(
                        input.noiseMultiplier(),
                        input.extraNoise(),
                        true,
                        input.colorCorrection(),
                        input.maskWeight()),
                t.compatibility(),
                t.vae());
    }
}
