package dev.atelier.checkpoint.diffusers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atelier.checkpoint.GoldenCheckpoints;
import dev.atelier.golden.Golden;
import dev.atelier.safetensors.SafetensorsFile;
import dev.atelier.safetensors.SafetensorsWriter;
import dev.atelier.safetensors.SafetensorsWriter.Entry;
import dev.atelier.safetensors.TensorFile;
import dev.atelier.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Writes reference checkpoints as folders of the diffusers library.
public final class DiffusersFolders {
    private static final String UNET = "model.diffusion_model.";
    private static final String VAE = "first_stage_model.";
    private static final String TEXT = "cond_stage_model.transformer.";

    private final DiffusersKeys keys;
    private final JsonNode recipe;
    private final SafetensorsFile file;

    private DiffusersFolders(String name, SafetensorsFile file) {
        this.file = file;
        recipe = Golden.json("nets/" + name + ".recipe.json").orElseThrow();
        int levels = levels(file);
        keys = keys(file, levels);
    }

    private static int levels(TensorFile file) {
        return (int)
                        file.tensors().keySet().stream()
                                .filter(key -> key.startsWith(UNET) && key.endsWith(".op.weight"))
                                .count()
                + 1;
    }

    private static DiffusersKeys keys(TensorFile file, int levels) {
        int inputs = 0;
        while (file.tensors()
                .containsKey(UNET + "input_blocks." + (inputs + 1) + ".0.in_layers.2.weight")) {
            inputs++;
        }
        int blocks = inputs;
        int vaeLevels = 0;
        while (file.tensors()
                .containsKey(VAE + "encoder.down." + vaeLevels + ".block.0.conv1.weight")) {
            vaeLevels++;
        }
        return new DiffusersKeys(
                        levels,
                        blocks,
                        level ->
                                file.tensors()
                                        .containsKey(
                                                UNET
                                                        + "input_blocks."
                                                        + (level * (blocks + 1) + 1)
                                                        + ".1.norm.weight"))
                .withVae(vaeLevels, 2);
    }

    /// Writes the checkpoint called `name`, in one file for each network.
    public static Path write(String name, Path folder) throws IOException {
        return write(name, folder, "diffusion_pytorch_model%s.safetensors", 1);
    }

    /// @param pattern of the files' names; takes the part
    /// @param parts into how many files the UNet is split
    public static Path write(String name, Path folder, String pattern, int parts)
            throws IOException {
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file(name))) {
            var folders = new DiffusersFolders(name, file);
            folders.weights(folder.resolve("unet"), pattern, parts, UNET, folders.keys::unet);
            folders.weights(
                    folder.resolve("vae"), pattern, 1, VAE, key -> folders.keys.vae(key, false));
            folders.weights(
                    folder.resolve("text_encoder"),
                    pattern.replace("diffusion_pytorch_model", "model"),
                    1,
                    TEXT,
                    key -> key);
            folders.configs(folder);
        }
        return folder;
    }

    /// Writes the autoencoder alone.
    public static Path vae(String name, Path target, boolean old) throws IOException {
        try (var file = SafetensorsFile.open(GoldenCheckpoints.file(name))) {
            var folders = new DiffusersFolders(name, file);
            write(folders.below(VAE), target, file, key -> folders.keys.vae(key, old), VAE);
        }
        return target;
    }

    private void weights(
            Path folder, String pattern, int parts, String prefix, UnaryOperator<String> names)
            throws IOException {
        Files.createDirectories(folder);
        var all = below(prefix);
        for (int i = 0; i < parts; i++) {
            var part = parts == 1 ? "" : "-%05d-of-%05d".formatted(i + 1, parts);
            var some = all.subList(all.size() * i / parts, all.size() * (i + 1) / parts);
            write(some, folder.resolve(pattern.formatted(part)), file, names, prefix);
        }
    }

    private List<TensorInfo> below(String prefix) {
        return file.tensors().values().stream()
                .filter(info -> info.name().startsWith(prefix))
                .toList();
    }

    private static void write(
            List<TensorInfo> tensors,
            Path target,
            SafetensorsFile file,
            UnaryOperator<String> names,
            String prefix)
            throws IOException {
        var sources = new TreeMap<String, String>();
        var entries = new ArrayList<Entry>();
        for (var info : tensors) {
            var name = names.apply(info.name().substring(prefix.length()));
            sources.put(name, info.name());
            boolean matrix =
                    name.matches(
                            ".*mid_block\\.attentions\\.0\\.(to_|query|key|value|proj_attn).*");
            var shape =
                    prefix.equals(VAE) && matrix && info.shape().size() == 4
                            ? info.shape().subList(0, 2)
                            : info.shape();
            entries.add(new Entry(name, info.dtype(), shape));
        }
        SafetensorsWriter.write(
                target,
                Map.of(),
                entries,
                entry -> file.bytes(sources.getOrDefault(entry.name(), "")));
    }

    /// What the library would write for the recipe's sizes.
    private void configs(Path folder) throws IOException {
        var net = recipe.at("/config/model/params/unet_config/params");
        var text = recipe.get("text_encoder");
        Files.writeString(
                folder.resolve("model_index.json"),
                "{\"_class_name\": \"StableDiffusionPipeline\"}");
        Files.writeString(
                folder.resolve("unet/config.json"),
                "{\"attention_head_dim\": %d, \"sample_size\": 64}"
                        .formatted(net.path("num_heads").asInt(8)));
        Files.writeString(
                folder.resolve("vae/config.json"),
                "{\"norm_num_groups\": 32, \"scaling_factor\": 0.18215}");
        Files.writeString(folder.resolve("text_encoder/config.json"), text.toString());
        Files.createDirectories(folder.resolve("scheduler"));
        Files.writeString(
                folder.resolve("scheduler/scheduler_config.json"),
                "{\"beta_start\": 0.00085, \"beta_end\": 0.012, \"beta_schedule\":"
                        + " \"scaled_linear\", \"num_train_timesteps\": 1000,"
                        + " \"prediction_type\": \"epsilon\"}");
    }
}
