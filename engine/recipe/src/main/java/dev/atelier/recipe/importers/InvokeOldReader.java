package dev.atelier.recipe.importers;

import dev.atelier.recipe.Message;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// InvokeAI's texts of old: `sd-metadata` of version 2, and the command line `Dream` of version 1,
/// `"prompt" -s 50 -S 42 -W 512 -H 512 -C 7.5 -A k_lms`. Words in square brackets are the negative
/// prompt.
final class InvokeOldReader {
    private static final Pattern NEGATIVE = Pattern.compile("\\[([^\\[\\]]*+)]");
    private static final Pattern DREAM =
            Pattern.compile("\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"(.*)", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("-([sSWHCAfv])\\s*(\\S+)");

    private final ImportDraft draft = new ImportDraft(NoiseSource.CPU);

    private InvokeOldReader() {}

    static Optional<ParsedRecipe> read(String json) {
        var root = Node.of(json);
        var image = root.at("image");
        return image.isPresent()
                ? Optional.of(new InvokeOldReader().reading(root, image))
                : Optional.empty();
    }

    static Optional<ParsedRecipe> readDream(String line) {
        var parts = DREAM.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var names =
                Map.of(
                        "s",
                        "steps",
                        "S",
                        "seed",
                        "W",
                        "width",
                        "H",
                        "height",
                        "C",
                        "cfg_scale",
                        "A",
                        "sampler",
                        "f",
                        "strength");
        var image = new LinkedHashMap<String, Object>();
        image.put("prompt", parts.group(1).replace("\\\"", "\""));
        var options = OPTION.matcher(parts.group(2));
        while (options.find()) {
            image.putIfAbsent(names.getOrDefault(options.group(1), "v"), options.group(2));
        }
        return Optional.of(new InvokeOldReader().reading(Node.NONE, new Node(image)));
    }

    private ParsedRecipe reading(Node root, Node image) {
        prompt(image.at("prompt"));
        draft.size(image.at("width"), image.at("height"));
        draft.seed(image.at("seed"));
        draft.steps(image.at("steps"));
        draft.cfg(image.at("cfg_scale"));
        draft.sampler(image.at("sampler"), InvokeReader.NAME);
        draft.model(
                root.at("model_weights").text(),
                root.at("model_hash").text().map(InvokeOldReader::ten).orElse(""));
        if (image.at("seamless").isTrue()) {
            draft.set("tiling", r -> r.withTiling(true));
        }
        if (image.at("type").text().filter(type -> type.equals("img2img")).isPresent()
                || (image.at("strength").isPresent() && image.at("init_image_path").isPresent())) {
            draft.startsFrom(
                    image.at("init_image_path").text().orElse(""),
                    image.at("strength").number().orElse(0.75));
        }
        variations(image.at("variations"));
        issues(image);
        return draft.reading();
    }

    private static String ten(String hash) {
        return hash.substring(0, Math.min(10, hash.length()));
    }

    private void prompt(Node prompts) {
        var words = new ArrayList<String>();
        var weights = new ArrayList<Double>();
        prompts.text()
                .ifPresent(text -> {
                    words.add(text);
                    weights.add(1.0);
                });
        for (var part : prompts.items()) {
            part.at("prompt")
                    .text()
                    .ifPresent(text -> {
                        words.add(text);
                        weights.add(part.at("weight").number().orElse(1.0));
                    });
        }
        var negative = new ArrayList<String>();
        var positive = new StringBuilder();
        double sum = weights.stream().mapToDouble(Math::abs).sum();
        for (int i = 0; i < words.size(); i++) {
            var found = NEGATIVE.matcher(words.get(i));
            while (found.find()) {
                negative.add(words(found.group(1)));
            }
            var text = words(NEGATIVE.matcher(words.get(i)).replaceAll("").strip());
            positive.append(i == 0 ? "" : " AND ").append(text);
            if (words.size() > 1) {
                positive.append(" :").append(WeightedText.number(weights.get(i) / sum));
            }
        }
        if (words.isEmpty()) {
            draft.lose("prompt", Message.of("issue.no-prompt-of", "InvokeAI"));
        }
        draft.prompts(Optional.of(positive.toString()), Optional.of(String.join(", ", negative)));
    }

    private String words(String text) {
        return Compel.toA1111(text, sentence -> draft.lose("prompt", sentence));
    }

    private void variations(Node variations) {
        var all = variations.items();
        if (all.size() == 1 && all.getFirst().items().size() == 2) {
            var pair = all.getFirst().items();
            pair.getFirst()
                    .seed()
                    .ifPresent(seed ->
                            draft.set(
                                    "variation",
                                    r ->
                                            r.withSeed(
                                                    new Seed(
                                                            r.seed().value(),
                                                            seed,
                                                            pair.getLast().number().orElse(0.0),
                                                            Optional.empty()))));
        } else if (!all.isEmpty()) {
            draft.lose("variations", Message.of("issue.variations-out"));
        }
    }

    private void issues(Node image) {
        for (var field : new String[] {"threshold", "perlin"}) {
            if (image.at(field).number().orElse(0.0) != 0) {
                draft.unknown(field, image.at(field).value());
            }
        }
        for (var field : new String[] {"postprocessing", "facetool", "upscale", "embiggen"}) {
            if (!image.at(field).isEmpty()) {
                draft.lose(field, Message.of("issue.its-out", field));
            }
        }
        if (image.at("hires_fix").isTrue()) {
            draft.lose("hires_fix", Message.of("issue.fix-out"));
        }
    }
}
