package dev.atelier.recipe.importers;

import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.Seed;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// SwarmUI's JSON under `parameters`, or in the comment of a JPEG: `sui_image_params`. It leaves
/// out what stands at its defaults.
final class SwarmReader {
    private static final String NAME = "SwarmUI";

    /// Fields that are read, and those that decide nothing about the picture.
    private static final Set<String> KNOWN =
            Set.of(
                    "prompt",
                    "negativeprompt",
                    "width",
                    "height",
                    "seed",
                    "steps",
                    "cfgscale",
                    "sampler",
                    "comfyuisampler",
                    "scheduler",
                    "comfyuischeduler",
                    "model",
                    "vae",
                    "automaticvae",
                    "clipstopatlayer",
                    "variationseed",
                    "variationseedstrength",
                    "loras",
                    "loraweights",
                    "loratencweights",
                    "initimage",
                    "initimagecreativity",
                    "maskimage",
                    "refinermethod",
                    "refinercontrolpercentage",
                    "refinercontrol",
                    "refinerupscale",
                    "refinerupscalemethod",
                    "refinersteps",
                    "refinermodel",
                    "seamlesstileable",
                    "images",
                    "batchsize",
                    "aspectratio",
                    "sidelength",
                    "swarm_version",
                    "date",
                    "generation_time",
                    "donotsave",
                    "nopreviews",
                    "wildcardseed",
                    "personalnote",
                    "imageformat",
                    "bitdepth",
                    "internalbackendtype",
                    "exactbackendid",
                    "modelspecificenhancements",
                    "noseedincrement",
                    "webhooks",
                    "outputintermediateimages",
                    "preferreddtype",
                    "colordepth",
                    "rawresolution",
                    "overrideoutpathformat",
                    "original_prompt",
                    "presets");

    private static final Pattern UPSCALE_METHOD =
            Pattern.compile("(latent|pixel|model|latentmodel)-(.*)");

    private final Node settings;
    private final ImportDraft draft = new ImportDraft(NoiseSource.CPU);

    private SwarmReader(Node settings) {
        this.settings = settings;
    }

    static Optional<ParsedRecipe> read(String json) {
        var root = Node.of(json);
        var settings = root.at("sui_image_params");
        return settings.isPresent()
                ? Optional.of(new SwarmReader(settings).reading())
                : Optional.empty();
    }

    private ParsedRecipe reading() {
        draft.prompts(prompt("prompt"), prompt("negativeprompt"));
        if (!settings.at("prompt").isPresent()) {
            draft.lose("prompt", Message.of("issue.no-prompt-of", "SwarmUI"));
        }
        draft.size(settings.at("width"), settings.at("height"));
        draft.seed(settings.at("seed"));
        draft.steps(settings.at("steps"));
        draft.cfg(settings.at("cfgscale"));
        draft.sampler(word("sampler", "comfyuisampler", "euler"), NAME);
        draft.schedule(word("scheduler", "comfyuischeduler", "normal"), NAME);
        draft.model(settings.at("model").text(), "");
        vae();
        settings.at("clipstopatlayer").whole().ifPresent(layer -> draft.clipSkip(-layer));
        variation();
        loras();
        mode();
        refiner();
        tiling();
        for (var field : settings.keys()) {
            if (!KNOWN.contains(field) && !settings.at(field).isEmpty()) {
                draft.unknown(field, settings.at(field).value());
            }
        }
        return draft.reading();
    }

    private Optional<String> prompt(String field) {
        return settings.at(field)
                .text()
                .map(text -> SwarmPrompt.toA1111(text, sentence -> draft.lose(field, sentence)));
    }

    /// Its own default where it says nothing.
    private Node word(String field, String older, String otherwise) {
        var found = settings.any(field, older);
        return found.isPresent() ? found : new Node(otherwise);
    }

    private void vae() {
        var name = settings.at("vae").text().orElse("Automatic");
        if (name.equals("None")) {
            draft.set("VAE", r -> r.withVae(Optional.of(Recipe.NO_VAE)));
        } else if (!name.equals("Automatic")) {
            draft.vae(Optional.of(name));
        }
    }

    private void variation() {
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

    private void loras() {
        var names = settings.at("loras").list();
        var weights = settings.at("loraweights").list();
        var texts = settings.at("loratencweights").list();
        for (int i = 0; i < names.size(); i++) {
            double weight = i < weights.size() ? weights.get(i).number().orElse(1.0) : 1;
            double text = i < texts.size() ? texts.get(i).number().orElse(weight) : weight;
            names.get(i).text().ifPresent(name -> draft.lora(name, text, weight));
        }
    }

    private void mode() {
        if (settings.any("initimagecreativity", "initimage").isPresent()) {
            draft.startsFrom("", settings.at("initimagecreativity").number().orElse(0.6));
        }
        if (settings.at("maskimage").isPresent()) {
            draft.lose("maskimage", Message.of("issue.its-mask"));
        }
    }

    /// Its second stage: another checkpoint that takes over, or a pass of its own.
    private void refiner() {
        if (!settings.any("refinercontrolpercentage", "refinercontrol").isPresent()) {
            return;
        }
        double share =
                settings.any("refinercontrolpercentage", "refinercontrol").number().orElse(0.2);
        var model = settings.at("refinermodel").text().filter(name -> !name.startsWith("("));
        var method = settings.at("refinermethod").text().orElse("PostApply");
        double scale = settings.at("refinerupscale").number().orElse(1.0);
        if (method.startsWith("StepSwap") && model.isPresent()) {
            draft.set(
                    "refiner",
                    r ->
                            r.withRefiner(
                                    Optional.of(
                                            new Refiner(
                                                    new ModelRef(Words.fileName(model.get()), ""),
                                                    1 - share,
                                                    true))));
            if (scale > 1) {
                draft.lose("refinerupscale", Message.of("issue.enlarges-between"));
            }
        } else {
            model.ifPresent(
                    name -> draft.lose("refinermodel", Message.of("issue.second-model", name)));
            pass(share, scale);
        }
    }

    private void pass(double share, double scale) {
        int steps = settings.any("refinersteps", "steps").whole().orElse(20);
        draft.set(
                "second pass",
                r ->
                        r.withHires(
                                Optional.of(
                                        new HiresPass(
                                                scale,
                                                Optional.empty(),
                                                upscaler(),
                                                (int) Math.max(1, Math.round(steps * share)),
                                                share,
                                                Optional.empty(),
                                                Optional.empty(),
                                                "",
                                                ""))));
        settings.at("refinercfgscale")
                .number()
                .ifPresent(cfg ->
                        draft.lose("refinercfgscale", Message.of("issue.its-second-cfg", cfg)));
    }

    private String upscaler() {
        var method =
                UPSCALE_METHOD.matcher(
                        settings.at("refinerupscalemethod").text().orElse("pixel-lanczos"));
        if (!method.matches()) {
            draft.unknown("refinerupscalemethod", settings.at("refinerupscalemethod").value());
            return HiresPass.DEFAULT.upscaler();
        }
        return Words.upscaler(method.group(1), method.group(2))
                .orElseGet(() -> {
                    draft.lose(
                            "refinerupscalemethod",
                            Message.of(
                                    "issue.enlarges",
                                    "SwarmUI",
                                    method.group(),
                                    HiresPass.DEFAULT.upscaler()));
                    return HiresPass.DEFAULT.upscaler();
                });
    }

    private void tiling() {
        var tile = settings.at("seamlesstileable").text().orElse("false");
        if (!tile.equals("false")) {
            draft.set("tiling", r -> r.withTiling(true));
            if (tile.length() > 4) {
                draft.lose("seamlesstileable", Message.of("issue.seamless"));
            }
        }
    }
}
