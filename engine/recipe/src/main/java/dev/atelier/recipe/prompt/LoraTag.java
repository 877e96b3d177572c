package dev.atelier.recipe.prompt;

import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.prompt.ExtraNetworks.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A LoRA as a prompt asks for it: `<lora:name:text:unet:rank>`, where `te=`, `unet=` and `dyn=`
/// may name the numbers and `lyco` is another word for `lora`. As A1111's `extra_networks_lora.py`
/// reads it, with `lbw=` of an extension.
///
/// @param text its weight in the text models
/// @param unet its weight in the UNet
/// @param rank how many of its vectors count, 0 for all
/// @param blocks how it counts in single blocks; those that cannot be read count alike
public record LoraTag(String name, double text, double unet, int rank, BlockWeights blocks) {
    private static final Pattern COMMENT =
            Pattern.compile("(^|\\n)#[^\\n]*(\\n|$)|#[^\\n]*(\\n|$)");
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?\\s*");

    /// What the extension of `lbw=` reads too, and no picture here is made with: single layers, and
    /// the steps in which the LoRA counts.
    private static final List<String> NOT_READ = List.of("lbwe", "start", "stop", "step");

    /// Whether a tag is one of these.
    public static boolean isLora(Tag tag) {
        return tag.kind().equals("lora") || tag.kind().equals("lyco");
    }

    /// Empty for a tag without a name, or with a weight that is no number.
    public static Optional<LoraTag> of(Tag tag) {
        var positional = tag.positional();
        if (!isLora(tag) || positional.isEmpty() || positional.getFirst().isEmpty()) {
            return Optional.empty();
        }
        try {
            double text = number(tag, 1, "te", 1);
            double unet = number(tag, 2, "unet", text);
            var rank = tag.named().getOrDefault("dyn", at(positional, 3).orElse("0"));
            return Optional.of(
                    new LoraTag(
                            positional.getFirst(),
                            text,
                            unet,
                            Math.max(0, Integer.parseInt(rank.strip())),
                            BlockWeights.of(tag.named().getOrDefault("lbw", ""))
                                    .orElse(BlockWeights.EVEN)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// What a tag says and has no effect, as it is written: `lbw=` that cannot be read, `stop=10`.
    public static List<String> unread(Tag tag) {
        var parts = new ArrayList<String>();
        tag.named()
                .forEach((key, value) -> {
                    boolean blocks = key.equals("lbw") && BlockWeights.of(value).isEmpty();
                    if (blocks || NOT_READ.contains(key)) {
                        parts.add(key + "=" + value);
                    }
                });
        return List.copyOf(parts);
    }

    private static double number(Tag tag, int place, String name, double otherwise) {
        double own = at(tag.positional(), place).map(LoraTag::number).orElse(otherwise);
        return Optional.ofNullable(tag.named().get(name)).map(LoraTag::number).orElse(own);
    }

    private static Optional<String> at(List<String> all, int place) {
        return place < all.size() ? Optional.of(all.get(place)) : Optional.empty();
    }

    private static double number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text.strip());
    }

    /// The tags of a prompt that ask for LoRAs, all of one kind before those of the other, as A1111
    /// applies them.
    public static List<Tag> in(String prompt) {
        var byKind = new LinkedHashMap<String, List<Tag>>();
        for (var tag : ExtraNetworks.parse(withoutComments(prompt)).tags()) {
            if (isLora(tag)) {
                byKind.computeIfAbsent(tag.kind(), _ -> new ArrayList<>()).add(tag);
            }
        }
        return byKind.values().stream().flatMap(List::stream).toList();
    }

    /// All LoRAs of a recipe in the order in which they change the weights: those that its prompt
    /// names, then its own. Of one that is named twice the last numbers count, twice: A1111.
    public static List<LoraTag> of(Recipe recipe) {
        var all = new ArrayList<LoraTag>();
        in(recipe.prompt()).forEach(tag -> of(tag).ifPresent(all::add));
        for (var use : recipe.loras()) {
            all.add(
                    new LoraTag(
                            use.name(), use.textWeight(), use.unetWeight(), 0, BlockWeights.EVEN));
        }
        var last = new LinkedHashMap<String, LoraTag>();
        all.forEach(tag -> last.put(tag.name, tag));
        return all.stream().map(tag -> last.getOrDefault(tag.name, tag)).toList();
    }

    /// A recipe's prompt as A1111 reads it: with its own LoRAs as tags.
    public static String prompt(Recipe recipe) {
        var text = new StringBuilder(recipe.prompt());
        for (var use : recipe.loras()) {
            text.append(text.isEmpty() ? "" : " ").append(text(use));
        }
        return text.toString();
    }

    private static String text(LoraUse use) {
        var unet = use.unetWeight() == use.textWeight() ? "" : ":" + number(use.unetWeight());
        return "<lora:" + shortName(use.name()) + ":" + number(use.textWeight()) + unet + ">";
    }

    /// A name as A1111 knows it, of one that may be a path.
    public static String shortName(String name) {
        return name.replaceFirst("^.*[/\\\\]", "")
                .replaceFirst("(?i)\\.(safetensors|pt|ckpt)$", "");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    /// A1111 leaves out what follows a number sign on a line.
    public static String withoutComments(String prompt) {
        return prompt.indexOf('#') < 0 ? prompt : COMMENT.matcher(prompt).replaceAll("\n");
    }
}
