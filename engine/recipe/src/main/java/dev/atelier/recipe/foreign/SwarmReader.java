package dev.atelier.recipe.foreign;

import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Reading;
import dev.atelier.recipe.Seed;
import java.util.Optional;

/// SwarmUI's JSON under `parameters`, or in the comment of a JPEG: `sui_image_params`.
final class SwarmReader {
    private static final String NAME = "SwarmUI";

    private SwarmReader() {}

    static Optional<Reading> read(String json) {
        var settings = Node.of(json).at("sui_image_params");
        return settings.isPresent() ? Optional.of(reading(settings)) : Optional.empty();
    }

    private static Reading reading(Node settings) {
        var draft = new Draft(NoiseSource.CPU);
        draft.prompts(settings.at("prompt").text(), settings.at("negativeprompt").text());
        draft.size(settings.at("width"), settings.at("height"));
        draft.seed(settings.at("seed"));
        draft.steps(settings.at("steps"));
        draft.cfg(settings.at("cfgscale"));
        draft.sampler(settings.at("sampler"), NAME);
        draft.schedule(settings.at("scheduler"), NAME);
        draft.model(settings.at("model").text(), "");
        draft.vae(settings.at("vae").text().filter(vae -> !vae.equals("Automatic")));
        settings.at("clipstopatlayer").whole().ifPresent(layer -> draft.clipSkip(-layer));
        variation(draft, settings);
        loras(draft, settings);
        if (settings.at("initimagecreativity").isPresent()) {
            draft.lose("It starts from a picture, which is not in the file.");
        }
        if (settings.at("refinerupscale").number().orElse(1.0) > 1) {
            draft.lose("Its refining and upscaling were left out.");
        }
        if (settings.at("controlnetmodel").isPresent()) {
            draft.lose("Its ControlNet was left out.");
        }
        if (draft.recipe().prompt().contains("<")) {
            draft.lose("Its prompt has SwarmUI's own tags, which mean something else here.");
        }
        return draft.reading();
    }

    private static void variation(Draft draft, Node settings) {
        var strength = settings.at("variationseedstrength").number().orElse(0.0);
        var seed = settings.at("variationseed").seed();
        if (strength > 0 && seed.isPresent()) {
            draft.set(
                    "variation",
                    r ->
                            r.withSeed(
                                    new Seed(
                                            r.seed().value(),
                                            seed.get(),
                                            strength,
                                            Optional.empty())));
        }
    }

    private static void loras(Draft draft, Node settings) {
        var names = settings.at("loras").items();
        var weights = settings.at("loraweights").items();
        for (int i = 0; i < names.size(); i++) {
            double weight = i < weights.size() ? weights.get(i).number().orElse(1.0) : 1;
            names.get(i).text().ifPresent(name -> draft.lora(name, weight, weight));
        }
    }
}
