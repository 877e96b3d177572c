package dev.atelier.app.engine;

import dev.atelier.checkpoint.TaesdFile;
import dev.atelier.checkpoint.diffusers.Diffusers;
import dev.atelier.embedding.EmbeddingFile;
import dev.atelier.pickle.TensorFiles;
import dev.atelier.safetensors.TensorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which kind of model a file holds, by the names of its tensors and whatever its own name says.
public final class FileKind {
    private static final String CONTROL = "control_model.";
    private static final String UNET = "model.diffusion_model.";
    private static final Pattern LORA =
            Pattern.compile(".*(lora_(up|down|A|B)\\b|hada_w1|lokr_w).*|lora_(te|unet).*");
    private static final Pattern CONTROLNET =
            Pattern.compile(
                    "(.*\\.)?(zero_convs|controlnet_cond_embedding)\\..*|lora_controlnet"
                            + "|(adapter\\.)?body\\.\\d+\\.(block1|resnets\\.\\d+\\.block1"
                            + "|body\\.\\d+\\.block1)\\..*|(image_proj|ip_adapter|lllite_.*)\\..*");
    private static final Pattern UPSCALER =
            Pattern.compile("(params_ema\\.)?(conv_first|RRDB_trunk|body\\.0|model\\.0)\\..*");
    private static final int MOST_EMBEDDING_TENSORS = 4;

    private FileKind() {}

    /// What lies at a path; empty where it cannot be read. Blocks for reading its header.
    static Optional<ModelKind> of(Path file) {
        if (Diffusers.isFolder(file)) {
            return Optional.of(ModelKind.CHECKPOINT);
        }
        try (var tensors = TensorFiles.open(file)) {
            return of(tensors);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // the caller that uses it says what is wrong
        }
    }

    /// What an open file holds; empty where its tensors are those of no kind.
    public static Optional<ModelKind> of(TensorFile file) {
        var names = file.tensors().keySet();
        if (names.stream().anyMatch(name -> name.startsWith(CONTROL))) {
            return Optional.of(ModelKind.CONTROLNET); // some hold the whole checkpoint, too
        }
        if (names.stream().anyMatch(name -> name.startsWith(UNET))) {
            return Optional.of(ModelKind.CHECKPOINT);
        }
        if (names.stream().anyMatch(name -> LORA.matcher(name).matches())) {
            return Optional.of(ModelKind.LORA);
        }
        if (names.stream().anyMatch(name -> CONTROLNET.matcher(name).matches())) {
            return Optional.of(ModelKind.CONTROLNET);
        }
        if (Diffusers.isUnet(names)) {
            return Optional.of(ModelKind.CHECKPOINT);
        }
        if (TaesdFile.isTaesd(file.tensors())) {
            return Optional.of(ModelKind.TAESD);
        }
        if (isVae(names)) {
            return Optional.of(ModelKind.VAE);
        }
        if (names.stream().anyMatch(name -> UPSCALER.matcher(name).matches())) {
            return Optional.of(ModelKind.UPSCALER);
        }
        return isEmbedding(file) ? Optional.of(ModelKind.EMBEDDING) : Optional.empty();
    }

    private static boolean isVae(Set<String> names) {
        return names.contains("decoder.conv_in.weight")
                || names.contains("first_stage_model.decoder.conv_in.weight");
    }

    private static boolean isEmbedding(TensorFile file) {
        if (file.tensors().size() > MOST_EMBEDDING_TENSORS) {
            return false;
        }
        try {
            return EmbeddingFile.read(file.path()).count() > 0;
        } catch (IOException | RuntimeException e) {
            return false; // that is the answer
        }
    }
}
