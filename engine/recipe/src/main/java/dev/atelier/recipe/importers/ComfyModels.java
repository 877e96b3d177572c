package dev.atelier.recipe.importers;

import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.importers.ComfyGraph.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The checkpoint behind a sampler, what changes it on the way, and the autoencoder.
final class ComfyModels {
    private static final String[] FILES = {
        "ckpt_name",
        "unet_name",
        "base_ckpt_name",
        "model_name",
        "checkpoint",
        "checkpoint_name",
        "ckpt"
    };
    private static final Pattern LORA_KEY =
            Pattern.compile("(?:lora_name|lora|lora_)_?(\\d*)(?:_name)?");
    private static final Pattern TAG =
            Pattern.compile("<lora:([^:<>]+):(-?[\\d.]+)(?::(-?[\\d.]+))?>");

    private final ComfyGraph graph;
    private final ComfyValues values;
    private final ImportDraft draft;
    private final List<LoraUse> loras = new ArrayList<>();

    ComfyModels(ComfyGraph graph, ComfyValues values, ImportDraft draft) {
        this.graph = graph;
        this.values = values;
        this.draft = draft;
    }

    /// Reads the checkpoint and the LoRAs in the order in which they act.
    void read(Node model) {
        var file = walk(model, true);
        if (file.isEmpty()) {
            draft.lose("model", Message.of("issue.no-checkpoint"));
        }
        draft.model(file, "");
        loras.reversed()
                .forEach(lora -> draft.lora(lora.name(), lora.textWeight(), lora.unetWeight()));
    }

    /// The checkpoint's file.
    Optional<String> file(Node model) {
        return walk(model, false);
    }

    private Optional<String> walk(Node model, boolean reads) {
        var source = graph.source(model, "model");
        for (int depth = 0; depth < ComfyGraph.DEEPEST && source.isPresent(); depth++) {
            var item = source.get().item();
            int before = loras.size();
            if (reads) {
                loras(item);
                stack(item.inputs().any("lora_stack", "optional_lora_stack", "opt_lora_stack"));
            }
            var file = values.of(item, FILES).text();
            boolean patches = graph.isLink(item.inputs().any("model", "model1"));
            if (file.isPresent() && !patches) {
                return file;
            }
            if (reads && loras.size() == before && !isLora(item)) {
                change(item);
            }
            var next = item.inputs().any("model", "model1", "MODEL");
            source = graph.source(graph.isLink(next) ? next : graph.pipe(item), "model");
        }
        return Optional.empty();
    }

    private static boolean isLora(Item item) {
        return item.isA("lora");
    }

    private void change(Item item) {
        if (item.isA("ModelSamplingDiscrete")) {
            var kind = values.of(item, "sampling").text().orElse("eps");
            if (values.of(item, "zsnr").isTrue()) {
                draft.tuning(ComfyModels::zeroTerminal);
            }
            if (kind.equals("eps") || kind.equals("v_prediction")) {
                return; // the checkpoint says so itself
            }
        }
        draft.lose(item.where(), Message.of("issue.node-model", item.described()));
    }

    private static SamplerTuning zeroTerminal(SamplerTuning t) {
        var s = t.sigmas();
        return new SamplerTuning(
                t.stochastic(),
                new SamplerTuning.SigmaSettings(
                        s.min(),
                        s.max(),
                        s.rho(),
                        s.oldKarras(),
                        s.discardNextToLast(),
                        s.sgmNoise(),
                        s.quantized(),
                        true,
                        s.betaAlpha(),
                        s.betaBeta()),
                t.guidance(),
                t.uniPc(),
                t.imageInput(),
                t.compatibility(),
                t.vae());
    }

    private void stack(Node link) {
        var source = graph.source(link, "lora_stack");
        for (int depth = 0; depth < ComfyGraph.DEEPEST && source.isPresent(); depth++) {
            loras(source.get().item());
            source =
                    graph.source(
                            source.get().item().inputs().any("lora_stack", "optional_lora_stack"),
                            "lora_stack");
        }
    }

    /// The LoRAs that one node adds, the last first.
    private void loras(Item item) {
        var inputs = item.inputs();
        var found = new ArrayList<LoraUse>();
        int count = values.of(item, "lora_count", "num_loras").whole().orElse(Integer.MAX_VALUE);
        for (var key : inputs.keys()) {
            var value = inputs.at(key);
            var name = LORA_KEY.matcher(key);
            if (value.at("lora").text().isPresent()) {
                power(value, found);
            } else if (name.matches()) {
                var number = name.group(1);
                boolean used =
                        number.isEmpty()
                                || (number.length() < 6 && Integer.parseInt(number) <= count);
                values.value(value, key)
                        .text()
                        .filter(file -> used && !file.isBlank() && !file.equalsIgnoreCase("none"))
                        .filter(file ->
                                !isOff(inputs.any("switch_" + number, "lora_" + number + "_on")))
                        .ifPresent(file -> found.add(numbered(item, file, number)));
            }
        }
        for (var lora : inputs.at("loras").any("__value__").items()) {
            manager(lora, found);
        }
        inputs.at("loras").items().forEach(lora -> manager(lora, found));
        if (item.isA("lora") && found.isEmpty()) {
            tags(inputs.at("text").text().orElse(""), found);
        }
        loras.addAll(found.reversed());
    }

    private static boolean isOff(Node flag) {
        return Boolean.FALSE.equals(flag.value())
                || flag.text().filter(word -> word.equalsIgnoreCase("off")).isPresent();
    }

    private LoraUse numbered(Item item, String file, String number) {
        var end = number.isEmpty() ? "" : "_" + number;
        var model =
                values.of(
                                item,
                                "strength_model" + end,
                                "lora_model_strength" + end,
                                "model_str" + end,
                                "model_weight" + end,
                                "lora_wt" + end,
                                "strength" + end,
                                "lora_" + number + "_model_strength",
                                "lora_" + number + "_strength",
                                "lora_strength" + end,
                                "weight" + end)
                        .number()
                        .orElse(1.0);
        var clip =
                values.of(
                                item,
                                "strength_clip" + end,
                                "lora_clip_strength" + end,
                                "clip_str" + end,
                                "clip_weight" + end,
                                "lora_" + number + "_clip_strength")
                        .number()
                        .orElse(item.isA("ModelOnly") ? 0.0 : model);
        boolean simple =
                values.of(item, "input_mode", "mode").text().filter("simple"::equals).isPresent();
        double weight =
                simple
                        ? values.of(item, "lora_wt" + end, "lora_" + number + "_strength")
                                .number()
                                .orElse(model)
                        : model;
        return new LoraUse(Words.fileName(file), simple ? weight : clip, weight);
    }

    /// One of a list that can be switched off: `{"on":true,"lora":"…","strength":0.8}`.
    private static void power(Node lora, List<LoraUse> found) {
        if (isOff(lora.at("on"))) {
            return;
        }
        double weight = lora.at("strength").number().orElse(1.0);
        double text = lora.at("strengthTwo").number().orElse(weight);
        lora.at("lora")
                .text()
                .filter(name -> !name.equalsIgnoreCase("none"))
                .ifPresent(name -> found.add(new LoraUse(Words.fileName(name), text, weight)));
    }

    private static void manager(Node lora, List<LoraUse> found) {
        if (!isOff(lora.at("active"))) {
            double weight = lora.at("strength").number().orElse(1.0);
            double text = lora.at("clipStrength").number().orElse(weight);
            lora.at("name").text().ifPresent(name -> found.add(new LoraUse(name, text, weight)));
        }
    }

    private static void tags(String text, List<LoraUse> found) {
        for (var tag = TAG.matcher(text); tag.find(); ) {
            double weight = new Node(tag.group(2)).number().orElse(1.0);
            double clip =
                    tag.group(3) == null ? weight : new Node(tag.group(3)).number().orElse(weight);
            found.add(new LoraUse(tag.group(1), clip, weight));
        }
    }

    /// The autoencoder that decodes what a node draws; the checkpoint's own goes without a word.
    void vae(Item last) {
        for (var taker : graph.takers(last)) {
            if (taker.isA("Decode") || taker.isA("VAE")) {
                vae(graph.own(taker, "vae"));
                return;
            }
        }
        vae(graph.own(last, "vae"));
    }

    private void vae(Node link) {
        graph.source(link, "vae")
                .flatMap(source -> values.of(source.item(), "vae_name").text())
                .filter(name -> !name.equals("Baked VAE") && !name.equals("Baked-VAE"))
                .ifPresent(name -> draft.vae(Optional.of(name)));
    }
}
