package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.importers.ComfyGraph.Item;
import java.util.Optional;

/// One sampler of a graph with all that decides what it does, whether its settings stand in it or
/// in the nodes for noise, guidance, sampler and noise levels that custom samplers have.
final class ComfyPass {
    private static final String NAME = "ComfyUI";
    private static final double SD_SIGMA_MAX = 14.614642;
    private static final double SD_SIGMA_MIN = 0.0291675;
    private static final double NEAR = 1e-3;

    private final ComfyGraph graph;
    private final ComfyValues values;
    private final Item item;
    private final Optional<Item> guider;
    private final Optional<Item> noise;
    private final Optional<Item> levels;
    private final int split;
    private final boolean second;

    ComfyPass(Item item, ComfyGraph graph, ComfyValues values) {
        this.item = item;
        this.graph = graph;
        this.values = values;
        guider = graph.source(item.inputs().at("guider"), "guider").map(ComfyGraph.Source::item);
        noise = graph.source(item.inputs().at("noise"), "noise").map(ComfyGraph.Source::item);
        var source = graph.source(item.inputs().at("sigmas"), "sigmas");
        int at = -1;
        boolean later = false;
        for (int depth = 0; depth < ComfyGraph.DEEPEST && source.isPresent(); depth++) {
            var node = source.get().item();
            if (!graph.isLink(node.inputs().at("sigmas"))) {
                break;
            }
            if (node.isA("SplitSigmas")) {
                at = values.of(node, "step").whole().orElse(at);
                later |= source.get().slot() == 1;
            }
            source = graph.source(node.inputs().at("sigmas"), "sigmas");
        }
        levels = source.map(ComfyGraph.Source::item);
        split = at;
        second = later;
    }

    /// Whether a node samples: by its name, or by what it takes.
    static boolean is(Item item) {
        if (item.isA("KSamplerSelect")
                || item.isA("Provider")
                || item.isA("Config")
                || item.isA("Setting")
                || item.isA("Context")
                || item.isA("presampling")
                || item.isA("scheduler")) {
            return false;
        }
        if (item.isA("Detailer") || item.isA("UltimateSDUpscale") || item.isA("Tiled Upscale")) {
            return false;
        }
        var inputs = item.inputs();
        boolean custom = inputs.at("sigmas").isPresent() && inputs.at("sampler").isPresent();
        boolean plain =
                inputs.at("steps").isPresent()
                        && inputs.any("sampler_name", "sampler").isPresent()
                        && inputs.any(
                                        "latent_image",
                                        "latent",
                                        "positive",
                                        "pipe",
                                        "basic_pipe",
                                        "sdxl_tuple")
                                .isPresent();
        return item.isA("KSampler") || custom || (plain && !item.isA("loader"));
    }

    /// Nodes that draw on a finished picture, which no recipe can say.
    static boolean isLater(Item item) {
        return item.isA("Detailer") || item.isA("UltimateSDUpscale");
    }

    Item item() {
        return item;
    }

    String where() {
        return item.where();
    }

    private Node setting(String... names) {
        var found = graph.setting(item, names);
        return found.isPresent() ? values.value(found, names[0]) : Node.NONE;
    }

    Node seed() {
        return noise.map(it -> values.of(it, "noise_seed", "seed"))
                .filter(Node::isPresent)
                .orElseGet(() -> setting("seed", "noise_seed"));
    }

    /// Whether it begins with noise of its own.
    boolean addsNoise() {
        var adds = setting("add_noise");
        boolean off =
                Boolean.FALSE.equals(adds.value())
                        || adds.text()
                                .filter(word -> word.equals("disable") || word.equals("false"))
                                .isPresent();
        return !off && noise.filter(it -> it.isA("DisableNoise")).isEmpty();
    }

    Node cfg() {
        if (guider.isPresent()) {
            var found = values.of(guider.get(), "cfg", "cfg_conds");
            return found.isPresent() ? found : new Node(1.0);
        }
        return setting("cfg");
    }

    Node model() {
        return guider.map(it -> graph.own(it, "model"))
                .filter(graph::isLink)
                .orElseGet(() -> role("model"));
    }

    Node positive() {
        return guider.map(it -> it.inputs().any("positive", "conditioning", "cond1"))
                .filter(Node::isPresent)
                .orElseGet(() -> role("positive"));
    }

    /// Nothing where the guidance has none.
    Node negative() {
        return guider.map(it -> it.inputs().at("negative")).orElseGet(() -> role("negative"));
    }

    boolean hasNegative() {
        return guider.isEmpty() || negative().isPresent();
    }

    private Node role(String role) {
        var own = graph.own(item, role);
        return own.isPresent() ? own : graph.pipe(item);
    }

    Node latent() {
        var own = graph.own(item, "latent");
        if (own.isPresent()) {
            return own;
        }
        var image = graph.own(item, "image");
        return graph.isLink(image) ? image : graph.pipe(item);
    }

    Node steps() {
        return levels.map(it -> values.of(it, "steps"))
                .filter(Node::isPresent)
                .orElseGet(() -> setting("steps"));
    }

    double denoise() {
        return levels.map(it -> values.of(it, "denoise"))
                .filter(Node::isPresent)
                .orElseGet(() -> setting("denoise"))
                .number()
                .orElse(1.0);
    }

    /// The step with which it begins.
    int start() {
        if (split >= 0) {
            return second ? split : 0;
        }
        return setting("start_at_step").whole().orElse(0);
    }

    /// The step before which it ends; all where that is beyond them.
    int end() {
        int all = steps().whole().orElse(0);
        if (split >= 0 && !second) {
            return Math.min(split, all);
        }
        return Math.min(setting("end_at_step").whole().orElse(all), all);
    }

    /// The name of the sampler.
    Node samplerName() {
        var node =
                graph.source(item.inputs().at("sampler"), "sampler").map(ComfyGraph.Source::item);
        if (node.isEmpty()) {
            return setting("sampler_name", "sampler");
        }
        var name = values.of(node.get(), "sampler_name");
        if (name.isPresent()) {
            return name;
        }
        var word =
                node.get().type().replaceFirst("^Sampler", "").replace("Adaptative", "_adaptive");
        boolean heun =
                values.of(node.get(), "solver_type").text().filter("heun"::equals).isPresent();
        return new Node(word + (heun ? "_heun" : ""));
    }

    /// The name of the schedule.
    Node scheduleName() {
        if (levels.isEmpty()) {
            return setting("scheduler");
        }
        var name = values.of(levels.get(), "scheduler");
        if (name.isPresent()) {
            return name;
        }
        var word =
                levels.get().type().replaceFirst("Scheduler.*$", "").replaceFirst("Sampling$", "");
        return new Node(word.isEmpty() ? levels.get().type() : word);
    }

    /// Says to a draft what of the sampler's and the levels' own nodes a recipe can say.
    void fine(ImportDraft draft) {
        if (item.inputs().at("sigmas").isPresent() && levels.isEmpty()) {
            draft.lose(where(), Message.of("issue.levels-elsewhere"));
        }
        levels.ifPresent(it -> levels(it, draft));
        graph.source(item.inputs().at("sampler"), "sampler")
                .ifPresent(it -> sampler(it.item(), draft));
        guider.filter(it -> !it.type().equals("CFGGuider") && !it.type().equals("BasicGuider"))
                .ifPresent(it ->
                        draft.lose(
                                it.where(), Message.of("issue.guidance-unknown", NAME, it.type())));
    }

    private void levels(Item node, ImportDraft draft) {
        double max = values.of(node, "sigma_max").number().orElse(0.0);
        double min = values.of(node, "sigma_min").number().orElse(0.0);
        double rho = values.of(node, "rho").number().orElse(0.0);
        double usual = node.isA("Poly") ? 1 : 7;
        var alpha = values.of(node, "alpha").number();
        var beta = values.of(node, "beta").number();
        draft.tuning(t -> {
            var s = t.sigmas();
            return with(
                    t,
                    new SamplerTuning.SigmaSettings(
                            Math.abs(min - SD_SIGMA_MIN) < NEAR / 10 ? 0 : min,
                            Math.abs(max - SD_SIGMA_MAX) < NEAR ? 0 : max,
                            rho == usual ? 0 : rho,
                            s.oldKarras(),
                            s.discardNextToLast(),
                            s.sgmNoise(),
                            s.quantized(),
                            s.zeroTerminalSnr(),
                            node.isA("Beta") ? alpha.orElse(s.betaAlpha()) : s.betaAlpha(),
                            node.isA("Beta") ? beta.orElse(s.betaBeta()) : s.betaBeta()));
        });
        var source = graph.source(item.inputs().at("sigmas"), "sigmas");
        for (int depth = 0; depth < ComfyGraph.DEEPEST && source.isPresent(); depth++) {
            var at = source.get().item();
            if (at.id().equals(node.id())) {
                return;
            }
            if (!at.type().equals("SplitSigmas")) {
                draft.lose(at.where(), Message.of("issue.node-levels", at.described()));
            }
            source = graph.source(at.inputs().at("sigmas"), "sigmas");
        }
    }

    private static SamplerTuning with(SamplerTuning t, SamplerTuning.SigmaSettings sigmas) {
        return new SamplerTuning(
                t.stochastic(),
                sigmas,
                t.guidance(),
                t.uniPc(),
                t.imageInput(),
                t.compatibility(),
                t.vae());
    }

    private void sampler(Item node, ImportDraft draft) {
        double eta = values.of(node, "eta").number().orElse(1.0);
        double factor = values.of(node, "s_noise").number().orElse(1.0);
        draft.tuning(t -> {
            var s = t.stochastic();
            return new SamplerTuning(
                    new SamplerTuning.Stochastic(
                            eta,
                            s.etaDdim(),
                            s.churn(),
                            s.churnMin(),
                            s.churnMax(),
                            factor,
                            s.ensd()),
                    t.sigmas(),
                    t.guidance(),
                    t.uniPc(),
                    t.imageInput(),
                    t.compatibility(),
                    t.vae());
        });
    }
}
