package dev.atelier.checkpoint.diffusers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.atelier.recipe.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the folder's `config.json` files say beyond shapes, in the form of LDM's configuration.
final class FolderConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Pixels of an edge for each number of the latent.
    private static final int DOWNSCALE = 8;

    private final Path folder;
    private final ObjectNode root = JSON.createObjectNode();
    private final ObjectNode params =
            root.putObject("config").putObject("model").putObject("params");

    private FolderConfig(Path folder) {
        this.folder = folder;
    }

    /// The configuration as JSON text.
    ///
    /// @throws DiffusersException when a file is not sound, or asks for what nothing here computes
    ///
    /// @param two whether it has two text models, as SDXL
    /// @param openClip whether its only one is OpenCLIP's, as in SD2
    static String of(Path folder, boolean two, boolean openClip) throws IOException {
        var config = new FolderConfig(folder);
        config.unet(config.read("unet/config.json"));
        config.vae(config.read("vae/config.json"));
        var texts = config.root.putObject("text_encoder");
        if (two) {
            text(config.read("text_encoder/config.json"), texts.putObject("l"));
            text(config.read("text_encoder_2/config.json"), texts.putObject("g"));
        } else {
            text(config.read("text_encoder/config.json"), texts);
        }
        if (openClip) {
            // The library leaves out the layer that SD2 does not use.
            texts.put("output", "last");
        }
        config.training(config.read("scheduler/scheduler_config.json"));
        return config.root.toString();
    }

    private JsonNode read(String name) throws IOException {
        var file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new DiffusersException(
                    folder, Message.of("file.folder-json", name, JsonPlace.of(e)));
        }
    }

    /// The library's `attention_head_dim` is the count of heads; a list of one for each level where
    /// the width of a head is the same everywhere.
    private void unet(JsonNode unet) {
        var net = params.putObject("unet_config").putObject("params");
        var named = unet.path("num_attention_heads");
        var heads =
                named.isMissingNode() || named.isNull() ? unet.path("attention_head_dim") : named;
        if (heads.isInt()) {
            net.set("num_heads", heads);
        } else if (heads.path(0).asInt() > 0) {
            int width = unet.path("block_out_channels").path(0).asInt() / heads.path(0).asInt();
            net.put("num_head_channels", width);
        }
        if (unet.path("sample_size").isInt()) {
            root.put("native_size", DOWNSCALE * unet.path("sample_size").asInt());
        }
    }

    private void vae(JsonNode vae) {
        var net = params.putObject("first_stage_config").putObject("params").putObject("ddconfig");
        copy(vae, "norm_num_groups", net, "norm_num_groups");
        copy(vae, "scaling_factor", params, "scale_factor");
    }

    private static void text(JsonNode text, ObjectNode net) {
        copy(text, "num_attention_heads", net, "num_attention_heads");
        copy(text, "hidden_act", net, "hidden_act");
        copy(text, "layer_norm_eps", net, "layer_norm_eps");
    }

    private void training(JsonNode scheduler) throws DiffusersException {
        var betas = scheduler.path("beta_schedule").asText("scaled_linear");
        if (!betas.equals("scaled_linear")) {
            throw new DiffusersException(
                    folder, Message.of("value.got", "beta_schedule", "scaled_linear", betas));
        }
        copy(scheduler, "beta_start", params, "linear_start");
        copy(scheduler, "beta_end", params, "linear_end");
        copy(scheduler, "num_train_timesteps", params, "timesteps");
        copy(scheduler, "rescale_betas_zero_snr", params, "zero_terminal_snr");
        var prediction = scheduler.path("prediction_type");
        if (prediction.isTextual()) {
            params.put(
                    "parameterization",
                    switch (prediction.asText()) {
                        case "epsilon" -> "eps";
                        case "v_prediction" -> "v";
                        default ->
                                throw new DiffusersException(
                                        folder,
                                        Message.of(
                                                "value.got",
                                                "prediction_type",
                                                Message.of(
                                                        "expected.one-of",
                                                        "epsilon",
                                                        "v_prediction"),
                                                prediction.asText()));
                    });
        }
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        var value = from.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
            to.set(as, value);
        }
    }

    /// Whether a text model is OpenCLIP's, as Stable Diffusion 2 has it.
    static boolean openClip(Path folder) throws IOException {
        var text = new FolderConfig(folder).read("text_encoder/config.json");
        return text.path("hidden_act").asText("").equals("gelu");
    }
}
