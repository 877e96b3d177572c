package dev.atelier.lora;

import dev.atelier.checkpoint.Family;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/// What a LoRA file says about itself.
///
/// @param kinds of its layers, the most frequent first
/// @param ranks of its layers, ascending
/// @param alpha of its layers, where all have one
/// @param family of the checkpoints it was made for, where its layers say it
/// @param layers how many layers it changes, by network: `unet`, `te`, `te1`, `te2`
/// @param words those that its training pictures had most, the most frequent first
public record LoraInfo(
        List<String> kinds,
        List<Long> ranks,
        OptionalDouble alpha,
        Optional<Family> family,
        Map<String, Integer> layers,
        List<String> words) {
    private static final List<String> CONTEXTS = List.of("_attn2_to_k", "_attn2_to_v");

    public LoraInfo {
        kinds = List.copyOf(kinds);
        ranks = List.copyOf(ranks);
        words = List.copyOf(words);
    }

    /// All of it.
    public static LoraInfo of(LoraFile file) {
        return of(file, true);
    }

    /// What its header contains, so without its alpha: quick also for hundreds of files on a slow
    /// disk.
    public static LoraInfo ofHeader(LoraFile file) {
        return of(file, false);
    }

    private static LoraInfo of(LoraFile file, boolean numbers) {
        var kinds = new LinkedHashMap<String, Integer>();
        var ranks = new TreeSet<Long>();
        var alphas = new TreeSet<Double>();
        var networks = new LinkedHashMap<String, Integer>();
        for (var layer : file.layers().values()) {
            var kind = layer.has("dora_scale") ? "DoRA" : label(layer);
            kinds.merge(kind, 1, Integer::sum);
            networks.merge(layer.name().replaceFirst("_.*", ""), 1, Integer::sum);
            if (layer.rank() > 0) {
                ranks.add(layer.rank());
            }
            if (numbers && layer.has("alpha")) {
                alphas.add(file.number(layer, "alpha", 0));
            }
        }
        var byCount =
                kinds.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue(
                                        Comparator.reverseOrder()))
                        .map(Map.Entry::getKey)
                        .toList();
        var alpha = alphas.size() == 1 ? OptionalDouble.of(alphas.first()) : OptionalDouble.empty();
        return new LoraInfo(
                byCount,
                List.copyOf(ranks),
                alpha,
                family(file),
                networks,
                TriggerWords.of(file.metadata()));
    }

    private static String label(LoraLayer layer) {
        boolean lora = layer.kind() == LoraKind.LORA;
        if (lora && layer.has("lora_mid.weight")) {
            return "LoCon in CP form";
        }
        var down = lora ? layer.part("lora_down.weight").shape() : List.<Long>of();
        boolean wide = down.size() == 4 && down.get(2) > 1;
        if (layer.kind() == LoraKind.OFT && layer.part("oft_blocks").shape().size() == 4) {
            return "BOFT";
        }
        return wide ? "LoCon" : layer.kind().label();
    }

    /// By the width of the text that its cross attentions see, or of its text models.
    private static Optional<Family> family(LoraFile file) {
        boolean two = file.layers().keySet().stream().anyMatch(name -> name.startsWith("te2_"));
        for (var layer : file.layers().values()) {
            boolean context = CONTEXTS.stream().anyMatch(layer.name()::endsWith);
            boolean text = layer.name().startsWith("te") && layer.name().endsWith("_mlp_fc1");
            if (context || (text && !two)) {
                var family = ofWidth(layer);
                if (family.isPresent()) {
                    return family;
                }
            }
        }
        return two ? Optional.of(Family.SDXL) : Optional.empty();
    }

    private static Optional<Family> ofWidth(LoraLayer layer) {
        return Arrays.stream(Family.values())
                .filter(family -> family != Family.UNKNOWN)
                .filter(family -> layer.fitsInputs(family.contextWidth()))
                .findFirst();
    }
}
