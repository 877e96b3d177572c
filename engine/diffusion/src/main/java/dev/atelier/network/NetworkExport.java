package dev.atelier.network;

import dev.atelier.checkpoint.CheckpointConfig;
import dev.atelier.checkpoint.RandomCheckpoint;
import dev.atelier.checkpoint.TextConfig;
import dev.atelier.checkpoint.UnetConfig;
import dev.atelier.checkpoint.VaeConfig;
import dev.atelier.file.WholeFile;
import dev.atelier.torch.Compute;
import dev.atelier.torch.Compute.Attention;
import dev.atelier.torch.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes networks as files that a plain PyTorch runs, so that the very text which makes our
/// pictures is measured on a graphics card without this program. Each is written twice: as the
/// strategy computes, and in float32 to compare with. Weights are not written: the description
/// lists their shapes, and the methods `put` and `put_random` of a loaded file take them.
public final class NetworkExport {
    private static final int LATENT = 64;
    private static final int XL_LATENT = 128;
    private static final int TOKENS = 77;

    private final Path folder;
    private final Strategy strategy;
    private final Attention attention;
    private final Map<String, Object> networks = new LinkedHashMap<>();

    /// @param folder exists
    public NetworkExport(Path folder, Strategy strategy, Attention attention) {
        this.folder = folder;
        this.strategy = strategy;
        this.attention = attention;
    }

    /// Writes the networks of SD1.5 for pictures of 512x512, and SDXL's UNet for 1024x1024.
    ///
    /// @return the description, ready to be written as JSON: file names, sizes, the shape of each
    ///   weight and of each input
    /// @throws IOException when the folder cannot be written
    public Map<String, Object> writeAll() throws IOException {
        var sd = CheckpointConfig.SD15;
        unet("sd15-unet", sd.unet(), LATENT);
        vae("sd15-vae", sd.vae(), LATENT);
        text("sd15-text", sd.texts().getFirst());
        unet("sdxl-unet", UnetConfig.SDXL, XL_LATENT);
        return description();
    }

    /// What was written so far.
    Map<String, Object> description() {
        var all = new LinkedHashMap<String, Object>();
        all.put("format", 1);
        all.put("strategy", strategy.label());
        all.put("networks", networks);
        return all;
    }

    /// Writes a UNet, for two latents at once as guidance needs them.
    void unet(String name, UnetConfig config, int latent) throws IOException {
        var inputs = new LinkedHashMap<String, List<Integer>>();
        inputs.put("x", List.of(2, config.inChannels(), latent, latent));
        inputs.put("t", List.of(2));
        inputs.put("context", List.of(2, TOKENS, config.contextWidth()));
        if (config.admChannels() > 0) {
            inputs.put("y", List.of(2, config.admChannels()));
        }
        var facts = write(name, "unet", Unet.TEXT, Unet.sizes(config));
        facts.put("inputs", inputs);
        facts.put("weights", RandomCheckpoint.unet(config));
        var plain = new LinkedHashMap<String, Object>();
        plain.put("channels", config.channels());
        plain.put("multipliers", config.multipliers());
        plain.put("res_blocks", config.resBlocks());
        plain.put("depths", config.depths());
        plain.put("middle_depth", config.middleDepth());
        plain.put("context", config.contextWidth());
        plain.put("heads", config.heads());
        plain.put("head_channels", config.headChannels());
        plain.put("adm", config.admChannels());
        plain.put("linear", config.linearProjections());
        facts.put("sizes", plain);
    }

    private void vae(String name, VaeConfig config, int latent) throws IOException {
        var facts = write(name, "vae", Vae.TEXT, Vae.sizes(config.groups()));
        facts.put("inputs", Map.of("z", List.of(1, config.latentChannels(), latent, latent)));
        facts.put("weights", RandomCheckpoint.vae(config));
    }

    private void text(String name, TextConfig config) throws IOException {
        var facts = write(name, "text", Clip.text(config), Clip.sizes(config));
        facts.put("inputs", Map.of("ids", List.of(2, TOKENS)));
        facts.put("weights", RandomCheckpoint.text(config));
    }

    private Map<String, Object> write(
            String name, String kind, List<String> text, Map<String, Long> sizes)
            throws IOException {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("kind", kind);
        facts.put("archive", write(name + ".pt", strategy, text, sizes));
        facts.put("exact", write(name + "-f32.pt", strategy.exact(), text, sizes));
        networks.put(name, facts);
        return facts;
    }

    private String write(String file, Strategy as, List<String> text, Map<String, Long> sizes)
            throws IOException {
        WholeFile.replace(folder.resolve(file), Compute.archive(as, attention, text, sizes));
        return file;
    }
}
