package dev.atelier.recipe.foreign;

import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Reading;
import java.util.Optional;
import java.util.regex.Pattern;

/// Fooocus's JSON under `parameters`, where `fooocus_scheme` is `fooocus`.
final class FooocusReader {
    private static final String NAME = "Fooocus";
    private static final Pattern SIZE =
            Pattern.compile("\\(?(\\d{2,5})\\s*[,x×*]\\s*(\\d{2,5})\\)?");

    private FooocusReader() {}

    static Optional<Reading> read(String json) {
        var root = Node.of(json);
        return root.at("prompt").isPresent() && root.any("base_model", "performance").isPresent()
                ? Optional.of(reading(root))
                : Optional.empty();
    }

    private static Reading reading(Node root) {
        var draft = new Draft(NoiseSource.CPU);
        draft.prompts(prompt(root), root.at("negative_prompt").text());
        root.at("resolution")
                .text()
                .map(SIZE::matcher)
                .filter(java.util.regex.Matcher::matches)
                .ifPresent(size -> draft.size(new Node(size.group(1)), new Node(size.group(2))));
        draft.seed(root.at("seed"));
        draft.steps(root.at("steps"));
        draft.cfg(root.at("guidance_scale"));
        draft.sampler(root.at("sampler"), NAME);
        draft.schedule(root.at("scheduler"), NAME);
        draft.model(root.at("base_model").text(), root.at("base_model_hash").text().orElse(""));
        draft.vae(root.at("vae").text().filter(vae -> !vae.startsWith("Default")));
        root.at("clip_skip").whole().ifPresent(draft::clipSkip);
        for (var lora : root.at("loras").items()) {
            var parts = lora.items();
            if (parts.size() > 1) {
                double weight = parts.get(1).number().orElse(1.0);
                parts.getFirst().text().ifPresent(name -> draft.lora(name, weight, weight));
            }
        }
        if (root.at("full_prompt").items().isEmpty()) {
            root.at("styles")
                    .text()
                    .filter(styles -> styles.contains("'"))
                    .ifPresent(styles -> draft.lose("Its styles were left out: " + styles + "."));
        }
        root.at("refiner_model")
                .text()
                .filter(refiner -> !refiner.equals("None"))
                .ifPresent(refiner -> draft.lose("Its refiner " + refiner + " was left out."));
        draft.lose("Fooocus sharpens guidance in its own way, so the picture will differ.");
        return draft.reading();
    }

    /// With its styles and expansion, where it says them; else as it was typed.
    private static Optional<String> prompt(Node root) {
        var parts =
                root.at("full_prompt").items().stream()
                        .flatMap(part -> part.text().stream())
                        .toList();
        return parts.isEmpty() ? root.at("prompt").text() : Optional.of(String.join(", ", parts));
    }
}
